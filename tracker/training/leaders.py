"""The leader's short module: the essentials, and how far each named leader is with them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import case, func

from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.engagements.models import Engagement, Part, TeamMember
from tracker.engagements.words import number_word
from tracker.tenancy import scoped

from .listed import items_of
from .models import ItemProgress, ProgressState


@dataclass(frozen=True, slots=True)
class Leader:
    """`verified` of the `asked` essentials that are on her checklist."""

    name: str
    verified: int
    asked: int


@dataclass(frozen=True, slots=True)
class ShortModule:
    """`items` are the ids of the essentials in order."""

    items: list[str]
    leaders: list[Leader]

    @property
    def title(self) -> str:
        return things(len(self.items)).capitalize()

    @property
    def without(self) -> list[str]:
        """Leaders who do not have all of it on their checklists."""
        return [leader.name for leader in self.leaders if leader.asked < len(self.items)]


def things(count: int) -> str:
    """`six things`, `one thing`."""
    return f"{number_word(count).lower()} {'thing' if count == 1 else 'things'}"


def short_module(engagement: Engagement) -> ShortModule:
    """One statement once the items are known."""
    essentials = [item["id"] for item in items_of(engagement.id) if item["leader"]]
    rows = db.session.execute(_leaders(engagement.id, [UUID(id) for id in essentials]))
    return ShortModule(essentials, [Leader(row.name, row.verified or 0, row.asked) for row in rows])


def _leaders(engagement_id: UUID, items: list[UUID]) -> Any:
    verified = case((ItemProgress.state == ProgressState.VERIFIED, 1), else_=0)
    return (
        scoped(TeamMember)
        .join(
            Membership, (Membership.workspace_id == TeamMember.workspace_id) & (Membership.id == TeamMember.member_id)
        )
        .outerjoin(
            ItemProgress,
            (ItemProgress.workspace_id == TeamMember.workspace_id)
            & (ItemProgress.person_id == TeamMember.member_id)
            & ItemProgress.item_id.in_(items),
        )
        .where(
            TeamMember.engagement_id == engagement_id, TeamMember.part == Part.LEADER, TeamMember.ended_at.is_(None),
            Membership.ended_at.is_(None),
        )
        .group_by(Membership.id, Membership.name)
        .order_by(Membership.name)
        .with_only_columns(
            Membership.name, func.count(ItemProgress.id).label("asked"), func.sum(verified).label("verified")
        )
    )  # fmt: skip


def named_leader() -> Any:
    """For a question about progress: whether its person is a named leader of its engagement."""
    return (
        scoped(TeamMember)
        .where(
            TeamMember.workspace_id == ItemProgress.workspace_id,
            TeamMember.engagement_id == ItemProgress.engagement_id,
            TeamMember.member_id == ItemProgress.person_id,
            TeamMember.part == Part.LEADER,
            TeamMember.ended_at.is_(None),
        )
        .with_only_columns(TeamMember.id)
        .exists()
    )
