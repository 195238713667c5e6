"""The log as its pages show it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import aliased, lazyload

from tracker.core.database import db
from tracker.core.paging import Page, newest_first
from tracker.engagements.subjects import subjects
from tracker.tenancy import scoped

from .models import Decision, DecisionAnswer

MOST_OFFERED = 200
# What a decision may be about, in the order in which a form offers it.
ABOUT = ("activity", "strategy_section", "deliverable")
FILTERS = {"all": "All", "waiting": "Waiting", "in-force": "In force", "superseded": "Superseded", "dropped": "Dropped"}


@dataclass(frozen=True, slots=True)
class Logged:
    """One decision with the later one that took its place, if any."""

    decision: Decision
    successor: Decision | None

    @property
    def id(self) -> UUID:
        return self.decision.id

    @property
    def state(self) -> str:
        if self.decision.dropped_at is not None:
            return "dropped"
        if self.decision.confirmed_at is None:
            return "waiting"
        return "superseded" if self.successor else "in-force"


def log_of(engagement_id: UUID, shown: str) -> Page:
    """A page of the log, newest first: `shown` is a key of `FILTERS`."""
    query, later = _with_successor()
    query = query.where(Decision.engagement_id == engagement_id)
    confirmed = Decision.confirmed_at.is_not(None)
    narrowed = {
        "waiting": [Decision.confirmed_at.is_(None), Decision.dropped_at.is_(None)],
        "in-force": [confirmed, later.id.is_(None)],
        "superseded": [confirmed, later.id.is_not(None)],
        "dropped": [Decision.dropped_at.is_not(None)],
    }
    query = query.where(*narrowed.get(shown, []))
    page = newest_first(query, Decision.id)
    return Page([Logged(*row) for row in page.rows], page.after)


def logged(decision: Decision) -> Logged:
    query, _ = _with_successor()
    return Logged(*db.session.execute(query.where(Decision.id == decision.id)).one())


def _with_successor() -> tuple[Select[Any], Any]:
    later = aliased(Decision)
    return (
        scoped(Decision)
        .add_columns(later)
        # Her people would be joined inwards, and leave only decisions that have a successor.
        .options(lazyload(later.decider), lazyload(later.written_by))
        .outerjoin(
            later,
            (later.workspace_id == Decision.workspace_id) & (later.supersedes_id == Decision.id)
            & later.confirmed_at.is_not(None),
        )
    ), later  # fmt: skip


def answers_of(decision: Decision) -> list[DecisionAnswer]:
    query = scoped(DecisionAnswer).where(DecisionAnswer.decision_id == decision.id)
    return [*db.session.scalars(query.order_by(DecisionAnswer.id.desc()))]


def in_force(engagement_id: UUID, but: UUID | None = None) -> list[Decision]:
    """Those that a new decision may supersede, newest first."""
    query, later = _with_successor()
    query = query.where(
        Decision.engagement_id == engagement_id, Decision.confirmed_at.is_not(None), later.id.is_(None)
    ).order_by(Decision.id.desc())
    return [row[0] for row in db.session.execute(query.limit(MOST_OFFERED)) if row[0].id != but]


def records_to_be_about(engagement_id: UUID) -> list[Any]:
    """What a decision may be about. One statement for each kind."""
    kinds = [subjects[key] for key in ABOUT if key in subjects]
    return [
        record for kind in kinds
        for record in db.session.scalars(
            scoped(kind.model).where(kind.model.engagement_id == engagement_id).limit(MOST_OFFERED)
        )
    ]  # fmt: skip
