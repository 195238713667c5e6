"""What a shared link shows: how an engagement stands, and what people wrote in the last report. Nobody's level."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.selfsufficiency.display import history_of, shown, standing_of
from tracker.selfsufficiency.forecast_words import forecast_words
from tracker.tenancy import scoped

from .parts import BY_KEY
from .reading import last_report
from .showing import long_day

TREND_SPAN = timedelta(days=365)


def summary_of(engagement_id: UUID) -> dict[str, Any]:
    """`index` (None before anything was reckoned), `trend`, `road` in sentences, the next `gate`'s name and counts, and
    the `report` whose `parts` people wrote. Four statements."""
    query = scoped(Engagement).where(Engagement.id == engagement_id).join(Client, Client.id == Engagement.client_id)
    engagement = db.session.scalars(query).one()
    standing, today = standing_of(engagement_id), clock.today()
    index = shown(standing)
    gate = (standing.gate or {}) if standing is not None else {}
    return {
        "engagement": engagement,
        "client": engagement.client.name,
        "day": long_day(today),
        "index": index,
        "trend": [
            {"on": day, "value": value}
            for day, value in history_of(engagement_id, max(engagement.starts_on, today - TREND_SPAN), today)
        ],
        "road": [
            *([forecast_words(standing, today)] if standing is not None else []),
            _plan(engagement),
        ],
        "gate": {key: gate[key] for key in ("name", "met", "of")} if gate else {},
        "report": _written(last_report(engagement_id)),
    }


def _plan(engagement: Engagement) -> str:
    if engagement.handed_over_on is not None:
        return f"Handed over on {long_day(engagement.handed_over_on)}."
    return f"The planned handover is {long_day(engagement.planned_handover)}."


def _written(report: Any) -> dict[str, Any] | None:
    """Only what people wrote: what Baton drew beside it may name who did what."""
    if report is None:
        return None
    parts = [part for part in report.parts if part["text"].strip() and not BY_KEY[part["key"]].drawn]
    return {"title": report.title, "sent_on": long_day(clock.day_of(report.sent_at)), "parts": parts}
