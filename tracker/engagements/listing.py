"""The engagements of one client, for pages below that may not know of engagements."""

from flask import g

from tracker.clients.models import Client
from tracker.core.database import db
from tracker.core.templates import for_templates

from .models import Engagement
from .visibility import visible_engagements

MOST = 50


@for_templates
def engagements_of(client: Client) -> list[Engagement]:
    """Those that whoever looks may see, newest first. One statement."""
    query = visible_engagements(g.member).where(Engagement.client_id == client.id)
    return list(db.session.scalars(query.order_by(Engagement.id.desc()).limit(MOST)))
