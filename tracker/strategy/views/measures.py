"""One measure: what it says of itself, its course, and the review of all of them."""

from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.accounts.models import Membership
from tracker.accounts.own_people import own_people
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of
from tracker.tenancy import scoped

from .. import measures as verbs
from ..forms import whole_number
from ..goal_forms import MeasureForm, ReviewForm
from ..measured import board, gauge_of, history_of, reviews_of
from ..models import Goal, Measure
from ..policies import keeps
from .blueprint import pages


@pages.route("/engagements/<uuid:id>/measures/new", methods=["GET", "POST"])
@requires(Can.KEEP_MEASURES, of=Engagement, also=keeps)
def new_measure(engagement: Engagement) -> ResponseReturnValue:
    """`?goal=` is the one that it is for."""
    form = _form(engagement.id, engagement.client_id)
    if done := form.attempt(
        lambda: verbs.add_measure(engagement, form.said(), by=g.member),
        then=lambda measure: _said(measure, "Added."),
    ):
        return done
    if not form.is_submitted():
        form.goal.data = request.args.get("goal", "")
    return render_template("strategy/edit_measure.html", **place_of(engagement), measure=None, form=form), form.status


@pages.route("/measures/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, of=Measure)
def measure(measure: Measure) -> ResponseReturnValue:
    entries, after = history_of(measure)
    return render_template(
        "strategy/measure.html", **place_of(measure), measure=measure, gauge=gauge_of(measure), entries=entries,
        after=after, goal=_goal(measure),
    )  # fmt: skip


def _goal(measure: Measure) -> Goal | None:
    return db.session.scalar(scoped(Goal).where(Goal.id == measure.goal_id)) if measure.goal_id else None


@pages.route("/measures/<uuid:id>/edit", methods=["GET", "POST"])
@requires(Can.KEEP_MEASURES, of=Measure, also=keeps)
def edit_measure(measure: Measure) -> ResponseReturnValue:
    form = _form(measure.engagement_id, measure.client_id, measure)
    if done := form.attempt(
        lambda: verbs.change_measure(measure, form.said(), by=g.member, seen=whole_number(form.version)),
        then=lambda _: _said(measure, "Saved."),
    ):
        return done
    if not form.is_submitted():
        form.start_from(measure)
    elif form.stale:
        form.version.data = str(measure.version)
    return render_template("strategy/edit_measure.html", **place_of(measure), measure=measure, form=form), form.status


def _form(engagement_id: UUID, client_id: UUID, measure: Measure | None = None) -> MeasureForm:
    """Goals that have ended and people who left are offered only where they stand already."""
    form = MeasureForm()
    kept = measure.goal_id if measure else None
    goals = scoped(Goal).where(Goal.engagement_id == engagement_id, Goal.outcome.is_(None) | (Goal.id == kept))
    offered = db.session.scalars(goals.order_by(Goal.due_on).limit(200))
    form.goal.offer(offered, name=lambda goal: goal.title, empty="None in particular")
    form.owner.offer(_people(client_id, measure), empty="Nobody in particular")
    return form


def _people(client_id: UUID, measure: Measure | None) -> list[Any]:
    people = list(db.session.scalars(own_people(client_id)))
    if measure is not None and measure.owner_id and measure.owner_id not in {person.id for person in people}:
        people += db.session.scalars(scoped(Membership).where(Membership.id == measure.owner_id))
    return people


@pages.route("/measures/<uuid:id>/retire", methods=["POST"])
@requires(Can.KEEP_MEASURES, of=Measure, also=keeps)
def retire(measure: Measure) -> ResponseReturnValue:
    verbs.retire(measure, by=g.member)
    db.session.commit()
    return redirect(_said(measure, "Retired: nobody is asked to read it any more."), 303)


@pages.route("/measures/<uuid:id>/take-up", methods=["POST"])
@requires(Can.KEEP_MEASURES, of=Measure, also=keeps)
def take_up_measure(measure: Measure) -> ResponseReturnValue:
    verbs.take_up_measure(measure, by=g.member)
    db.session.commit()
    return redirect(_said(measure, "Taken up again."), 303)


@pages.route("/engagements/<uuid:id>/measures/review", methods=["GET", "POST"])
@requires(Can.KEEP_MEASURES, of=Engagement, also=keeps)
def review(engagement: Engagement) -> ResponseReturnValue:
    """All numbers with their stories, what was decided before, and room for what is decided now."""
    form = ReviewForm()
    if done := form.attempt(
        lambda: verbs.review_numbers(engagement, form.decided.data, by=g.member), then=lambda _: _reviewed(engagement)
    ):
        return done
    return render_template(
        "strategy/review.html", **place_of(engagement), board=board(engagement.id), form=form,
        reviews=reviews_of(engagement.id),
    ), form.status  # fmt: skip


def _reviewed(engagement: Engagement) -> str:
    flash("The numbers are reviewed.", "success")
    return url_for(".goals", id=engagement.id)


def _said(measure: Measure, words: str) -> str:
    flash(words, "success")
    return url_for(".measure", id=measure.id)
