"""The blueprint that every page of the work log hangs on, and what its pages share."""

from flask import Blueprint, g, url_for

from tracker.core.database import db
from tracker.engagements.links import link
from tracker.engagements.models import Engagement
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped

pages = Blueprint("worklog", __name__)


def home_of(activity: Activity) -> str:
    """The practice works from the engagement's log; the client's and providers' people from what they run."""
    running = None if g.member.of_practice else link("overview.running")
    return running or url_for("worklog.log", id=activity.engagement_id)


def activities_of(engagement: Engagement) -> list[Activity]:
    """All of them in their order, those set aside too."""
    query = scoped(Activity).where(Activity.engagement_id == engagement.id).order_by(Activity.position)
    return list(db.session.scalars(query))
