"""Goals and what is measured for them: the board, one goal, its beginning and its end."""

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of
from tracker.engagements.tabs import tab_values
from tracker.tenancy import scoped

from .. import goals as verbs
from ..forms import whole_number
from ..goal_forms import OUTCOMES, EndForm, GoalForm
from ..measured import board, measures_of_goal
from ..models import Goal, Outcome, StrategySection
from ..policies import keeps
from .blueprint import pages


@pages.route("/engagements/<uuid:id>/goals")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def goals(engagement: Engagement) -> ResponseReturnValue:
    """The goals of the year and the numbers of the week, on one page."""
    return render_template("strategy/goals.html", **tab_values(engagement, "goals"), board=board(engagement.id))


@pages.route("/engagements/<uuid:id>/goals/new", methods=["GET", "POST"])
@requires(Can.KEEP_MEASURES, of=Engagement, also=keeps)
def new_goal(engagement: Engagement) -> ResponseReturnValue:
    form = _form(engagement.id)
    if done := form.attempt(
        lambda: verbs.set_goal(engagement, by=g.member, **form.said()),
        then=lambda goal: _said(goal, "The goal is set."),
    ):
        return done
    if not form.is_submitted():
        form.start_from(None)
    return render_template("strategy/edit_goal.html", **place_of(engagement), goal=None, form=form), form.status


@pages.route("/goals/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, of=Goal)
def goal(goal: Goal) -> ResponseReturnValue:
    return render_template(
        "strategy/goal.html", **place_of(goal), goal=goal, gauges=measures_of_goal(goal), section=_section(goal)
    )


def _section(goal: Goal) -> StrategySection | None:
    if goal.section_id is None:
        return None
    return db.session.scalar(scoped(StrategySection).where(StrategySection.id == goal.section_id))


@pages.route("/goals/<uuid:id>/edit", methods=["GET", "POST"])
@requires(Can.KEEP_MEASURES, of=Goal, also=keeps)
def edit_goal(goal: Goal) -> ResponseReturnValue:
    form = _form(goal.engagement_id)
    if done := form.attempt(
        lambda: verbs.change_goal(goal, by=g.member, seen=whole_number(form.version), **form.said()),
        then=lambda _: _said(goal, "Saved."),
    ):
        return done
    if not form.is_submitted():
        form.start_from(goal)
    elif form.stale:
        form.version.data = str(goal.version)
    return render_template("strategy/edit_goal.html", **place_of(goal), goal=goal, form=form), form.status


def _form(engagement_id: Any) -> GoalForm:
    form = GoalForm()
    sections = scoped(StrategySection).where(StrategySection.engagement_id == engagement_id)
    form.section.offer(
        db.session.scalars(sections.order_by(StrategySection.position)), name=lambda one: one.title, empty="None"
    )
    return form


@pages.route("/goals/<uuid:id>/end", methods=["GET", "POST"])
@requires(Can.KEEP_MEASURES, of=Goal, also=keeps)
def end_goal(goal: Goal) -> ResponseReturnValue:
    form = EndForm()
    if done := form.attempt(
        lambda: verbs.end_goal(goal, Outcome(form.outcome.data), form.because.data, by=g.member),
        then=lambda _: _said(goal, "The goal is ended."),
    ):
        return done
    details = {one.value: words[1] for one, words in OUTCOMES.items()}
    return render_template(
        "strategy/end_goal.html", **place_of(goal), goal=goal, form=form, details=details
    ), form.status  # fmt: skip


@pages.route("/goals/<uuid:id>/take-up", methods=["POST"])
@requires(Can.KEEP_MEASURES, of=Goal, also=keeps)
def take_up_goal(goal: Goal) -> ResponseReturnValue:
    verbs.take_up_goal(goal, by=g.member)
    db.session.commit()
    return redirect(_said(goal, "Taken up again."), 303)


def _said(goal: Goal, words: str) -> str:
    flash(words, "success")
    return url_for(".goal", id=goal.id)
