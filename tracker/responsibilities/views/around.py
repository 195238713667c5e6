"""Around an activity: who is asked and who is told, what customers are promised, and how soon they are answered."""

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, may, requires
from tracker.accounts.own_people import own_people
from tracker.core.database import db

from .. import involving, responding
from ..forms import InvolveForm, PromiseForm, ReplyWeekForm
from ..models import Activity, Involvement, ReplyWeek, Say
from .frame import frame
from .pages import crumbs_of, pages, press


@pages.route("/activities/<uuid:id>/around")
@requires(Can.SEE_ENGAGEMENT, of=Activity)
def around(activity: Activity) -> ResponseReturnValue:
    return _page(activity)


@pages.route("/activities/<uuid:id>/people", methods=["POST"])
@requires(Can.RAISE_RUNG, of=Activity)
def involve(activity: Activity) -> ResponseReturnValue:
    form = _people_form(activity)

    def add() -> Involvement:
        return involving.involve(activity, form.person.record, Say(form.say.data), by=g.member)

    if done := form.attempt(add, then=lambda _: _path(activity)):
        return done
    return _page(activity, involve_form=form)


@pages.route("/involvements/<uuid:id>/end", methods=["POST"])
@requires(Can.RAISE_RUNG, of=Involvement)
def leave_out(row: Involvement) -> ResponseReturnValue:
    then = url_for(".around", id=row.activity_id)
    return press(lambda: involving.leave_out(row, by=g.member), f"{row.member.name} is left out.", then)


@pages.route("/activities/<uuid:id>/promise", methods=["POST"])
@requires(Can.SIGN, of=Activity)
def promise(activity: Activity) -> ResponseReturnValue:
    form = PromiseForm()

    def change() -> None:
        responding.promise(activity, form.hours.data, by=g.member)

    if done := form.attempt(change, then=lambda _: _path(activity)):
        return done
    return _page(activity, promise_form=form)


@pages.route("/activities/<uuid:id>/replies", methods=["POST"])
@requires(Can.LOG_WORK, of=Activity)
def log_replies(activity: Activity) -> ResponseReturnValue:
    form = ReplyWeekForm()

    def log() -> ReplyWeek:
        return responding.log_week(
            activity, form.week.data, answered=form.answered.data, late=form.late.data,
            median_minutes=form.median_minutes.data, by=g.member,
        )  # fmt: skip

    if done := form.attempt(log, then=lambda _: _path(activity)):
        flash("Kept. A later entry for the same week takes its place.", "success")
        return done
    return _page(activity, week_form=form)


def _page(
    activity: Activity, involve_form: InvolveForm | None = None, promise_form: PromiseForm | None = None,
    week_form: ReplyWeekForm | None = None,
) -> ResponseReturnValue:  # fmt: skip
    weeks = responding.weeks_of(activity)
    paces = [responding.pace_of(row) for row in weeks]
    sent = involve_form or promise_form or week_form
    keeps = may(Can.RAISE_RUNG, activity)
    page = render_template(
        "responsibilities/around.html", **frame(activity), activity=activity, involved=involving.involved(activity),
        weeks=list(zip(weeks, paces, strict=True)), slow=responding.slow_weeks(paces, activity.sla_hours),
        crumbs=crumbs_of(activity), keeps=keeps,
        involve_form=involve_form or (_people_form(activity, fresh=True) if keeps else None),
        promise_form=promise_form or PromiseForm(formdata=None, hours=activity.sla_hours),
        week_form=week_form or ReplyWeekForm(formdata=None),
    )  # fmt: skip
    return page, sent.status if sent is not None else 200


def _people_form(activity: Activity, fresh: bool = False) -> InvolveForm:
    form = InvolveForm(formdata=None if fresh else request.form)
    form.person.offer(db.session.scalars(own_people(activity.client_id)), empty="Choose")
    return form


def _path(activity: Activity) -> str:
    return url_for(".around", id=activity.id)
