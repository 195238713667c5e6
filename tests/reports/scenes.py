"""What stories of reports start from: eight weeks in which a little has happened, and a report about them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask

from tests.cast import BY_KEY
from tests.makers import Northgate, acting, member
from tracker.core import clock
from tracker.core.database import db
from tracker.reports.drafting import begin
from tracker.reports.models import ReportDraft, StatusReport
from tracker.reports.sending import send
from tracker.risks.register import raise_risk
from tracker.strategy.models import StrategySection
from tracker.strategy.signatures import sign_section
from tracker.strategy.writing import revise

PLAN = "- **Aisha** answers alone from Monday.\n- Helen reads the numbers."
WORDS = "We hire in this town, and these are the people we want to hear from first."


def something_happens(app: Flask, northgate: Northgate) -> None:
    """Helen signs the first section of the strategy and somebody sees a risk."""
    with acting(app, "helen") as helen, clock.at(clock.now() - timedelta(days=5)):
        section = northgate.get(StrategySection, "purpose")
        revision = revise(section, "We fill twelve vacancies a year from our own readers.", 1.0, by=helen, based_on=0)
        sign_section(section, WORDS, by=helen, number=revision.number)
        raise_risk(northgate.engagement, by=helen, title="Only one camera", likelihood=3, impact=2)
        db.session.commit()


def draft(app: Flask, northgate: Northgate, by: str = "mina") -> UUID:
    with acting(app, by) as me:
        row = begin(northgate.engagement, by=me)
        db.session.commit()
        return row.id


def written(app: Flask, northgate: Northgate, by: str = "mina", **texts: str) -> UUID:
    """A draft with these texts by the keys of parts."""
    id = draft(app, northgate, by)
    with acting(app, by) as me:
        row = northgate.one(ReportDraft, id)
        parts = [{**entry, "text": texts.get(entry["key"], entry["text"])} for entry in row.parts]
        row.rewrite(by=me, seen=row.revision, title=row.title, since=row.since, parts=parts)
        db.session.commit()
    return id


def sent(app: Flask, northgate: Northgate, *to: str, by: str = "mina", **texts: str) -> UUID:
    """A report that has left."""
    id = written(app, northgate, by, **texts)
    with acting(app, by) as me:
        row = northgate.one(ReportDraft, id)
        report = send(row, [member(key) for key in to or ("helen",)], by=me, seen=row.revision)
        db.session.commit()
        return report.id


def report(app: Flask, northgate: Northgate, id: UUID, by: str = "helen") -> dict[str, Any]:
    """All that is kept of a report."""
    with acting(app, by):
        row = northgate.one(StatusReport, id)
        return {column.key: getattr(row, column.key) for column in StatusReport.__table__.columns}


def ids(*keys: str) -> list[str]:
    return [str(BY_KEY[key].id) for key in keys]
