"""What training hands to gates, the index and the ladder."""

from datetime import timedelta

import pytest

from tests.cast import BY_KEY
from tests.makers import member
from tests.training.scenes import acting, judge, put_on, tick, verify
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import gate_rules, slices
from tracker.responsibilities.extension_points import unverified_items
from tracker.responsibilities.models import Activity
from tracker.training.models import ChecklistItem

AISHA, CALLUM = str(BY_KEY["aisha"].id), str(BY_KEY["callum"].id)


def read(app, northgate, name, key="helen"):
    with acting(app, key):
        return slices[name](northgate.id)


def test_the_items_say_what_is_verified_and_what_waits(app, northgate):
    ids = put_on(app, northgate, "aisha", 2, 3, 4)
    tick(app, northgate, "aisha", ids[2])
    tick(app, northgate, "aisha", ids[3])
    verify(app, northgate, "marcus", ids[2])
    facts = read(app, northgate, "items")
    with acting(app, "helen"):
        today = clock.today().isoformat()
    assert facts["verified"] == [[2, AISHA, today]]
    assert facts["waiting"] == [[3, AISHA, today]]
    assert len(facts["items"]) == 38
    assert facts["items"][1] == {
        "id": str(northgate.item(2)), "number": 2, "text": "Read a week's customer conversation and note three lessons",
        "module": "Why us", "competency": "develop-strategy", "activities": ["set-strategy", "listen"],
        "required": True, "leader": False,
    }  # fmt: skip


def test_the_competencies_hold_the_newest_level_of_each_person(app, northgate):
    judge(app, northgate, "aisha", 4)
    judge(app, northgate, "aisha", 2)
    judge(app, northgate, "callum", 1)
    facts = {row["key"]: row for row in read(app, northgate, "competencies")}
    assert {held["person"]: held["level"] for held in facts["write"]["people"]} == {AISHA: 2, CALLUM: 1}
    assert facts["write"]["people"][0]["assessor"] == str(BY_KEY["marcus"].id)
    assert facts["reply"]["people"] == []
    assert [row["key"] for row in read(app, northgate, "competencies")][-1] == "leader-essentials"
    assert facts["leader-essentials"]["leader"] is True


def test_a_judgement_of_an_earlier_day_does_not_push_out_a_newer_one(app, northgate):
    judge(app, northgate, "aisha", 3)
    with acting(app, "marcus"):
        earlier = clock.today() - timedelta(days=3)
    judge(app, northgate, "aisha", 1, on=earlier)
    facts = {row["key"]: row for row in read(app, northgate, "competencies")}
    assert [held["level"] for held in facts["write"]["people"]] == [3]


def test_another_client_reads_nothing_of_it(app, northgate):
    judge(app, northgate, "aisha", 3)
    put_on(app, northgate, "aisha", 2)
    read(app, northgate, "items", "marcus")
    for key in ("dawn", "ewan", "tessa"):
        assert read(app, northgate, "competencies", key) == []
        assert read(app, northgate, "items", key) == {"items": [], "verified": [], "waiting": [], "lapsed": []}


def test_a_rung_needs_each_mapped_item_for_somebody_active(app, northgate):
    with acting(app, "marcus"):
        left = unverified_items(northgate.get(Activity, "listen"))
    assert "Read a week's customer conversation and note three lessons" in left
    ids = put_on(app, northgate, "aisha", 2)
    tick(app, northgate, "aisha", ids[2])
    verify(app, northgate, "marcus", ids[2])
    with acting(app, "marcus"):
        after = unverified_items(northgate.get(Activity, "listen"))
    assert set(left) - set(after) == {"Read a week's customer conversation and note three lessons"}
    with acting(app, "helen"):
        member("aisha").ended_at = clock.now()
        db.session.commit()
    with acting(app, "marcus"):
        assert unverified_items(northgate.get(Activity, "listen")) == left


def people(**active: bool) -> dict:
    return {key: {"name": key, "role": "staff", "side": "client", "active": here} for key, here in active.items()}


def item(number: int, required: bool = True) -> dict:
    return {"id": f"id-{number}", "number": number, "text": f"Item text {number}", "required": required}


def test_the_gate_names_each_required_item_that_is_missing():
    facts = {
        "people": people(aisha=True, gone=False),
        "items": {"items": [item(1), item(2), item(3), item(4, False)],
                  "verified": [[1, "aisha", "2026-01-01"], [2, "gone", "2026-01-01"]]},
    }  # fmt: skip
    verdict = gate_rules["items_verified"](facts, {"share": 1}, None)
    assert (verdict.met, verdict.says) == (False, "1 of 3 required items verified")
    assert [(missing.text, missing.endpoint, missing.values) for missing in verdict.missing] == [
        ("Item 2, Item text 2", "training.checklist_item", {"id": "id-2"}),
        ("Item 3, Item text 3", "training.checklist_item", {"id": "id-3"}),
    ]


@pytest.mark.parametrize(("share", "met"), [(0.3, True), (1 / 3, True), (0.34, False), (1, False)])
def test_a_share_of_the_items_may_suffice(share, met):
    facts = {"people": people(aisha=True), "items": {"items": [item(1), item(2), item(3)],
                                                     "verified": [[1, "aisha", "2026-01-01"]]}}  # fmt: skip
    assert gate_rules["items_verified"](facts, {"share": share}, None).met is met


def skill(key: str, critical: bool, *levels: tuple[str, int], leader: bool = False) -> dict:
    held = [{"person": person, "level": level} for person, level in levels]
    facts = {"id": f"id-{key}", "key": key, "name": key.capitalize(), "critical": critical, "leader": leader}
    return {**facts, "people": held}


def test_the_gate_counts_active_people_at_the_level():
    facts = {
        "people": people(aisha=True, callum=True, gone=False),
        "competencies": [
            skill("reply", True, ("aisha", 3), ("callum", 4)),
            skill("measure", True, ("aisha", 3), ("gone", 4)),
            skill("write", False),
            skill("leader-essentials", True, leader=True),
        ],
    }
    rule = gate_rules["competency_level"]
    verdict = rule(facts, {"level": 3, "people": 2, "competencies": "critical"}, None)
    assert (verdict.met, verdict.says) == (False, "1 of 2 skills held by 2 people")
    assert [(missing.text, missing.values) for missing in verdict.missing] == [
        ("Measure: 1 of 2 people at level 3", {"id": "id-measure"})
    ]
    assert rule(facts, {"level": 3, "people": 1, "competencies": "critical"}, None).met
    assert not rule(facts, {"level": 3, "people": 1, "competencies": "all"}, None).met


def test_every_item_of_the_playbook_can_be_opened(app, northgate, helen):
    with acting(app, "helen"):
        assert northgate.get(ChecklistItem, 38).required
    page = helen.opens(f"/checklist-items/{northgate.item(38)}")
    assert page.says("Nobody has it on the checklist yet.")
