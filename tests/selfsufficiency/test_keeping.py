"""The index follows every change in the transaction that made it, and the kept facts never drift from the rows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from tests import makers
from tracker.accounts.models import Membership
from tracker.audit import AuditEvent
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.extension_points import live_facts
from tracker.responsibilities import appointments
from tracker.responsibilities.models import Activity, Appointment, Post
from tracker.selfsufficiency.display import standing_of
from tracker.selfsufficiency.facts_on_record import facts_of
from tracker.selfsufficiency.formula import assess
from tracker.selfsufficiency.models import Snapshot, Standing
from tracker.selfsufficiency.nightly import reckon_everywhere
from tracker.selfsufficiency.reading import inputs_of
from tracker.strategy.models import StrategySection
from tracker.strategy.signatures import sign_section
from tracker.strategy.writing import revise
from tracker.tenancy import scoped

Enter = Callable[[str], Membership]
WORDS = "This is what we want, and we will hold ourselves to it."


def value(engagement_id: Any) -> float:
    db.session.expire_all()
    standing = standing_of(engagement_id)
    assert standing is not None
    return standing.value


def days(engagement_id: Any) -> list[Snapshot]:
    return list(db.session.scalars(scoped(Snapshot).where(Snapshot.engagement_id == engagement_id)))


def write_and_sign_purpose(northgate: Any, as_person: Enter) -> None:
    helen = as_person("helen")
    section = northgate.get(StrategySection, "purpose")
    revise(section, "Ten hires a month through our own voice.", 1.0, by=helen, based_on=0)
    db.session.commit()
    sign_section(section, WORDS, by=helen, number=1)
    db.session.commit()


def test_a_new_engagement_stands_at_nought_with_everything_to_show(northgate: Any, as_person: Enter) -> None:
    as_person("marcus")
    standing = standing_of(northgate.id)
    assert standing is not None
    assert standing.stage == "dependent"
    assert standing.required > standing.present == 0


def test_signing_moves_the_index_in_the_same_transaction(northgate: Any, as_person: Enter) -> None:
    as_person("helen")
    before = value(northgate.id)
    write_and_sign_purpose(northgate, as_person)
    after = value(northgate.id)
    assert after > before
    today = [row for row in days(northgate.id) if row.day == clock.today()]
    assert [row.value for row in today] == [after]
    assert "section.signed" in [cause[0] for cause in today[0].causes]
    assert sum(cause[3] for cause in today[0].causes) == pytest.approx(after - before, abs=0.05)


def test_what_is_refused_moves_nothing(northgate: Any, as_person: Enter) -> None:
    helen = as_person("helen")
    before = value(northgate.id)
    with pytest.raises(Refused):
        sign_section(northgate.get(StrategySection, "purpose"), WORDS, by=helen, number=1)
    db.session.rollback()
    db.session.commit()
    assert value(northgate.id) == before


def test_kept_facts_are_what_the_features_would_say_now(northgate: Any, as_person: Enter) -> None:
    """Only the slices that an event touches are read anew; together they must equal a reading of everything."""
    write_and_sign_purpose(northgate, as_person)
    helen = as_person("helen")
    activity = northgate.get(Activity, "reply")
    appointments.name(activity, Post.ACCOUNTABLE, makers.member("priya"), by=helen)
    db.session.commit()
    priya = as_person("priya")
    asked = db.session.scalars(scoped(Appointment).where(Appointment.member_id == priya.id)).one()
    appointments.accept(asked, by=priya)
    db.session.commit()
    as_person("marcus")
    kept, live = facts_of(northgate.id), live_facts(northgate.id)
    assert kept.keys() == live.keys()
    for name in live:
        assert kept[name] == live[name], name
    assert value(northgate.id) == assess(inputs_of(live), clock.today()).index


def test_time_alone_is_reckoned_once_a_day_and_told_apart(northgate: Any, app: Flask, as_person: Enter) -> None:
    write_and_sign_purpose(northgate, as_person)
    before, kept = value(northgate.id), len(days(northgate.id))
    db.session.rollback()
    with clock.at(clock.now() + timedelta(days=200)):
        with app.app_context():
            assert reckon_everywhere() >= 1
        with app.app_context():
            assert reckon_everywhere() == 0
        as_person("marcus")
        history = sorted(days(northgate.id), key=lambda row: row.day)
        assert len(history) == kept + 200, "a day for each on which nothing happened and nobody looked"
        assert value(northgate.id) < before, "the signature is due for review"
        assert [row.causes[0][0] for row in history[-200:]] == ["time.passed"] * 200
        moved = sum(row.causes[0][3] for row in history[-200:])
        assert moved == pytest.approx(history[-1].value - before, abs=0.01)
        standing = db.session.scalars(scoped(Standing).where(Standing.engagement_id == northgate.id)).one()
        lost = round(history[-1].value - history[-2].value, 4)
        assert standing.causes == [["time.passed", "", "", lost, "time", None]]
        assert len(standing.weekly) == 8


def test_a_loss_by_people_is_a_regression_tied_to_its_event(northgate: Any, as_person: Enter) -> None:
    write_and_sign_purpose(northgate, as_person)
    marcus = as_person("marcus")
    section = northgate.get(StrategySection, "purpose")
    revise(section, "What the practice wrote.", 0.0, by=marcus, based_on=1)
    db.session.commit()
    standing = db.session.scalars(scoped(Standing).where(Standing.engagement_id == northgate.id)).one()
    verb, _, person, points, kind, event_id = standing.causes[-1]
    assert (verb, person, kind) == ("section.revised", "Marcus Hale", "regression")
    assert points < 0
    told = db.session.scalars(scoped(AuditEvent).where(AuditEvent.id == UUID(event_id))).one()
    assert told.subject_id == section.id


def test_every_day_tells_how_the_steps_moved(northgate: Any, app: Flask, as_person: Enter) -> None:
    """Over days with and without a change: what was left the day before is what is left, and what moved."""
    as_person("helen")
    began = standing_of(northgate.id).steps_left
    write_and_sign_purpose(northgate, as_person)
    signed_on = clock.today()
    db.session.rollback()
    with clock.at(clock.now() + timedelta(days=2)):
        helen = as_person("helen")
        revise(northgate.get(StrategySection, "purpose"), "Twelve hires a month.", 1.0, by=helen, based_on=1)
        db.session.commit()
        sign_section(northgate.get(StrategySection, "purpose"), "Twelve is what we can keep up.", by=helen, number=2)
        db.session.commit()
        revise(northgate.get(StrategySection, "purpose"), "Nine hires a month.", 1.0, by=helen, based_on=2)
        db.session.commit()
        db.session.rollback()
        with clock.at(clock.now() + timedelta(days=1)):
            with app.app_context():
                reckon_everywhere()
            as_person("helen")
            rows = sorted(days(northgate.id), key=lambda row: row.day)
            moved = [(row.steps_left, row.steps_done, row.steps_lost, row.steps_added) for row in rows[-4:]]
            assert moved == [(began - 1, 1, 0, 0), (began - 1, 0, 0, 0), (began, 1, 2, 0), (began, 0, 0, 0)]
            for before, row in zip(rows, rows[1:], strict=False):
                assert before.steps_left - row.steps_left == row.steps_done - row.steps_lost - row.steps_added
            standing = standing_of(northgate.id)
            assert (standing.steps_left, standing.last_step_on) == (began, signed_on + timedelta(days=2))
