"""Activities as scope changes add them, take them out and bring them back."""

from typing import Any

from sqlalchemy import func

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.extension_points import Scopable, in_scope
from tracker.engagements.models import Engagement, ScopeAct
from tracker.engagements.scope import settle
from tracker.tenancy import scoped

from .models import Activity, DoerKind
from .setting_aside import bring_back, set_aside

MOST = 60
LAST_GATES = (0, 2, 3, 4)


def add_activity(engagement: Engagement, fields: dict[str, Any], by: Membership) -> Activity:
    """It starts in the practice's hands on rung 0, with the usual way up. Names are told apart."""
    here = scoped(Activity).where(Activity.engagement_id == engagement.id)
    names = {name.casefold() for name in db.session.scalars(here.with_only_columns(Activity.name))}
    if fields["name"].casefold() in names:
        raise Refused("An activity of that name is there already.", "name")
    if len(names) >= MOST:
        raise Refused(f"At most {MOST} activities.")
    last = db.session.scalar(here.with_only_columns(func.max(Activity.position))) or 0
    activity = Activity(
        **engagement.keys, position=last + 1, key=f"added-{last + 1}", name=fields["name"][:160],
        purpose=fields.get("purpose", "")[:400], critical=bool(fields.get("critical")), rungs=list(LAST_GATES),
        rung=0, doer_kind=DoerKind.PRACTICE,
    )  # fmt: skip
    db.session.add(activity)
    db.session.flush()
    settle(activity, "activity", ScopeAct.ADD, activity.name, because=fields.get("because", ""), by=by)
    record("activity.added", activity, by=by)
    return activity


in_scope(Scopable(
    "activity", "activity", Activity, name=lambda one: one.name, counts=lambda one: one.not_applicable_at is None,
    add=add_activity, remove=lambda one, words, by: set_aside(one, by=by, because=words),
    restore=lambda one, words, by: bring_back(one, by=by, because=words),
))  # fmt: skip
