"""What stories of rehearsals start from: Northgate in the Handover phase, and days that pass."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from flask import Flask, has_app_context

from tests.makers import Northgate, acting
from tests.told_once import told_once
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.daily import _everywhere
from tracker.engagements.models import Phase
from tracker.engagements.phases import begin
from tracker.handover.by_the_clock import rehearse_by_the_clock
from tracker.handover.models import Rehearsal
from tracker.handover.rehearsing import break_off, propose
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped
from tracker.worklog.logging import log_work
from tracker.worklog.models import Mode

HOPE = "Two weeks of answers without anybody holding our hand."
SHOWED = "Callum stood in on the Friday, and nobody missed a promise."


@told_once
def in_handover(app: Flask, northgate: Northgate) -> None:
    """All phases have begun; the gates before are still open, which a rehearsal does not ask about."""
    with acting(app, "marcus") as marcus:
        for kind in ("implementation", "training", "handover"):
            begin(northgate.get(Phase, kind), by=marcus)
        db.session.commit()


def rehearse(app: Flask, northgate: Northgate, *, by: str = "helen", weeks: int = 2, in_days: int = 0) -> Any:
    """A rehearsal; started when Helen does it, else proposed. Returns its id."""
    let_go()
    with acting(app, by) as person:
        first = clock.today() + timedelta(days=in_days)
        rehearsal = propose(northgate.engagement, first, weeks, HOPE, by=person)
        db.session.commit()
        return rehearsal.id


def let_go() -> None:
    """Whoever is in the room holds no lock while somebody else acts."""
    if has_app_context():
        db.session.rollback()


@contextmanager
def days_later(days: int) -> Iterator[None]:
    with clock.at(clock.now() + timedelta(days=days)):
        yield


def night(app: Flask, days: int) -> None:
    """What the worker does some days from now."""
    let_go()
    with app.app_context(), days_later(days):
        rehearse_in_every_workspace()


def rehearse_in_every_workspace() -> int:
    return _everywhere([rehearse_by_the_clock])


def work_alone(app: Flask, northgate: Northgate, pieces: int, activity: str = "reply", *, days: int = 0) -> None:
    """Aisha logs what she did without help, some days from now."""
    let_go()
    with acting(app, "aisha") as aisha, days_later(days):
        log_work(northgate.get(Activity, activity), Mode.CLIENT, by=aisha, quantity=pieces)
        db.session.commit()


def broken_off(app: Flask, northgate: Northgate, because: str = "Two of us are ill.") -> None:
    let_go()
    with acting(app, "priya") as priya:
        break_off(the_rehearsal(), because, by=priya)
        db.session.commit()


def the_rehearsal() -> Rehearsal:
    """The newest in the session at hand."""
    return db.session.scalars(scoped(Rehearsal).order_by(Rehearsal.id.desc()).limit(1)).one()
