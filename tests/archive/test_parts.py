"""No table and no column is forgotten: each travels, or is listed with the reason why it stays behind."""

from tests.fences.test_metadata import SHARED
from tracker.archive.parts import COLUMNS_LEFT_OUT, GIVEN_BY_THE_WORKSPACE, LEFT_OUT, Scope, parts, parts_of
from tracker.core.database import Base
from tracker.core.ids import new_id

# Names that may stand for a way in; of these it was looked at what they hold.
SUSPECT = ("hash", "token", "secret", "password", "code", "key")
NO_SECRET = {
    "activity.key", "attachment.hash", "charter_version.text_hash", "checklist_item.competency_key", "competency.key",
    "decision_answer.said_hash", "deliverable.key", "engagement.playbook_key", "exit_criterion.key",
    "handover_pack.content_hash", "handover_pack.pdf_hash", "handover_pack.zip_hash", "measure.key", "module.key",
    "pack_seal.hash", "playbook.key", "sign_off.subject_hash", "strategy_section.key", "tool.key",
}  # fmt: skip
# What only the practice has, and no client of it.
THE_PRACTICES_OWN = {"bulk_act", "chosen_columns", "lasting", "playbook", "playbook_version", "saved_filter"}


def travelling():
    return {f"{part.name}.{one.name}" for part in parts().values() for one in part.columns if part.travels(one)}


def test_every_table_travels_or_is_listed_with_a_reason():
    assert set(Base.metadata.tables) == set(parts()) | set(LEFT_OUT)
    assert not set(parts()) & set(LEFT_OUT)
    assert all(len(reason) > 8 for reason in [*LEFT_OUT.values(), *COLUMNS_LEFT_OUT.values()])


def test_everything_of_an_installation_stays_behind():
    assert SHARED <= set(LEFT_OUT)


def test_every_column_travels_or_is_listed_with_a_reason():
    everything = {
        f"{part.name}.{one.name}" for part in parts().values() for one in part.table.columns
        if one.name != "workspace_id"
    }  # fmt: skip
    assert everything - travelling() == set(COLUMNS_LEFT_OUT)
    assert travelling() >= GIVEN_BY_THE_WORKSPACE


def test_a_client_has_all_but_what_is_the_practices_own():
    whole = {part.name for part in parts_of(Scope(new_id()))}
    assert whole - {part.name for part in parts_of(Scope(new_id(), new_id()))} == THE_PRACTICES_OWN


def test_whatever_a_row_names_stands_before_it():
    order = list(parts())
    for part in parts().values():
        for key in part.keys():
            assert order.index(key.referred_table.name) <= order.index(part.name), (part.name, key.column_keys)


def test_what_names_a_table_that_stays_behind_stays_behind_too():
    known = {*parts(), "users", "workspace"}
    for part in parts().values():
        for key in part.table.foreign_key_constraints:
            if key.referred_table.name not in known:
                column = part.table.c[key.column_keys[-1]]
                assert not part.travels(column) and column.nullable, (part.name, key.column_keys)


def test_what_stays_behind_can_come_in_empty_or_is_made_anew():
    for part in parts().values():
        for one in part.columns:
            assert part.travels(one) or one.nullable or (part.stored and one.name == "key"), (part.name, one.name)


def test_no_way_in_travels():
    suspect = {name for name in travelling() if any(word in name.split(".")[1] for word in SUSPECT)}
    assert suspect == NO_SECRET


def test_a_table_names_its_own_rows_by_one_column_at_most():
    """Rows are put in an order in which each finds the one that it names."""
    for part in parts().values():
        assert len([key for key in part.keys() if key.referred_table is part.table]) <= 1, part.name
