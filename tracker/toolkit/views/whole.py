"""Pages over the whole engagement: the runbooks, what breaks if the practice leaves today, who has access to what."""

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from tracker.access import Can, may, requires
from tracker.core import clock
from tracker.engagements.extension_points import facts_of
from tracker.engagements.leaving import since_they_left
from tracker.engagements.models import Engagement
from tracker.engagements.showing_spots import shown_groups, shown_since
from tracker.engagements.tabs import tab_values
from tracker.engagements.weak_spots import breaks_without_practice

from ..access_map import access_map
from ..runbook_list import runbook_list
from .blueprint import pages


@pages.route("/engagements/<uuid:id>/breaks")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def breaks(engagement: Engagement) -> ResponseReturnValue:
    """Pure functions over the facts on record, so that it costs one statement however much there is to break."""
    facts, today = facts_of(engagement.id), clock.today()
    groups = shown_groups(breaks_without_practice(facts, today), facts, g.member)
    since = shown_since(since_they_left(facts, today), facts, g.member) if facts else []
    return render_template("toolkit/breaks.html", **tab_values(engagement, "breaks"), groups=groups, since=since)


@pages.route("/engagements/<uuid:id>/runbooks")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def runbooks(engagement: Engagement) -> ResponseReturnValue:
    books = runbook_list(facts_of(engagement.id), clock.today())
    keeps = may(Can.KEEP_RUNBOOKS, engagement)
    return render_template("toolkit/runbooks.html", **tab_values(engagement, "runbooks"), books=books, keeps=keeps)


@pages.route("/engagements/<uuid:id>/access")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def access(engagement: Engagement) -> ResponseReturnValue:
    found = access_map(engagement, request.args.get("after", ""))
    return render_template("toolkit/access.html", **tab_values(engagement, "access"), found=found)
