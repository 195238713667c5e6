"""Whose words the strategy is: how much is the client's own, and who wrote how much of what."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func

from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.tenancy import scoped

from .models import Revision
from .standing import Standing


@dataclass(slots=True)
class Contributor:
    """Somebody who saved revisions: of how many sections, how many, and the last of them."""

    name: str
    of_client: bool
    sections: set[UUID] = field(default_factory=set)
    revisions: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Authorship:
    """`share` is the mean over the sections that apply, as the gate counts it; `names` who wrote each section."""

    share: float
    contributors: list[Contributor]
    names: dict[UUID, list[str]]

    @property
    def by_client(self) -> int:
        return sum(one.revisions for one in self.contributors if one.of_client)

    @property
    def revisions(self) -> int:
        return sum(one.revisions for one in self.contributors)


def mean_share(sections: Iterable[Standing]) -> float:
    applying = [section.client_share for section in sections if not section.na]
    return sum(applying) / max(len(applying), 1)


def authorship(engagement_id: UUID, sections: list[Standing]) -> Authorship:
    """One statement, whatever was written."""
    people: dict[tuple[UUID, bool], Contributor] = {}
    names: dict[UUID, list[str]] = {}
    for row in db.session.execute(_written(engagement_id)):
        one = people.setdefault((row.author_id, row.by_client), Contributor(row.name, row.by_client))
        one.sections.add(row.section_id)
        one.revisions += row.revisions
        one.last_at = max(filter(None, (one.last_at, row.last_at)))
        names.setdefault(row.section_id, []).append(row.name)
    ordered = sorted(people.values(), key=lambda one: (not one.of_client, -one.revisions, one.name))
    return Authorship(mean_share(sections), ordered, names)


def _written(engagement_id: UUID) -> Any:
    count = func.count(Revision.id)
    return (
        scoped(Revision)
        .join(
            Membership, (Membership.workspace_id == Revision.workspace_id) & (Membership.id == Revision.author_id)
        )
        .where(Revision.engagement_id == engagement_id)
        .with_only_columns(
            Revision.section_id, Revision.author_id, Revision.by_client, Membership.name, count.label("revisions"),
            func.max(Revision.written_at).label("last_at"),
        )
        .group_by(Revision.section_id, Revision.author_id, Revision.by_client, Membership.name)
        .order_by(count.desc(), Membership.name)
    )  # fmt: skip
