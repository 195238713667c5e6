"""What the client's people have still to show before they may do an activity themselves."""

from typing import Any

from tracker.accounts.models import Membership, Role
from tracker.core.database import db
from tracker.responsibilities.extension_points import lists_unverified_items
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped

from .models import ChecklistItem, ItemProgress, ProgressState


@lists_unverified_items
def items_left(activity: Activity) -> list[str]:
    """The texts of required items mapped to `activity` that no active person of the client has verified."""
    rows = db.session.execute(
        scoped(ChecklistItem)
        .where(
            ChecklistItem.engagement_id == activity.engagement_id, ChecklistItem.required,
            ~shown_by_somebody().exists(),
        )
        .order_by(ChecklistItem.number)
        .with_only_columns(ChecklistItem.text, ChecklistItem.activities)
    )  # fmt: skip
    return [text for text, activities in rows if activity.key in activities]


def shown_by_somebody() -> Any:
    """For a question about an item: the verified progress of an active person of the client."""
    return (
        scoped(ItemProgress)
        .join(
            Membership,
            (Membership.workspace_id == ItemProgress.workspace_id) & (Membership.id == ItemProgress.person_id),
        )
        .where(
            ItemProgress.workspace_id == ChecklistItem.workspace_id,
            ItemProgress.item_id == ChecklistItem.id,
            ItemProgress.state == ProgressState.VERIFIED,
            Membership.ended_at.is_(None),
            Membership.role != Role.PROVIDER,
        )
        .with_only_columns(ItemProgress.id)
    )
