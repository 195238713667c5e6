"""What happened in an engagement, newest first."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.audit import AuditEvent
from tracker.core.paging import newest_first
from tracker.tenancy import scoped

from ..models import Engagement
from ..tabs import tab_values
from ..telling import by_day
from .pages import pages


@pages.route("/engagements/<uuid:id>/activity")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def feed(engagement: Engagement) -> ResponseReturnValue:
    page = newest_first(scoped(AuditEvent).where(AuditEvent.engagement_id == engagement.id), AuditEvent.id)
    older = url_for(".feed", id=engagement.id, after=page.after) if page.after else None
    values = tab_values(engagement, "activity")
    return render_template("engagements/feed.html", **values, days=by_day(page.rows), older=older)
