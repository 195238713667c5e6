"""Modules: how far everybody is with each, who finished it, and what is known of its results."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import case, func

from tracker.accounts.models import Membership, Role
from tracker.core.database import db
from tracker.engagements.extension_points import Facts
from tracker.engagements.models import Engagement
from tracker.tenancy import scoped

from .models import Certificate, ChecklistItem, ItemProgress, Module, ProgressState
from .proofs import OWN_WORK
from .ratings import NOTHING, Rating, may_read_ratings, ratings_in
from .readiness import shown_by_somebody

# What people did themselves with what they learnt is read over the index's window.
WINDOW = timedelta(days=56)


@dataclass(frozen=True, slots=True)
class Learner:
    """One person's way through a module: `verified` of the `asked` required items on her checklist.

    `certificate` is its id where this reader may open it.
    """

    id: UUID
    name: str
    verified: int
    asked: int
    finished: bool
    certificate: UUID | None


@dataclass(frozen=True, slots=True)
class ModuleCard:
    """`shown` of `required` items are verified for at least one person. `rating` is None where it is not to be read."""

    id: UUID
    title: str
    why: str
    items: int
    minutes: int
    required: int
    shown: int
    learners: list[Learner]
    started: int
    finished: int
    rating: Rating | None


def modules_of(engagement: Engagement, member: Membership) -> list[ModuleCard]:
    """Every module in order. Staff see their own way and how many finished. Five statements at most."""
    cards = [*db.session.execute(_counted(engagement))]
    people = [*db.session.execute(_ways(engagement))]
    certificates = _certificates(engagement.id)
    ratings = ratings_in(engagement.id) if may_read_ratings(member) else None
    return [_card(row, people, certificates, ratings, member) for row in cards]


def _counted(engagement: Engagement) -> Any:
    required = case((ChecklistItem.required, 1), else_=0)
    shown = case((ChecklistItem.required & shown_by_somebody().exists(), 1), else_=0)
    return (
        scoped(Module)
        .join(
            ChecklistItem,
            (ChecklistItem.workspace_id == Module.workspace_id) & (ChecklistItem.module_id == Module.id),
        )
        .where(Module.engagement_id == engagement.id)
        .group_by(Module.id, Module.title, Module.why, Module.position)
        .order_by(Module.position)
        .with_only_columns(
            Module.id, Module.title, Module.why, func.count().label("items"),
            func.sum(ChecklistItem.minutes).label("minutes"), func.sum(required).label("required"),
            func.sum(shown).label("shown"),
        )
    )  # fmt: skip


def _ways(engagement: Engagement) -> Any:
    """A row for each person and required item on her checklist would be many: they are counted by module."""
    verified = case((ItemProgress.state == ProgressState.VERIFIED, 1), else_=0)
    return (
        scoped(ItemProgress)
        .join(
            ChecklistItem,
            (ChecklistItem.workspace_id == ItemProgress.workspace_id) & (ChecklistItem.id == ItemProgress.item_id),
        )
        .join(
            Membership,
            (Membership.workspace_id == ItemProgress.workspace_id) & (Membership.id == ItemProgress.person_id),
        )
        .where(
            ItemProgress.engagement_id == engagement.id,
            ChecklistItem.required,
            Membership.ended_at.is_(None),
            Membership.role != Role.PROVIDER,
        )
        .group_by(ChecklistItem.module_id, Membership.id, Membership.name)
        .order_by(Membership.name)
        .with_only_columns(
            ChecklistItem.module_id, Membership.id.label("person"), Membership.name, func.count().label("asked"),
            func.sum(verified).label("verified"),
        )
    )  # fmt: skip


def _certificates(engagement_id: UUID) -> dict[tuple[UUID, UUID], Any]:
    rows = db.session.execute(
        scoped(Certificate)
        .where(Certificate.engagement_id == engagement_id, Certificate.withdrawn_at.is_(None))
        .with_only_columns(Certificate.id, Certificate.module_id, Certificate.person_id)
    )
    return {(row.module_id, row.person_id): row for row in rows}


def _card(
    row: Any, people: list[Any], certificates: Mapping[Any, Any], ratings: Mapping[UUID, Rating] | None,
    member: Membership,
) -> ModuleCard:  # fmt: skip
    ways = [way for way in people if way.module_id == row.id]
    learners = [_learner(way, certificates.get((row.id, way.person)), member) for way in ways]
    return ModuleCard(
        id=row.id, title=row.title, why=row.why, items=row.items, minutes=row.minutes, required=row.required,
        shown=row.shown,
        learners=[one for one in learners if member.role != Role.STAFF or one.id == member.id],
        started=len(ways), finished=sum(one.finished for one in learners),
        rating=ratings.get(row.id, NOTHING) if ratings is not None else None,
    )  # fmt: skip


def _learner(way: Any, certificate: Any, member: Membership) -> Learner:
    opens = certificate is not None and (bool(member.of_practice) or way.person == member.id)
    return Learner(
        way.person, way.name, way.verified, way.asked, certificate is not None, certificate.id if opens else None
    )


def work_after(facts: Facts, activities: set[str], today: date) -> tuple[int, list[str]]:
    """On how many days of the window the client's own people did what a module prepares for, and which it was."""
    since, own = (today - WINDOW).isoformat(), _own_people(facts)
    days, names = set(), []
    for activity in facts["activities"]:
        if activity["key"] not in activities:
            continue
        log = facts["work"].get(activity["id"], ())
        done = {day for day, mode, _, person in log if day >= since and mode in OWN_WORK and person in own}
        days |= done
        names += [activity["name"]] * bool(done)
    return len(days), names


def _own_people(facts: Facts) -> set[str]:
    return {id for id, person in facts["people"].items() if person["active"] and person["side"] == "client"}
