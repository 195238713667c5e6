"""Where a page inside an engagement stands: the client, the engagement, and the way back."""

from typing import Any

from flask import url_for

from tracker.clients.models import Client
from tracker.core.database import db
from tracker.engagements.models import Engagement, Phase
from tracker.engagements.visibility import engagement_of
from tracker.tenancy import scoped


def frame(record: Any) -> dict[str, Any]:
    """What `responsibilities/page.html` draws around a page about `record`. One statement; `phases` come along."""
    query = (
        scoped(Phase)
        .add_columns(Client, Engagement)
        .join(Client, (Client.workspace_id == Phase.workspace_id) & (Client.id == Phase.client_id))
        .join(Engagement, (Engagement.workspace_id == Phase.workspace_id) & (Engagement.id == Phase.engagement_id))
        .where(Phase.engagement_id == engagement_of(record))
        .order_by(Phase.position)
    )
    rows = db.session.execute(query).all()
    _, client, engagement = rows[0]
    ladder = url_for("responsibilities.ladder", id=engagement.id)
    return {"phases": [row[0] for row in rows], "client": client, "engagement": engagement, "ladder_href": ladder}
