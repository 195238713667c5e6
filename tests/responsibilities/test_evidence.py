"""What responsibilities hand to gates and the index, and the gate rules that read it."""

from copy import deepcopy
from datetime import date

import pytest

from tests.makers import member
from tests.responsibilities.scenes import activity, answers, decided
from tracker.core import clock
from tracker.core.database import db
from tracker.responsibilities.appointments import name
from tracker.responsibilities.evidence import read_activities
from tracker.responsibilities.gate_rules import appointments_accepted, decision_rules_signed, rungs_at_least
from tracker.responsibilities.ladder import confirm, move, undo
from tracker.responsibilities.models import Post
from tracker.responsibilities.rules import ruling_of, write_rule

TODAY = date(2026, 11, 20)


def reply(northgate):
    db.session.flush()
    return next(row for row in read_activities(northgate.id) if row["key"] == "reply")


def test_every_activity_is_there_in_its_order_before_anything_happened(as_person, northgate):
    as_person("mina")
    rows = read_activities(northgate.id)
    assert len(rows) == 14
    assert [row["key"] for row in rows[:2]] == ["set-strategy", "approve-content"]
    untouched = reply(northgate)
    assert {name: untouched[name] for name in ("rung", "rung_on", "witnessed", "confirmer", "accountable", "rule")} == {
        "rung": 0, "rung_on": None, "witnessed": False, "confirmer": None, "accountable": None, "rule": None,
    }  # fmt: skip
    assert (untouched["doer"]["kind"], untouched["rungs"], untouched["proposed"]) == ("practice", [1, 2, 3, 4], 0)


def test_posts_moves_and_rules_are_told_as_they_stand(as_person, northgate):
    mina, today = as_person("marcus"), clock.today().isoformat()
    answers(northgate, "priya")
    name(activity(northgate), Post.DEPUTY, member("aisha"), by=member("helen"))
    decided(northgate)
    change = move(activity(northgate), 2, by=mina, because="Side by side")
    confirm(change, by=member("helen"))
    row = reply(northgate)
    assert row["accountable"] == {"person": str(member("priya").id), "named_on": today, "accepted_on": today}
    assert row["deputy"] == {"person": str(member("aisha").id), "named_on": today, "accepted_on": None}
    assert (row["rule"]["signed_on"], row["rule"]["by"]) == (today, str(member("helen").id))
    assert (row["rung"], row["rung_on"], row["witnessed"]) == (2, today, True)
    assert row["confirmer"] == str(member("helen").id)


def test_what_is_only_proposed_counts_as_waiting_alone(as_person, northgate):
    aisha = as_person("aisha")
    name(activity(northgate), Post.ACCOUNTABLE, aisha, by=aisha)
    move(activity(northgate), 1, by=aisha, because="I watched")
    row = reply(northgate)
    assert (row["accountable"], row["rung"], row["proposed"]) == (None, 0, 2)


def test_an_undone_move_leaves_no_trace_in_the_facts(as_person, northgate):
    mina = as_person("mina")
    undo(move(activity(northgate), 1, by=mina, because="A slip"), by=mina)
    row = reply(northgate)
    assert (row["rung"], row["rung_on"]) == (0, None)


def test_a_rule_written_after_the_signature_stands_unsigned(as_person, northgate):
    as_person("helen")
    decided(northgate)
    seen = ruling_of(activity(northgate)).rule.id
    write_rule(activity(northgate), "blend", "A studio helps at Christmas.", by=member("priya"), seen=seen)
    row = reply(northgate)
    assert (row["rule_written"], row["rule"]["signed_on"]) == (True, None)


@pytest.fixture
def facts():
    """Two activities, one of them critical; three people, one of whom left."""

    def activity(id, critical):
        return {
            "id": id, "name": id.capitalize(), "critical": critical, "rung": 1, "na": False, "accountable": None,
            "deputy": None, "rule": None, "rule_written": False,
        }  # fmt: skip

    people = {
        "priya": {"name": "Priya", "side": "client", "active": True},
        "tom": {"name": "Tom", "side": "client", "active": False},
        "helen": {"name": "Helen", "side": "client", "active": True},
        "mina": {"name": "Mina", "side": "practice", "active": True},
    }
    return {"activities": [activity("reply", True), activity("listen", False)], "people": people}


def post(person, accepted="2026-11-01"):
    return {"person": person, "named_on": "2026-10-01", "accepted_on": accepted}


def test_the_gate_names_every_post_that_is_not_accepted(facts):
    reply, listen = facts["activities"]
    reply["accountable"], listen["accountable"] = post("priya", None), post("tom")
    verdict = appointments_accepted(facts, {"accountable": "all", "deputy": "critical"}, TODAY)
    assert not verdict.met and verdict.says == "0 of 3 accepted"
    assert [missing.text for missing in verdict.missing] == [
        "Priya has not yet accepted to answer for Reply",
        "Nobody answers for Listen",
        "Reply has no deputy",
    ]
    assert verdict.missing[0].endpoint == "responsibilities.activity"
    assert verdict.missing[0].values == {"id": "reply"}


def test_the_gate_opens_once_everybody_accepted(facts):
    reply, listen = facts["activities"]
    reply.update(accountable=post("priya"), deputy=post("helen"))
    listen.update(accountable=post("helen"))
    assert appointments_accepted(facts, {"accountable": "all", "deputy": "critical"}, TODAY).met


def test_a_client_of_one_person_needs_no_deputy(facts):
    facts["people"]["priya"]["active"] = False
    for row in facts["activities"]:
        row["accountable"] = post("helen")
    assert appointments_accepted(facts, {"accountable": "all", "deputy": "all"}, TODAY).met


def test_rules_count_only_signed(facts):
    reply, listen = facts["activities"]
    reply.update(rule={"id": "r", "signed_on": None, "by": None}, rule_written=True)
    verdict = decision_rules_signed(facts, {"activities": "all"}, TODAY)
    assert [missing.text for missing in verdict.missing] == [
        "How Reply is done is written but not signed",
        "How Listen is done is not decided yet",
    ]
    reply["rule"]["signed_on"] = "2026-11-02"
    assert decision_rules_signed(facts, {"activities": "critical"}, TODAY).met


def test_rungs_are_read_for_those_that_count(facts):
    verdict = rungs_at_least(facts, {"rung": 2, "activities": "all"}, TODAY)
    assert verdict.says == "0 of 2 on rung 2 or above"
    assert verdict.missing[0].text == "Reply stands on rung 1 and needs 2"
    aside = deepcopy(facts)
    aside["activities"][0]["rung"], aside["activities"][1]["na"] = 2, True
    assert rungs_at_least(aside, {"rung": 2, "activities": "all"}, TODAY).met
