"""The leader's short module: the essentials, and how far each named leader is with them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_

from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.engagements.models import Engagement, Part, TeamMember
from tracker.engagements.words import number_word
from tracker.tenancy import scoped

from .models import ChecklistItem, ItemProgress, ProgressState


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
    """One statement: a row for each essential and leader, or for the essential alone where nobody is named."""
    items: dict[str, None] = {}
    leaders: dict[UUID, Leader] = {}
    for item_id, member_id, name, state in db.session.execute(_essentials_by_leader(engagement.id)):
        items[str(item_id)] = None
        if member_id is not None:
            before = leaders.get(member_id, Leader(name, 0, 0))
            leaders[member_id] = Leader(
                name, before.verified + (state == ProgressState.VERIFIED), before.asked + (state is not None)
            )
    return ShortModule(list(items), sorted(leaders.values(), key=lambda leader: leader.name))


def _essentials_by_leader(engagement_id: UUID) -> Any:
    seat = and_(
        TeamMember.workspace_id == ChecklistItem.workspace_id, TeamMember.engagement_id == ChecklistItem.engagement_id,
        TeamMember.part == Part.LEADER, TeamMember.ended_at.is_(None),
    )  # fmt: skip
    person = and_(
        Membership.workspace_id == TeamMember.workspace_id, Membership.id == TeamMember.member_id,
        Membership.ended_at.is_(None),
    )  # fmt: skip
    hers = and_(
        ItemProgress.workspace_id == ChecklistItem.workspace_id, ItemProgress.item_id == ChecklistItem.id,
        ItemProgress.person_id == Membership.id,
    )  # fmt: skip
    return (
        scoped(ChecklistItem)
        .outerjoin(TeamMember, seat)
        .outerjoin(Membership, person)
        .outerjoin(ItemProgress, hers)
        .where(ChecklistItem.engagement_id == engagement_id, ChecklistItem.leader)
        .order_by(ChecklistItem.number)
        .with_only_columns(ChecklistItem.id, Membership.id, Membership.name, ItemProgress.state)
    )


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
