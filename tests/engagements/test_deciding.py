"""The owner passes gates in order and in his own words; what is missing is said exactly."""

import pytest

from tests import makers
from tests.engagements.scenes import (
    HELENS_WORDS,
    WORDS,
    claim_what_is_shown,
    engagement,
    phase,
    sign_charter,
    small_engagement,
    waive_everything,
)
from tests.told_once import told_once
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.deciding import ask_for_review, hand_over, pass_gate, reopen, send_back
from tracker.engagements.models import EngagementState, Part, Phase, SignOff
from tracker.engagements.phases import begin
from tracker.engagements.team import name_for
from tracker.tenancy import scoped

KINDS = ("strategy", "implementation", "training", "handover")


@pytest.fixture
def small(app):
    """The id of Weir's small engagement, its charter signed by Dawn, with Wes as champion who accepted."""
    return begin_small(app)


@told_once
def begin_small(app):
    with makers.acting(app, "marcus"):
        id = small_engagement().id
        db.session.rollback()
    with makers.acting(app, "dawn") as dawn:
        sign_charter(engagement(id), WORDS, by=dawn)
        db.session.commit()
    with makers.acting(app, "wes") as wes:
        name_for(engagement(id), Part.CHAMPION, wes, by=wes)
        db.session.commit()
    return id


def test_a_gate_that_is_not_met_says_exactly_what_is_missing(northgate, as_person):
    helen = as_person("helen")
    with pytest.raises(Refused) as refusal:
        pass_gate(northgate.get(Phase, "strategy"), HELENS_WORDS, by=helen)
    said = refusal.value.message
    assert said.startswith("The Strategy gate cannot pass yet, seven criteria are missing: ")
    for missing in ("A champion inside the company is named (Nobody is named)", "The audit of", "hours of everybody"):
        assert missing in said
    assert "charter is signed" not in said


def test_a_gate_whose_criteria_hold_is_passed_with_words_and_the_next_phase_begins(small, as_person):
    dawn = as_person("dawn")
    claim_what_is_shown(small, "strategy", "dawn")
    signature = pass_gate(phase(small, 0), "The board has seen it.", by=dawn)
    db.session.commit()
    assert signature.signer_name == "Dawn Perry"
    assert [phase(small, place).state for place in range(4)] == ["passed", "active", "planned", "planned"]
    assert clock.day_of(phase(small, 0).closed_at) == clock.today()


def pass_all(small, dawn):
    for place, kind in enumerate(KINDS):
        claim_what_is_shown(small, kind, "dawn")
        pass_gate(phase(small, place), f"The {kind} is ours now, I have seen it.", by=dawn)
        db.session.commit()


def test_the_fourth_gate_says_that_all_is_ready_and_the_acceptance_hands_over(small, as_person):
    dawn = as_person("dawn")
    pass_all(small, dawn)
    assert engagement(small).state == EngagementState.ACTIVE
    hand_over(engagement(small), "We take over.", by=dawn)
    db.session.commit()
    assert engagement(small).state == EngagementState.HANDED_OVER
    assert engagement(small).handed_over_on == clock.today()


def test_handing_over_passes_the_last_gate_where_it_is_open(small, as_person):
    dawn = as_person("dawn")
    for place, kind in enumerate(KINDS[:3]):
        claim_what_is_shown(small, kind, "dawn")
        pass_gate(phase(small, place), f"The {kind} is ours now, I have seen it.", by=dawn)
    hand_over(engagement(small), "We take over.", by=dawn)
    db.session.commit()
    assert phase(small, 3).state == "passed"


def test_a_waiver_lets_a_gate_pass_until_it_runs_out(northgate, as_person):
    helen = as_person("helen")
    waive_everything(northgate, "strategy")
    with clock.at(clock.ago(days=-91)), pytest.raises(Refused, match="cannot pass yet"):
        pass_gate(northgate.get(Phase, "strategy"), HELENS_WORDS, by=helen)
    db.session.rollback()
    pass_gate(northgate.get(Phase, "strategy"), HELENS_WORDS, by=helen)
    assert northgate.get(Phase, "strategy").closed


def test_gates_pass_in_order_though_phases_overlap(small, as_person):
    marcus = as_person("marcus")
    begin(phase(small, 1), by=marcus)
    db.session.commit()
    with pytest.raises(Refused, match="has not begun"):
        begin(phase(small, 3), by=marcus)
    dawn = as_person("dawn")
    claim_what_is_shown(small, "implementation", "dawn")
    with pytest.raises(Refused, match="Gates pass in order, and the Strategy gate is still open"):
        pass_gate(phase(small, 1), "It is ours, I have seen it.", by=dawn)


def test_a_phase_that_has_not_begun_has_no_gate_to_pass(small, as_person):
    dawn = as_person("dawn")
    with pytest.raises(Refused, match="Training has not begun"):
        pass_gate(phase(small, 2), "It is ours, I have seen it.", by=dawn)


def test_before_the_charter_is_signed_no_gate_moves(app, as_person):
    with makers.acting(app, "marcus"):
        id = small_engagement().id
        db.session.rollback()
    dawn = as_person("dawn")
    with pytest.raises(Refused, match="sign the charter first"):
        pass_gate(phase(id, 0), "It is ours, I have seen it.", by=dawn)
    with pytest.raises(Refused, match="sign the charter first"):
        begin(phase(id, 0), by=dawn)


def test_a_phase_begins_once(small, as_person):
    marcus = as_person("marcus")
    begin(phase(small, 1), by=marcus)
    with pytest.raises(Refused, match="Implementation has begun already"):
        begin(phase(small, 1), by=marcus)


def test_passed_is_passed_and_nothing_is_signed_twice(small, as_person):
    dawn = as_person("dawn")
    claim_what_is_shown(small, "strategy", "dawn")
    pass_gate(phase(small, 0), "The board has seen it.", by=dawn)
    db.session.commit()
    with pytest.raises(Stale, match="passed already"):
        pass_gate(phase(small, 0), "The board has seen it again.", by=dawn)
    signatures = scoped(SignOff).where(SignOff.subject_id == phase(small, 0).id)
    assert len(db.session.scalars(signatures).all()) == 1


@pytest.mark.parametrize("who", ["marcus", "mina", "priya", "aisha"])
def test_nobody_but_the_owner_decides(northgate, as_person, who):
    person = as_person(who)
    gate = northgate.get(Phase, "strategy")
    for verb in (
        lambda: pass_gate(gate, HELENS_WORDS, by=person),
        lambda: send_back(gate, "Not yet.", by=person),
        lambda: reopen(gate, "It slipped.", by=person),
    ):
        with pytest.raises(Refused, match="Only the owner"):
            verb()


def test_priya_asks_for_a_decision_and_helen_sends_it_back(northgate, as_person):
    priya = as_person("priya")
    ask_for_review(northgate.get(Phase, "strategy"), by=priya)
    db.session.commit()
    with pytest.raises(Refused, match="asked already"):
        ask_for_review(northgate.get(Phase, "strategy"), by=priya)
    helen = as_person("helen")
    with pytest.raises(Refused, match="what you want to see"):
        send_back(northgate.get(Phase, "strategy"), "", by=helen)
    send_back(northgate.get(Phase, "strategy"), "Show me the baseline first.", by=helen)
    db.session.commit()
    assert northgate.get(Phase, "strategy").state == "active"
    with pytest.raises(Stale):
        send_back(northgate.get(Phase, "strategy"), "And the audit.", by=helen)


def test_a_regression_reopens_a_gate_and_takes_a_handover_back(small, as_person):
    dawn = as_person("dawn")
    pass_all(small, dawn)
    hand_over(engagement(small), "We take over.", by=dawn)
    db.session.commit()
    with pytest.raises(Refused, match="what has slipped"):
        reopen(phase(small, 3), "", by=dawn)
    reopen(phase(small, 3), "Nobody answered for a week.", by=dawn)
    db.session.commit()
    assert phase(small, 3).state == "reopened"
    assert engagement(small).state == EngagementState.ACTIVE
    assert engagement(small).handed_over_on is None
    pass_gate(phase(small, 3), "Answered again, every day for a month.", by=dawn)
    assert phase(small, 3).closed


def test_only_a_passed_gate_is_reopened(northgate, as_person):
    helen = as_person("helen")
    with pytest.raises(Refused, match="Only a gate that was passed"):
        reopen(northgate.get(Phase, "strategy"), "It slipped.", by=helen)


def test_the_index_is_kept_in_the_same_commit(small, as_person):
    from tracker.engagements.extension_points import headline

    dawn = as_person("dawn")
    claim_what_is_shown(small, "strategy", "dawn")
    assert headline(small)["gate"]["missing"] == []
    pass_gate(phase(small, 0), "The board has seen it.", by=dawn)
    db.session.commit()
    assert headline(small)["gate"]["name"] == "Implementation"
