"""What is required, once the Strategy gate is passed: the owner alone changes it, and it shows as scope."""

from datetime import date

import pytest

from tests import makers
from tests.engagements.scenes import HELENS_WORDS, waive_everything
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.deciding import pass_gate
from tracker.engagements.models import Phase, ScopeChange, SignOff
from tracker.engagements.proposing import proposals_in
from tracker.engagements.scope import (
    approve,
    decline,
    frozen,
    propose_addition,
    propose_removal,
    withdraw,
)
from tracker.responsibilities.models import Activity
from tracker.responsibilities.setting_aside import bring_back, set_aside
from tracker.selfsufficiency.facts_on_record import facts_of
from tracker.selfsufficiency.models import Standing
from tracker.selfsufficiency.movements import moved_by, movements
from tracker.strategy.models import StrategySection
from tracker.tenancy import scoped
from tracker.toolkit.adding import add_tool
from tracker.toolkit.models import Tool
from tracker.training.models import ChecklistItem, Competency

WHY = "We opened a second office, and nobody thought of it in spring."
WORDS = "It is work that we will have for good, so we learn it with the rest."


@pytest.fixture
def frozen_northgate(northgate, app):
    with makers.acting(app, "helen") as helen:
        waive_everything(northgate, "strategy")
        pass_gate(northgate.get(Phase, "strategy"), HELENS_WORDS, by=helen)
        db.session.commit()
    return northgate


def fields(**changed):
    return {"name": "Open a second channel", "purpose": "Readers asked.", "critical": True, "because": WHY} | changed


def newest(model=ScopeChange):
    return db.session.scalars(scoped(model).order_by(model.id.desc()).limit(1)).one()


def standing():
    return db.session.scalars(scoped(Standing).execution_options(populate_existing=True)).one()


def test_before_the_gate_the_owner_sets_aside_and_it_is_no_change_of_scope(northgate, as_person):
    helen = as_person("helen")
    set_aside(northgate.get(Activity, "paid-promotion"), by=helen, because="We do not advertise.")
    assert not frozen(northgate.id)
    assert db.session.scalars(scoped(ScopeChange)).all() == []


def test_after_the_gate_setting_aside_is_remembered_as_scope_with_its_effect(frozen_northgate, as_person):
    helen = as_person("helen")
    before = standing().value
    set_aside(frozen_northgate.get(Activity, "paid-promotion"), by=helen, because="We do not advertise any more.")
    db.session.commit()
    change = newest()
    assert (change.act, change.kind, change.name) == ("remove", "activity", "Paid promotion")
    assert change.effect == pytest.approx(standing().value - before, abs=1e-4)
    assert [cause[4] for cause in standing().causes if cause[0].startswith(("scope", "activity"))] == ["scope"] * 2


def test_a_critical_addition_moves_the_number_as_scope_and_not_as_regression(frozen_northgate, as_person):
    marcus = as_person("marcus")
    propose_addition(frozen_northgate.engagement, "activity", fields(), WHY, by=marcus)
    db.session.commit()
    assert proposals_in(facts_of(frozen_northgate.id))[0]["what"] == "to add the activity “Open a second channel”"
    before = standing().value
    helen = as_person("helen")
    approve(newest(), WORDS, by=helen)
    db.session.commit()
    added = db.session.scalars(scoped(Activity).where(Activity.name == "Open a second channel")).one()
    assert (added.critical, added.rung, newest().subject_id) == (True, 0, added.id)
    assert newest(SignOff).words == WORDS
    assert newest().effect == pytest.approx(standing().value - before, abs=1e-4)
    assert any(row["key"] == added.key for row in facts_of(frozen_northgate.id)["activities"])
    assert {one.kind for one in movements(frozen_northgate.id) if "second channel" in one.what} <= {"scope"}


@pytest.mark.parametrize(
    ("kind", "model", "more"),
    [
        ("section", StrategySection, {}),
        ("tool", Tool, {"under": "write"}),
        ("competency", Competency, {}),
        ("item", ChecklistItem, {"under": "write"}),
    ],
)
def test_what_the_owner_adds_is_there_at_once(frozen_northgate, as_person, kind, model, more):
    helen = as_person("helen")
    before = len(db.session.scalars(scoped(model)).all())
    propose_addition(frozen_northgate.engagement, kind, fields(**more), WHY, by=helen)
    db.session.commit()
    assert len(db.session.scalars(scoped(model)).all()) == before + 1
    assert (newest().kind, newest().state) == (kind, "effective")
    assert len(db.session.scalars(scoped(ScopeChange)).all()) == 1


def test_an_item_needs_the_skill_that_it_proves(frozen_northgate, as_person):
    helen = as_person("helen")
    with pytest.raises(Refused, match="skill that it proves") as refusal:
        propose_addition(frozen_northgate.engagement, "item", fields(under="juggling"), WHY, by=helen)
    assert refusal.value.field == "under"


def things(northgate):
    return {
        "activity": northgate.get(Activity, "listen"),
        "section": northgate.get(StrategySection, "leaders"),
        "tool": northgate.get(Tool, "scheduler"),
        "item": northgate.get(ChecklistItem, 14),
    }


@pytest.mark.parametrize("kind", ["activity", "section", "tool", "item"])
def test_what_is_proposed_to_go_goes_once_the_owner_agrees_and_can_come_back(frozen_northgate, as_person, kind):
    priya = as_person("priya")
    propose_removal(frozen_northgate.engagement, things(frozen_northgate)[kind], WHY, by=priya)
    with pytest.raises(Refused, match="proposed already"):
        propose_removal(frozen_northgate.engagement, things(frozen_northgate)[kind], WHY, by=priya)
    db.session.commit()
    helen = as_person("helen")
    approve(newest(), WORDS, by=helen)
    db.session.commit()
    assert (newest().state, newest().answer) == ("effective", WORDS)
    assert [row.words for row in db.session.scalars(scoped(SignOff))].count(WORDS) == 1
    with pytest.raises(Stale):
        approve(newest(), "And once more, with feeling.", by=helen)
    propose_removal(frozen_northgate.engagement, things(frozen_northgate)[kind], "We need it after all.", by=helen)
    assert (newest().act, newest().state) == ("restore", "effective")
    assert len(db.session.scalars(scoped(ScopeChange)).all()) == 2


def test_nobody_else_changes_what_is_required(frozen_northgate, as_person):
    priya = as_person("priya")
    with pytest.raises(Refused, match="Propose it under Scope"):
        add_tool(frozen_northgate.engagement, by=priya, name="Another", purpose="", address="", competencies=["write"])
    db.session.rollback()
    with pytest.raises(Refused, match="Propose it under Scope"):
        bring_back(_aside(frozen_northgate), by=priya, because="Please.")
    db.session.rollback()
    change = propose_removal(frozen_northgate.engagement, things(frozen_northgate)["tool"], WHY, by=priya)
    with pytest.raises(Refused, match="Only the owner"):
        approve(change, WORDS, by=priya)
    with pytest.raises(Refused, match="Only the owner"):
        decline(change, "No.", by=priya)
    db.session.commit()
    helen = as_person("helen")
    with pytest.raises(Refused, match="Only whoever proposed"):
        withdraw(newest(), by=helen)
    decline(newest(), "We pay for it until June.", by=helen)
    assert newest().state == "declined"


def test_a_movement_is_told_by_its_kind():
    told = [moved_by(date(2026, 11, 21), cause) for cause in (
        ["scope.added", "Reviews", "Helen Ames", -1.2, "scope"], ["section.signed", "Purpose", "Helen Ames", 2.5],
        ["time.passed", "", "", -0.3, "time"],
    )]  # fmt: skip
    assert [one.word for one in told] == ["Scope", "People", "Time alone"]
    assert told[0].what == "Reviews: scope added"


def _aside(northgate):
    activity = northgate.get(Activity, "listen")
    activity.not_applicable_at = northgate.engagement.created_at
    return activity


@pytest.mark.slow
def test_mina_proposes_and_helen_decides_on_the_page(frozen_northgate, mina, helen, aisha, dawn):
    path = frozen_northgate.path
    page = mina.opens(f"{path}/scope/addition").send(name="Answer in Welsh", because=WHY)
    assert page.status == 422
    page = page.send(kind="item", under="")
    assert page.says("Waits for the owner")
    page = mina.opens(f"{path}/scope/removal").send(what="", because=WHY)
    assert page.status == 422
    href = next(link for link in helen.opens(f"{path}/scope").links if link.endswith("/decision"))
    refused = helen.opens(href).send(words=WORDS)
    assert refused.status == 422
    assert refused.says("Choose the skill that it proves.")
    page = helen.opens(href.replace("/decision", "/return")).send(because="Not this year.")
    assert page.says("Not this year.")
    page = helen.opens(f"{path}/scope/addition").send(kind="activity", name="Answer in Welsh", because=WHY)
    assert page.says("Answer in Welsh")
    assert page.says("points")
    assert helen.opens(f"{path}/activity").says("Scope: Helen Ames added the activity Answer in Welsh.")
    assert aisha.opens(f"{path}/scope").says("Answer in Welsh")
    assert aisha.opens(f"{path}/scope/addition").status == 403
    assert dawn.opens(f"{path}/scope").status == 404
