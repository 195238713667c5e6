"""The page of one activity: who holds it, how it is done, where it stands and how it came there."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.accounts.models import Role
from tracker.core import clock
from tracker.engagements.links import link

from ..board import next_phase
from ..models import Activity
from ..rules import CHOICES
from ..sheet import sheet_of
from ..words import rungs_for
from .frame import frame
from .pages import pages


@pages.route("/activities/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, Can.LOG_WORK, of=Activity)
def activity(activity: Activity) -> ResponseReturnValue:
    """A provider's person sees what is given to her firm, without the rest of the engagement."""
    sheet = sheet_of(activity, g.member, g.workspace.practice)
    values = {
        "activity": activity, "sheet": sheet, "rung_names": rungs_for(g.member), "choices": CHOICES,
        "zone": clock.zone(), "log_href": link("worklog.quick", id=activity.id),
        "risk_href": link("risks.about_activity", id=activity.id),
    }  # fmt: skip
    if g.member.role == Role.PROVIDER:
        return render_template("responsibilities/given.html", **values)
    around = frame(activity)
    older = url_for(".activity", id=activity.id, after=sheet.older) if sheet.older else None
    return render_template(
        "responsibilities/activity.html", **around, **values, due=next_phase(around["phases"]), older=older,
        runbook_href=link("toolkit.runbook", id=activity.id), sourcing_href=link("sourcing.aid", id=activity.id),
    )  # fmt: skip
