"""Where a record belongs: the engagement and the client that its page's crumbs name."""

from typing import Any

from tracker.clients.models import Client
from tracker.core.database import db
from tracker.tenancy import scoped

from .models import Engagement
from .visibility import engagement_of


def place_of(record: Any) -> dict[str, Any]:
    """`engagement` and `client` of a record inside an engagement, or of the engagement itself. One statement."""
    query = (
        scoped(Engagement)
        .add_columns(Client)
        .join(Client, (Client.workspace_id == Engagement.workspace_id) & (Client.id == Engagement.client_id))
        .where(Engagement.id == engagement_of(record))
    )
    engagement, client = db.session.execute(query).one()
    return {"engagement": engagement, "client": client}
