"""The plan to leave: the exit clock, its history, and what is proposed to change it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core import clock
from tracker.core.database import db
from tracker.core.paging import newest_first
from tracker.tenancy import scoped

from .. import plan_changes as verbs
from ..exit_clock import span
from ..forms import ExtensionForm, ReasonForm
from ..links import link
from ..models import Engagement, Pause, PlanChange
from ..tabs import tab_values
from . import answering
from .pages import pages

MOST_PAUSES = 50


@pages.route("/engagements/<uuid:id>/plan")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def plan(engagement: Engagement) -> ResponseReturnValue:
    page = newest_first(scoped(PlanChange).where(PlanChange.engagement_id == engagement.id), PlanChange.id)
    older = url_for(".plan", id=engagement.id, after=page.after) if page.after else None
    return render_template(
        "engagements/plan.html", **tab_values(engagement, "plan"), changes=page.rows, older=older,
        steps_href=link("selfsufficiency.burn_down", id=engagement.id),
        pauses=_pauses(engagement), what_of=verbs.what_of, day_of=clock.day_of, member=g.member,
    )  # fmt: skip


@pages.route("/engagements/<uuid:id>/extension", methods=["GET", "POST"])
@requires(Can.CHANGE_SCOPE, of=Engagement, at_least="propose")
def extend(engagement: Engagement) -> ResponseReturnValue:
    form = ExtensionForm()

    def propose() -> PlanChange:
        return verbs.propose_extension(engagement, form.to_on.data, form.because.data, by=g.member)

    if done := form.attempt(propose, then=lambda _: url_for(".plan", id=engagement.id)):
        return done
    return render_template("engagements/extend.html", **tab_values(engagement, "plan"), form=form), form.status


@pages.route("/engagements/<uuid:id>/pause", methods=["GET", "POST"])
@requires(Can.CHANGE_SCOPE, of=Engagement, at_least="propose")
def pause(engagement: Engagement) -> ResponseReturnValue:
    lead = (
        "While it is paused the exit clock stands and nothing falls due; work can still be logged. When it goes on, "
        "the planned days move by as many days as it stood."
    )
    return _with_reason(engagement, verbs.propose_pause, "Pause the engagement", "Pause", lead)


@pages.route("/engagements/<uuid:id>/resumption", methods=["GET", "POST"])
@requires(Can.CHANGE_SCOPE, of=Engagement, at_least="propose")
def resume(engagement: Engagement) -> ResponseReturnValue:
    lead = "The clocks start again, and the planned days move by as many days as they stood."
    return _with_reason(engagement, verbs.propose_resumption, "Go on after the pause", "Go on", lead)


@pages.route("/engagements/<uuid:id>/ending", methods=["GET", "POST"])
@requires(Can.CHANGE_SCOPE, of=Engagement, at_least="propose")
def end_early(engagement: Engagement) -> ResponseReturnValue:
    lead = "The engagement ends before its handover. Nothing is deleted, and the reason stands on it for good."
    return _with_reason(engagement, verbs.propose_ending, "End the engagement early", "End it", lead)


@pages.route("/plan-changes/<uuid:id>/decision", methods=["GET", "POST"])
@requires(Can.CHANGE_SCOPE, of=PlanChange)
def plan_decide(change: PlanChange) -> ResponseReturnValue:
    return answering.decide(change, verbs, "plan")


@pages.route("/plan-changes/<uuid:id>/return", methods=["GET", "POST"])
@requires(Can.CHANGE_SCOPE, of=PlanChange)
def plan_decline(change: PlanChange) -> ResponseReturnValue:
    return answering.decline(change, verbs, "plan")


@pages.route("/plan-changes/<uuid:id>/withdrawal", methods=["POST"])
@requires(Can.CHANGE_SCOPE, of=PlanChange, at_least="propose")
def plan_withdraw(change: PlanChange) -> ResponseReturnValue:
    return answering.withdraw(change, verbs, "plan")


def _with_reason(
    engagement: Engagement, verb: Callable[..., Any], heading: str, label: str, lead: str
) -> ResponseReturnValue:
    form, then = ReasonForm(), url_for(".plan", id=engagement.id)
    if done := form.attempt(lambda: verb(engagement, form.because.data, by=g.member), then=lambda _: then):
        return done
    values = {"page_heading": heading, "back": then, "lead": lead}
    label = label if g.member.role == "owner" else "Propose it to the owner"
    return render_template(
        "engagements/reason.html", **tab_values(engagement, "plan"), form=form, label=label, **values
    ), form.status


def _pauses(engagement: Engagement) -> list[tuple[date, date | None, str]]:
    query = scoped(Pause).where(Pause.engagement_id == engagement.id).order_by(Pause.from_on.desc())
    rows = db.session.scalars(query.limit(MOST_PAUSES))
    return [(row.from_on, row.resumed_on, span(((row.resumed_on or clock.today()) - row.from_on).days)) for row in rows]
