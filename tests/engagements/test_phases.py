"""Phases overlap, are waived by the owner, and come back; gates pass in order all the same."""

import pytest

from tests import makers
from tests.engagements.scenes import HELENS_WORDS, waive_everything
from tracker.audit import record
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.deciding import pass_gate, reopen, waive_phase
from tracker.engagements.extension_points import facts_of
from tracker.engagements.gates import Judged
from tracker.engagements.models import Phase, PhaseState, SignOff
from tracker.engagements.phases import begin
from tracker.engagements.showing import slipped
from tracker.tenancy import scoped

WORDS = "We have people who did this elsewhere, so we do it without you."


def states(northgate):
    return [gate["state"] for gate in facts_of(northgate.id)["gates"]]


def test_phases_overlap_and_gates_pass_in_order(northgate, as_person):
    marcus = as_person("marcus")
    begin(northgate.get(Phase, "implementation"), by=marcus)
    db.session.commit()
    assert states(northgate) == ["active", "active", "planned", "planned"]
    helen = as_person("helen")
    waive_everything(northgate, "implementation")
    with pytest.raises(Refused, match="pass in order"):
        pass_gate(northgate.get(Phase, "implementation"), HELENS_WORDS, by=helen)


def test_a_waived_phase_is_passed_over_and_the_next_one_begins(northgate, as_person):
    helen = as_person("helen")
    waive_phase(northgate.get(Phase, "implementation"), WORDS, by=helen)
    db.session.commit()
    assert states(northgate) == ["active", "waived", "planned", "planned"]
    assert db.session.scalars(scoped(SignOff).where(SignOff.words == WORDS)).one().signer_name == "Helen Ames"
    waive_everything(northgate, "strategy")
    pass_gate(northgate.get(Phase, "strategy"), HELENS_WORDS, by=helen)
    db.session.commit()
    assert states(northgate) == ["passed", "waived", "active", "planned"]
    with pytest.raises(Stale, match="waived already"):
        waive_phase(northgate.get(Phase, "implementation"), "Once more, with feeling.", by=helen)


def test_waiving_the_phase_that_runs_lets_the_next_begin_and_it_can_be_taken_up_again(northgate, as_person):
    helen = as_person("helen")
    waive_everything(northgate, "strategy")
    pass_gate(northgate.get(Phase, "strategy"), HELENS_WORDS, by=helen)
    waive_phase(northgate.get(Phase, "implementation"), WORDS, by=helen)
    db.session.commit()
    assert states(northgate) == ["passed", "waived", "active", "planned"]
    reopen(northgate.get(Phase, "implementation"), "We overrated ourselves.", by=helen)
    db.session.commit()
    assert states(northgate) == ["passed", "reopened", "active", "planned"]


@pytest.mark.parametrize("kind", ["strategy", "handover"])
def test_the_first_and_the_last_are_never_waived(northgate, as_person, kind):
    helen = as_person("helen")
    with pytest.raises(Refused, match="cannot be waived"):
        waive_phase(northgate.get(Phase, kind), WORDS, by=helen)


def test_only_the_owner_waives_a_phase(northgate, as_person):
    for key in ("marcus", "priya"):
        person = as_person(key)
        with pytest.raises(Refused, match="Only the owner"):
            waive_phase(northgate.get(Phase, "training"), WORDS, by=person)


def test_only_what_the_data_no_longer_show_has_slipped():
    read, shown = {"text": "Signed", "rule": {}}, {"text": "Agreed", "rule": None}
    stood = ((read, "unmet"), (shown, "unmet"), (read, "expired"), (read, "met"))
    judged = [Judged(criterion, state, "") for criterion, state in stood]
    assert slipped({"state": "passed"}, judged) == ["Signed"]
    assert slipped({"state": "waived"}, judged) == slipped({"state": "active"}, judged) == []


@pytest.mark.slow
def test_helen_waives_and_reopens_on_the_page(northgate, helen, priya):
    gate = f"/gates/{northgate.phase('implementation')}"
    assert priya.opens(f"{gate}/waiver").status == 403
    page = helen.opens(f"{gate}/waiver").send(words="ok")
    assert page.status == 422
    page = page.send(words=WORDS)
    assert page.says("Waived by the owner on")
    assert page.says("Take the phase up after all")
    assert helen.opens(f"{northgate.path}/activity").says("Helen Ames waived the phase Initial implementation.")


@pytest.mark.slow
def test_a_gate_that_slipped_offers_to_be_reopened(app, northgate, helen):
    with makers.acting(app, "helen"):
        northgate.get(Phase, "strategy").state = PhaseState.PASSED
        record("gate.passed", northgate.get(Phase, "strategy"), by=None)
        db.session.commit()
    assert helen.opens(f"{northgate.path}/decisions").says("The Strategy gate has slipped")
    assert helen.opens(f"/gates/{northgate.phase('strategy')}").says("The owner can reopen the gate.")
