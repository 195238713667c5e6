"""Which engagements started from a playbook, told to the pages of playbooks."""

from typing import Any

from flask import url_for
from sqlalchemy import func

from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.playbooks.uses import Use, Uses, tells_uses
from tracker.tenancy import scoped

from .models import Engagement
from .visibility import visible_engagements

MOST = 50


@tells_uses
def engagements_from(key: str, member: Membership) -> Uses:
    """Two statements. A consultant sees the engagements in which she works, and how many others there are."""
    newest = visible_engagements(member).where(Engagement.playbook_key == key).order_by(Engagement.id.desc())
    columns = (Engagement.playbook_version, func.count(Engagement.id))
    counts = (
        scoped(Engagement)
        .with_only_columns(*columns)
        .where(Engagement.playbook_key == key)
        .group_by(Engagement.playbook_version)
    )
    shown = tuple(_use(engagement) for engagement in db.session.scalars(newest.limit(MOST)))
    found: list[Any] = [tuple(row) for row in db.session.execute(counts)]
    return Uses(shown, tuple(sorted(found, reverse=True)))


def _use(engagement: Engagement) -> Use:
    return Use(
        engagement.playbook_version, engagement.title, engagement.client.name, engagement.state, engagement.starts_on,
        url_for("engagements.show", id=engagement.id),
    )  # fmt: skip
