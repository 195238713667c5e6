"""What pages show of content: a page of the list, the weeks to come, and whose words went out of late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.orm import joinedload

from tracker.core import clock
from tracker.core.database import db
from tracker.core.paging import Page, newest_first
from tracker.engagements.models import Engagement
from tracker.tenancy import scoped

from .models import AuthorKind, ContentDecision, ContentItem, ContentState, ContentVersion

WINDOW = timedelta(days=56)
WEEKS_AHEAD = 5
MOST_PLANNED = 60
MOST_VERSIONS = 30
ON_A_PAGE = 25
FILTERS = {
    "open": ("Open", (ContentState.IDEA, ContentState.DRAFTED, ContentState.RETURNED, ContentState.APPROVED)),
    "waiting": ("Waits for approval", (ContentState.DRAFTED,)),
    "approved": ("Approved", (ContentState.APPROVED,)),
    "published": ("Published", (ContentState.PUBLISHED,)),
    "dropped": ("Dropped", (ContentState.DROPPED,)),
}
KINDS = {
    AuthorKind.CLIENT: "The client's own people",
    AuthorKind.TOGETHER: "Together",
    AuthorKind.PRACTICE: "The practice",
    AuthorKind.PROVIDER: "A provider",
}


def listed(engagement: Engagement, show: str) -> Page:
    """One statement."""
    query = scoped(ContentItem).where(ContentItem.engagement_id == engagement.id)
    query = query.where(ContentItem.state.in_(FILTERS[show][1]))
    eager = (joinedload(ContentItem.activity), joinedload(ContentItem.author), joinedload(ContentItem.in_name_of))
    return newest_first(query.options(*eager), ContentItem.id, ON_A_PAGE)


def planned(engagement: Engagement) -> list[tuple[date, list[ContentItem]]]:
    """By the Monday of each week from this one on, what is planned and not yet published. One statement."""
    monday = clock.today() - timedelta(days=clock.today().weekday())
    query = (
        scoped(ContentItem)
        .where(
            ContentItem.engagement_id == engagement.id,
            ContentItem.state.in_(FILTERS["open"][1]),
            ContentItem.planned_on >= monday,
            ContentItem.planned_on < monday + timedelta(weeks=WEEKS_AHEAD),
        )
        .order_by(ContentItem.planned_on, ContentItem.id)
        .limit(MOST_PLANNED)
    )
    weeks: dict[date, list[ContentItem]] = {monday + timedelta(weeks=n): [] for n in range(WEEKS_AHEAD)}
    for item in db.session.scalars(query):
        weeks[item.planned_on - timedelta(days=item.planned_on.weekday())].append(item)
    return list(weeks.items())


@dataclass(frozen=True, slots=True)
class Share:
    """How much of what was published came from one kind of author."""

    kind: AuthorKind
    name: str
    pieces: int
    part: float


@dataclass(frozen=True, slots=True)
class Voices:
    """Whose words went out in the last 56 days; of `replies`, `inside` had a hand of the client's own people."""

    shares: list[Share]
    pieces: int
    replies: int
    inside: int

    @property
    def outside(self) -> float | None:
        """The part that others wrote for the client; None when nothing was published."""
        if not self.pieces:
            return None
        others = (AuthorKind.PRACTICE, AuthorKind.PROVIDER)
        return sum(share.pieces for share in self.shares if share.kind in others) / self.pieces


def voices(engagement: Engagement) -> Voices:
    """One statement."""
    since = clock.today() - WINDOW
    return tally(sums_since(engagement.id, since))


def sums_since(engagement_id: UUID, since: date) -> Iterable[Any]:
    """`(day, activity, author kind, reply, pieces)` of what was published, the oldest first."""
    columns = (ContentItem.published_on, ContentItem.activity_id, ContentItem.author_kind, ContentItem.reply)
    query = (
        scoped(ContentItem)
        .with_only_columns(*columns, func.count())
        .where(ContentItem.engagement_id == engagement_id, ContentItem.published_on >= since)
        .group_by(*columns)
        .order_by(*columns)
    )
    return db.session.execute(query)


def tally(rows: Iterable[Any]) -> Voices:
    by_kind: dict[str, int] = {}
    replies = inside = 0
    for _, _, kind, reply, pieces in rows:
        by_kind[kind] = by_kind.get(kind, 0) + pieces
        if reply:
            replies += pieces
            inside += pieces if kind in (AuthorKind.CLIENT, AuthorKind.TOGETHER) else 0
    pieces = sum(by_kind.values())
    shares = [
        Share(kind, name, by_kind[kind], by_kind[kind] / pieces) for kind, name in KINDS.items() if kind in by_kind
    ]
    return Voices(shares, pieces, replies, inside)


def versions_of(item: ContentItem) -> list[ContentVersion]:
    """The newest first."""
    query = scoped(ContentVersion).where(ContentVersion.item_id == item.id).options(
        joinedload(ContentVersion.author), joinedload(ContentVersion.written_by)
    )  # fmt: skip
    return list(db.session.scalars(query.order_by(ContentVersion.number.desc()).limit(MOST_VERSIONS)))


def decisions_on(item: ContentItem) -> list[ContentDecision]:
    query = scoped(ContentDecision).where(ContentDecision.item_id == item.id).options(joinedload(ContentDecision.by))
    return list(db.session.scalars(query.order_by(ContentDecision.id.desc()).limit(MOST_VERSIONS)))
