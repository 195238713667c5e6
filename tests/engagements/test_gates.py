"""Judging a gate: pure, from facts alone."""

from datetime import date

import pytest

from tracker.engagements import extension_points
from tracker.engagements.extension_points import Missing, Verdict
from tracker.engagements.gates import judge, open_criteria

TODAY = date(2026, 11, 21)
PEOPLE = {"h": {"name": "Helen Ames", "role": "owner", "side": "client", "active": True}}


@pytest.fixture(autouse=True)
def rules(monkeypatch):
    """Two rules that the data answers: one that holds and one that does not."""
    way = Missing("Purpose is not signed", "strategy.section", {"id": "s"})
    monkeypatch.setitem(extension_points.gate_rules, "holds", lambda *_: Verdict(True, "All four"))
    monkeypatch.setitem(extension_points.gate_rules, "fails", lambda *_: Verdict(False, "11 of 12", (way,)))


def criterion(**values):
    return {"id": "c", "key": "c", "text": "It is done", "rule": None, "evidence": "The paper", "claim": None,
            "waiver": None, **values}  # fmt: skip


def judged(**values):
    gate = {"id": "g", "criteria": [criterion(**values)]}
    return judge(gate, {"people": PEOPLE}, TODAY)[0]


def claim(by="h"):
    return {"by": by, "on": "2026-11-01", "evidence": "Seen on Monday", "link": ""}


def waiver(until):
    return {"by": "h", "on": "2026-11-01", "reason": "Later", "expires_on": until}


def test_a_rule_that_holds_is_met_and_says_how():
    one = judged(rule={"name": "holds"})
    assert (one.state, one.met, one.says) == ("met", True, "All four")


def test_a_rule_that_does_not_hold_says_exactly_what_is_missing_and_where():
    one = judged(rule={"name": "fails"})
    assert (one.state, one.met, one.says) == ("unmet", False, "11 of 12")
    assert [(way.text, way.endpoint) for way in one.missing] == [("Purpose is not signed", "strategy.section")]


def test_what_no_data_tells_is_missing_until_somebody_claims_it():
    one = judged()
    assert one.state == "unmet"
    assert one.says == "To show: The paper"
    assert one.missing[0].endpoint == "engagements.gate"


def test_a_claim_names_who_made_it_and_lets_the_gate_pass():
    one = judged(claim=claim())
    assert (one.state, one.met) == ("claimed", True)
    assert one.says == "Claimed by Helen Ames: Seen on Monday"


def test_a_claim_outlives_the_one_who_made_it():
    assert judged(claim=claim(by="gone")).says.startswith("Claimed by somebody who left")


def test_a_claim_never_outweighs_the_data():
    assert judged(rule={"name": "fails"}, claim=claim()).state == "unmet"


@pytest.mark.parametrize(
    ("until", "state"), [("2026-11-22", "waived"), ("2026-11-21", "waived"), ("2026-11-20", "expired")]
)
def test_a_waiver_holds_to_the_end_of_its_last_day(until, state):
    one = judged(rule={"name": "fails"}, waiver=waiver(until))
    assert (one.state, one.met) == (state, state == "waived")
    assert one.missing


def test_what_is_met_needs_no_waiver():
    assert judged(rule={"name": "holds"}, waiver=waiver("2020-01-01")).state == "met"


def test_parameters_reach_the_rule_without_its_name(monkeypatch):
    seen = {}

    def keeps(_facts, params, _today):
        seen.update(params)
        return Verdict(True)

    monkeypatch.setitem(extension_points.gate_rules, "keeps", keeps)
    judged(rule={"name": "keeps", "share": 0.5})
    assert seen == {"share": 0.5}


def test_only_what_is_not_met_stands_between_here_and_the_gate():
    gate = {"id": "g", "criteria": [criterion(rule={"name": "holds"}), criterion(), criterion(claim=claim())]}
    assert [one.state for one in open_criteria(judge(gate, {"people": PEOPLE}, TODAY))] == ["unmet"]
