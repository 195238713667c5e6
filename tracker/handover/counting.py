"""What a rehearsal is judged by: what the client did without help, and what it asked, day by day. Pure but for the
questions, which the facts do not hold."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from tracker.accounts.models import Membership
from tracker.clinic.models import Question
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import Facts
from tracker.tenancy import scoped
from tracker.worklog.models import AuthorKind, Mode

MOST_QUESTIONS = 1000
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Counted:
    """One day: what was done of critical activities and of customers' answers, items verified, and questions."""

    on: date
    done: int
    asked: int


def unassisted(facts: Facts, first: date, last: date) -> dict[date, int]:
    """How much the client did alone on each day from `first` to `last`.

    Critical work logged in the mode "client", replies to customers in the client's own words, and items verified, which
    nobody of the practice can do meanwhile. What an activity's log and its published replies both tell counts once.
    """
    begin, end = first.isoformat(), last.isoformat()
    critical = {row["id"] for row in facts["activities"] if row["critical"] and not row["na"]}
    logged: dict[tuple[str, str], int] = defaultdict(int)
    replied: dict[tuple[str, str], int] = defaultdict(int)
    for activity in critical:
        for day, mode, quantity, _person in facts["work"].get(activity, ()):
            if mode == Mode.CLIENT and begin <= day <= end:
                logged[day, activity] += quantity
    for day, activity, kind, reply, pieces in facts["content"]:
        if reply and kind == AuthorKind.CLIENT and begin <= day <= end:
            replied[day, activity] += pieces
    done: dict[date, int] = defaultdict(int)
    for day, activity in logged.keys() | replied.keys():
        done[date.fromisoformat(day)] += max(logged[day, activity], replied[day, activity])
    for _number, _person, day in facts["items"]["verified"]:
        if begin <= day <= end:
            done[date.fromisoformat(day)] += 1
    return done


def asked(engagement_id: UUID, first: date, last: date) -> dict[date, int]:
    """How many questions the client's people put to the clinic on each day. One statement."""
    query = (
        scoped(Question)
        .join(
            Membership,
            (Membership.workspace_id == Question.workspace_id) & (Membership.id == Question.asker_id),
        )
        .where(
            Question.engagement_id == engagement_id, Membership.client_id.is_not(None),
            Question.asked_at >= _midnight(first), Question.asked_at < _midnight(last + ONE_DAY),
        )
        .order_by(Question.id)
        .limit(MOST_QUESTIONS)
        .with_only_columns(Question.asked_at)
    )  # fmt: skip
    found: dict[date, int] = defaultdict(int)
    for moment in db.session.scalars(query):
        found[clock.day_of(moment)] += 1
    return found


def counted(engagement_id: UUID, facts: Facts, first: date, last: date) -> list[Counted]:
    """Every day from `first` to `last`, the quiet ones too. One statement."""
    done, questions = unassisted(facts, first, last), asked(engagement_id, first, last)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [Counted(day, done.get(day, 0), questions.get(day, 0)) for day in days]


def as_rows(days: list[Counted]) -> list[list[Any]]:
    return [[one.on.isoformat(), one.done, one.asked] for one in days]


def from_rows(rows: list[list[Any]]) -> list[Counted]:
    return [Counted(date.fromisoformat(day), done, questions) for day, done, questions in rows]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.zone())
