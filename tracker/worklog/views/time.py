"""The time plan: who has which hours, what they displace, and how many were used."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Can, requires
from tracker.accounts.own_people import own_people
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of
from tracker.engagements.tabs import tab_values

from ..models import TimePlan
from ..time import agree_to, decline, plan_time, waits_for
from ..time_forms import DeclineTimeForm, TimeForm
from ..time_pictured import pictured
from ..time_reading import time_of, words
from .blueprint import pages


@pages.route("/engagements/<uuid:id>/time")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def time_plan(engagement: Engagement) -> ResponseReturnValue:
    names = {one.id: one.name for one in db.session.scalars(own_people(engagement.client_id))}
    seen = time_of(engagement.id, names)
    mine = {plan.id for plan in seen.waiting if waits_for(plan, g.member)}
    return render_template(
        "worklog/time.html", **tab_values(engagement, "time"), time=seen, mine=mine, hours=words, pictured=pictured
    )


@pages.route("/engagements/<uuid:id>/time/new", methods=["GET", "POST"])
@requires(Can.PLAN_TIME, of=Engagement)
def new_plan(engagement: Engagement) -> ResponseReturnValue:
    form = TimeForm()
    form.person.offer(db.session.scalars(own_people(engagement.client_id)), empty="Choose")
    then = url_for(".time_plan", id=engagement.id)

    def write() -> TimePlan:
        return plan_time(engagement, form.person.record, by=g.member, **form.what)

    if done := form.attempt(write, lambda _: then):
        flash("Proposed. It holds once the person and the owner have agreed.", "success")
        return done
    return render_template("worklog/time_form.html", **place_of(engagement), form=form), form.status


@pages.route("/time-plans/<uuid:id>/agree", methods=["POST"])
@requires(Can.AGREE_TIME, of=TimePlan)
def agree_plan(plan: TimePlan) -> Response:
    agree_to(plan, by=g.member)
    db.session.commit()
    flash("Agreed.", "success")
    return redirect(url_for(".time_plan", id=plan.engagement_id), 303)


@pages.route("/time-plans/<uuid:id>/decline", methods=["GET", "POST"])
@requires(Can.AGREE_TIME, of=TimePlan)
def decline_plan(plan: TimePlan) -> ResponseReturnValue:
    form, then = DeclineTimeForm(), url_for(".time_plan", id=plan.engagement_id)
    if done := form.attempt(lambda: decline(plan, by=g.member, because=form.because.data), lambda _: then):
        flash("These hours are not kept free.", "success")
        return done
    return render_template("worklog/time_decline.html", **place_of(plan), plan=plan, form=form), form.status
