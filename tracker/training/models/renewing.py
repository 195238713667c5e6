"""One showing renews a skill: what had lapsed with it counts as verified again."""

from typing import Any

from sqlalchemy import update

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core.database import db
from tracker.tenancy import scoped

from .checklist import ChecklistItem


def renew_with(progress: Any, reason: str, by: Membership) -> int:
    """Set the items that lapsed for `reason` with `progress`, in its skill and for its person, back to verified.

    They keep the day on which they were verified. Returns how many.
    """
    model = type(progress)
    ids = scoped(ChecklistItem).with_only_columns(ChecklistItem.id).where(
        ChecklistItem.engagement_id == progress.engagement_id,
        ChecklistItem.competency_key == progress.item.competency_key,
    )  # fmt: skip
    renewed = db.session.execute(
        update(model)
        .where(
            model.workspace_id == progress.workspace_id,
            model.person_id == progress.person_id,
            model.state == "lapsed",
            model.lapsed_because == reason,
            model.item_id.in_(ids),
        )
        .values(state="verified", lapsed_at=None, lapsed_because=None)
        .execution_options(synchronize_session=False)
    ).rowcount
    if renewed:
        record("item.renewed", progress, by=by, after={"person": progress.person.name, "items": renewed})
    return renewed
