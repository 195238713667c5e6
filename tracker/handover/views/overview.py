"""The first page of the handover: where it stands, what comes next, and what was taken over unfinished."""

from typing import Any

from flask import g, render_template
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core import clock
from tracker.engagements.extension_points import facts_of
from tracker.engagements.hands_off import practice_has_left
from tracker.engagements.links import link
from tracker.engagements.models import Engagement
from tracker.engagements.tabs import open_link, tab_values

from ..exceptions import owed
from ..steps import Course, Step, next_step, steps_of
from .blueprint import pages

MOST_CLOSED = 20


@pages.route("/engagements/<uuid:id>/handover")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def overview(engagement: Engagement) -> ResponseReturnValue:
    facts, today = facts_of(engagement.id), clock.today()
    rows = owed(facts, today)
    course = Course(facts, engagement, rows, today, g.workspace.practice, g.member.own, practice_has_left(engagement))
    steps = steps_of(course)
    settled = [row for row in rows if not row.open][:MOST_CLOSED]
    return render_template(
        "handover/overview.html", **tab_values(engagement, "handover"), course=course, practice=g.workspace.practice,
        steps=[(step, _address(step, engagement)) for step in steps], next_one=next_step(steps),
        next_href=_address(next_step(steps), engagement), owed=[row for row in rows if row.open], settled=settled,
        stopped=engagement.stopped_on is not None,
    )  # fmt: skip


def _address(step: Step | None, engagement: Engagement) -> Any:
    if step is None:
        return None
    return link(step.endpoint, id=step.record) if step.record else open_link(step.endpoint, engagement)
