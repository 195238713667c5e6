"""The shape of the tables: every key begins with the workspace, and nothing of a client can hang under another's."""

from sqlalchemy import UniqueConstraint

from tests.fences.furnishing import tenant_models
from tracker.core.database import Base
from tracker.core.types import Id
from tracker.tenancy import ClientModel

# Tables that belong to no tenant: the directory, people and how they sign in, forms carried out, letters, and that a
# job waits (an id and a workspace, no text), and what was asked to be deleted, which outlives whom it was about.
SHARED = {
    "workspace", "users", "login_session", "sign_in_link", "sign_in_attempt", "sign_up", "submission", "letter",
    "heartbeat", "address_change", "job_ticket", "deletion", "graduation_ticket",
}  # fmt: skip
# Ids that are no foreign keys: what they name may be of several kinds, or is kept as it was, or nothing at all.
LOOSE = {
    "audit_event.actor_id", "audit_event.subject_id", "audit_event.engagement_id", "audit_event.client_id",
    "sign_off.subject_id", "sign_off.withdraws_id", "membership.provider_id", "standing.mark", "comment.subject_id",
    "inbox_row.subject_id",
    "scope_change.subject_id",
    "attachment.subject_id",
    "pack_order.job_id",
    "decision.about_id",
    "graduation.target_id",
    # Figures outlive the engagement that they are of.
    "lasting.engagement_id",
}  # fmt: skip


def tables():
    return {model.__tablename__: (model, model.__table__) for model in tenant_models()}


def test_every_table_is_a_tenants_or_listed_as_shared():
    assert set(Base.metadata.tables) - set(tables()) == SHARED


def test_every_primary_key_is_workspace_and_id():
    for name, (_, table) in tables().items():
        assert [column.name for column in table.primary_key.columns] == ["workspace_id", "id"], name


def test_every_unique_key_and_every_index_of_a_tenant_begins_with_the_workspace():
    for name, (_, table) in tables().items():
        keys = [one for one in table.constraints if isinstance(one, UniqueConstraint)] + list(table.indexes)
        for key in keys:
            columns = [column.name for column in key.columns]
            # A person's own memberships are looked up by her, before any workspace is known.
            assert columns[0] == "workspace_id" or (name, columns) == ("membership", ["user_id"]), (name, columns)


def test_every_foreign_key_carries_the_workspace():
    for name, (_, table) in tables().items():
        for constraint in table.foreign_key_constraints:
            local, target = constraint.column_keys, constraint.referred_table.name
            if target == "users":
                continue
            assert local[0] == "workspace_id", (name, local)
            remote = [element.column.name for element in constraint.elements]
            assert remote[0] == ("id" if target == "workspace" else "workspace_id"), (name, local)


def test_rows_of_a_client_hang_only_under_rows_of_the_same_client():
    of_clients = {name for name, (model, _) in tables().items() if issubclass(model, ClientModel)}
    for name in of_clients:
        table = tables()[name][1]
        assert not table.columns["client_id"].nullable, name
        for constraint in table.foreign_key_constraints:
            if constraint.referred_table.name in of_clients:
                assert constraint.column_keys[:2] == ["workspace_id", "client_id"], (name, constraint.column_keys)
                remote = [element.column.name for element in constraint.elements]
                assert remote[:2] == ["workspace_id", "client_id"], (name, remote)


def test_every_row_of_a_client_names_a_client_of_its_workspace():
    for name, (model, table) in tables().items():
        if issubclass(model, ClientModel):
            found = [one for one in table.foreign_key_constraints if one.referred_table.name == "client"]
            assert any(one.column_keys == ["workspace_id", "client_id"] for one in found), name


def test_the_columns_that_the_walls_ask_for_are_indexed_together():
    """Else row-level security would read whole tables."""
    for name, (_, table) in tables().items():
        keys = [one for one in table.constraints if isinstance(one, UniqueConstraint)] + list(table.indexes)
        if "client_id" in table.columns:
            leading = [[column.name for column in key.columns][:2] for key in keys]
            assert ["workspace_id", "client_id"] in leading, name


def test_every_id_is_a_key_or_listed_as_loose():
    loose = set()
    for name, (_, table) in tables().items():
        bound = {column for constraint in table.foreign_key_constraints for column in constraint.column_keys}
        loose |= {
            f"{name}.{column.name}" for column in table.columns
            if isinstance(column.type, Id) and not column.primary_key and column.name not in bound
        }  # fmt: skip
    assert loose == LOOSE
