"""The schedule of an engagement's reports."""

from typing import Any

from flask import flash, g, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core.forms import Form, whole
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of

from ..forms import ScheduleForm
from ..models import ReportSchedule
from ..reading import receivers, schedule_of
from ..schedules import end_schedule, set_schedule
from .blueprint import pages

# What most choose: Friday morning, once a week's work is done.
FRIDAY, MORNING = 4, 8


@pages.route("/engagements/<uuid:id>/reports/schedule", methods=["GET", "POST"])
@requires(Can.WRITE_REPORT, of=Engagement)
def schedule(engagement: Engagement) -> ResponseReturnValue:
    present = schedule_of(engagement.id)
    form = _form(present)
    form.offer(receivers(engagement), g.workspace.practice)
    if done := form.attempt(
        lambda: set_schedule(engagement, by=g.member, seen=whole(form.seen.data), **form.values()),
        then=lambda _: url_for(".listing", id=engagement.id),
    ):
        flash("Set. The day of the next report stands below.", "success")
        return done
    return _page(engagement, schedule_of(engagement.id) if form.stale else present, form)


@pages.route("/report-schedules/<uuid:id>/end", methods=["POST"])
@requires(Can.WRITE_REPORT, of=ReportSchedule)
def stop(schedule: ReportSchedule) -> ResponseReturnValue:
    form = Form()
    if done := form.attempt(
        lambda: end_schedule(schedule, by=g.member), then=lambda _: url_for(".listing", id=schedule.engagement_id)
    ):
        flash("Ended. No report is prepared by itself any more.", "success")
        return done
    engagement, shown = place_of(schedule)["engagement"], _form(schedule, formdata=None)
    shown.offer(receivers(engagement), g.workspace.practice)
    return _page(engagement, schedule, shown, refused=form)


def _form(present: ReportSchedule | None, **more: Any) -> ScheduleForm:
    if present is None:
        return ScheduleForm(rhythm="fortnightly", weekday=FRIDAY, hour=MORNING, seen="0", **more)
    return ScheduleForm(obj=present, seen=str(present.revision), **more)


def _page(
    engagement: Engagement, present: ReportSchedule | None, form: ScheduleForm, refused: Any = None
) -> ResponseReturnValue:
    if form.stale:
        form.seen.data = str(present.revision if present is not None else 0)
    page = render_template(
        "reports/schedule.html", **place_of(engagement), schedule=present, form=form, refused=refused
    )
    return page, (refused or form).status
