"""Where the handover stands: seven steps, the next act and who does it, in every state that an engagement can be in."""

from datetime import date
from types import SimpleNamespace

import pytest

from tests.handover import scenes
from tests.handover.rehearsals import in_handover, rehearse
from tracker.handover.steps import Course, next_step, steps_of

TODAY = date(2026, 3, 20)
PEOPLE = {
    "helen": {"name": "Helen Ames", "role": "owner", "side": "client", "active": True},
    "priya": {"name": "Priya Shah", "role": "champion", "side": "client", "active": True},
}
HELD = {"state": "held", "weeks": 2, "unassisted": 9, "questions": 0, "described_on": None, "begins_on": "2026-03-02",
        "ends_on": "2026-03-15", "ended_on": "2026-03-15", "broken_because": ""}  # fmt: skip


def course(gate="active", state="active", met=True, exceptions=(), access="full", until=None, sealed=None, **slices):
    claim = {"by": "helen", "on": "2026-03-01", "evidence": "It is."} if met else None
    criterion = {"id": "c", "key": "k", "text": "It is done", "rule": None, "evidence": "It", "claim": claim,
                 "waiver": None}  # fmt: skip
    gates = [
        {"id": "t", "name": "Training", "state": "active", "planned_end": "2026-02-28", "criteria": []},
        {"id": "h", "name": "Handover", "state": gate, "planned_end": "2026-04-30", "closed_on": "2026-03-19",
         "criteria": [criterion]},
    ]  # fmt: skip
    engagement = {"id": "e", "state": state, "planned_handover": "2026-04-30",
                  "handed_over_on": "2026-03-19" if state == "handed_over" else None}  # fmt: skip
    row = SimpleNamespace(lead=SimpleNamespace(name="Marcus Hale"), practice_access=access, practice_until=until,
                          sealed_at=sealed)  # fmt: skip
    facts = {"people": PEOPLE, "gates": gates, "engagement": engagement, **slices}
    return Course(facts, row, list(exceptions), TODAY)


def told(*args, **slices):
    return {step.key: step for step in steps_of(course(*args, **slices))}


def follows(**slices):
    found = next_step(steps_of(course(**slices)))
    return (found.act, found.who) if found else None


def test_before_the_phase_it_says_what_comes_and_when():
    steps = told(gate="planned")
    assert {step.state for step in steps.values()} == {"later"}
    assert steps["rehearsal"].when == "After 28 February"
    assert steps["gate"].when == steps["acceptance"].when == "Planned 30 April"
    assert follows(gate="planned") is None


@pytest.mark.parametrize(
    ("slices", "act"),
    [
        ({}, ("Plan a rehearsal", "Helen Ames")),
        ({"rehearsals": [HELD]}, ("Say what it showed", "Helen Ames")),
        ({"rehearsals": [{**HELD, "state": "running"}], "met": False}, ("See what is missing", "Priya Shah")),
        ({"rehearsals": [{**HELD, "described_on": "2026-03-16"}]}, ("Decide on the gate", "Helen Ames")),
        ({"gate": "passed"}, ("Assemble the pack", "Marcus Hale")),
        ({"gate": "passed", "packs": [{"number": 1, "assembled_on": "2026-03-19"}]},
         ("Offer the handover", "Marcus Hale")),
        ({"gate": "passed", "packs": [{"number": 1, "assembled_on": "2026-03-19"}],
          "acceptance": {"state": "offered", "offered_on": "2026-03-19"}}, ("Read and decide", "Helen Ames")),
    ],
)  # fmt: skip
def test_the_next_act_and_who_does_it(slices, act):
    assert follows(**slices) == act


def test_after_the_acceptance_the_plan_of_access_comes_first_and_what_is_late_before_all():
    plan = [{"id": "1", "what": "Scheduler", "who": "priya", "due": "2026-04-02", "confirmed_on": None}]
    after = {"gate": "passed", "state": "handed_over", "packs": [{"number": 1, "assembled_on": "2026-03-19"}]}
    assert follows(**after, acceptance={"access_plan": plan}) == ("Confirm that access has ended", "Priya Shah")
    by_the_clock = {"id": "2", "what": "Baton", "kind": "baton", "who": None, "due": "2026-04-18", "confirmed_on": None}
    read_only = told(**after, access="read", until=date(2026, 4, 18), acceptance={"access_plan": [by_the_clock]})
    assert read_only["hands_off"].act == ""
    check = [{"days": 30, "state": "invited", "due_on": "2026-03-18", "answers": "helen"}]
    assert follows(**after, acceptance={"access_plan": plan}, check_ins=check) == ("Answer it", "Helen Ames")
    steps = told(**after, access="read", until=date(2026, 3, 19))
    assert (steps["hands_off"].state, steps["hands_off"].says) == ("done", "The practice sees nothing any more.")


def test_an_offer_waits_before_anything_else_is_begun_but_not_before_what_is_late():
    offer = {"acceptance": {"state": "offered", "offered_on": "2026-03-19"}}
    assert follows() == ("Plan a rehearsal", "Helen Ames")
    assert follows(**offer) == ("Read and decide", "Helen Ames")
    owed = {"id": "1", "who": "priya", "due": "2026-03-01", "confirmed_on": None}
    late = {"gate": "passed", "state": "handed_over", "acceptance": {"access_plan": [owed]}}
    assert follows(**late) == ("Confirm that access has ended", "Priya Shah")


@pytest.mark.slow
def test_the_offer_stands_first_among_what_only_the_owner_can_do(app, northgate, helen):
    scenes.offered(app, northgate)
    home = helen.opens("/")
    assert home.says("Take over what is offered") and home.says("It was offered today.")
    assert helen.opens("/decisions").says("Take over what is offered")
    assert f"/w/harbour{northgate.path}/acceptance" in home.links
    assert helen.opens(f"{northgate.path}/handover").says("Next for you: read and decide.")


@pytest.mark.slow
def test_the_page_leads_each_to_the_next_act(app, northgate, helen, marcus, aisha):
    assert helen.opens(f"{northgate.path}/handover").says("It begins once the Training gate is passed")
    in_handover(app, northgate)
    assert helen.opens(f"{northgate.path}/handover").says("Next for you: plan a rehearsal.")
    for who in (marcus, aisha):
        assert who.opens(f"{northgate.path}/handover").says("Next: plan a rehearsal. Helen Ames does it.")
    rehearse(app, northgate)
    page = helen.opens(f"{northgate.path}/handover")
    assert page.says("Under way: Harbour & Lane only looks on.")
    assert page.says("Next: see what is missing. Priya Shah does it.")


@pytest.mark.slow
def test_a_stranger_finds_nothing(northgate, dawn, tessa):
    for who in (dawn, tessa):
        assert who.opens(f"{northgate.path}/handover").status == 404
