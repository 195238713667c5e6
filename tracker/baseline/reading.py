"""The baseline as its page shows it, and as it is told to whoever keeps it or reads only her own part."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func

from tracker.accounts.models import Membership, Role
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.tenancy import scoped

from .models import Finding, Readiness, Willing, Willingness
from .support import Support, first_help, knows_the_basics

MOST_PEOPLE = 200
MOST_FINDINGS = 300
OWN_ROLES = (Role.OWNER, Role.CHAMPION, Role.STAFF)
SAID = {
    Willing.YES: "Willing", Willing.WITH_HELP: "Willing, with help", Willing.NOT_NOW: "Not now",
    Willing.NO: "Would rather not",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One person, or the organisation: the newest ratings and answer, and what would help first."""

    id: UUID | None
    name: str
    readiness: Readiness | None
    willing: Willingness | None

    @property
    def help(self) -> Support | None:
        return first_help(self.readiness.ratings) if self.readiness is not None else None

    @property
    def said(self) -> str:
        return SAID[Willing(self.willing.answer)] if self.willing is not None else ""


@dataclass(frozen=True, slots=True)
class Baseline:
    organisation: Line
    people: list[Line]
    asked: int
    willing: int
    basics: int
    rated: int
    findings: list[Finding]


def baseline_of(engagement: Engagement, viewer: Membership, keeps: bool) -> Baseline:
    """Everybody's rows for whoever keeps the baseline, else only the viewer's own; counts for all. Four statements."""
    ratings = {row.person_id: row for row in db.session.scalars(_newest(Readiness, engagement.id))}
    answers = {row.person_id: row for row in db.session.scalars(_newest(Willingness, engagement.id))}
    people = [Line(one.id, one.name, ratings.get(one.id), answers.get(one.id)) for one in own_people(engagement)]
    findings = scoped(Finding).where(Finding.engagement_id == engagement.id, Finding.removed_at.is_(None))
    said = [one.willing.answer for one in people if one.willing is not None]
    rated = [one.readiness for one in people if one.readiness is not None]
    return Baseline(
        organisation=Line(None, "The organisation", ratings.get(None), None),
        people=[one for one in people if keeps or one.id == viewer.id],
        asked=len(said),
        willing=sum(answer in {Willing.YES, Willing.WITH_HELP} for answer in said),
        basics=sum(knows_the_basics(row.knowledge) for row in rated),
        rated=len(rated),
        findings=list(db.session.scalars(findings.order_by(Finding.kind, Finding.id).limit(MOST_FINDINGS))),
    )


def own_people(engagement: Engagement) -> list[Membership]:
    """The client's own people who are there; whoever left is no longer asked."""
    query = scoped(Membership).where(
        Membership.client_id == engagement.client_id, Membership.role.in_(OWN_ROLES), Membership.ended_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(Membership.name).limit(MOST_PEOPLE)))


def _newest(model: Any, engagement_id: UUID) -> Select[Any]:
    row = func.row_number().over(partition_by=model.person_id, order_by=model.id.desc()).label("row")
    ranked = scoped(model).with_only_columns(model.id, row).where(model.engagement_id == engagement_id).subquery()
    newest = scoped(model).with_only_columns(ranked.c.id).select_from(ranked).where(ranked.c.row == 1)
    return scoped(model).where(model.engagement_id == engagement_id, model.id.in_(newest)).limit(MOST_PEOPLE + 1)


def newest_knowledge(engagement_id: UUID) -> list[tuple[UUID | None, int]]:
    """For each person (None for the organisation) the newest rating of knowing how. One statement."""
    return [(row.person_id, row.knowledge) for row in db.session.scalars(_newest(Readiness, engagement_id))]
