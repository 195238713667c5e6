"""The three homes and what hangs directly on them."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, g, redirect, render_template, url_for

from tracker.access import Can, requires
from tracker.accounts.models import Role
from tracker.core import clock
from tracker.engagements.links import link
from tracker.engagements.models import Engagement, EngagementState
from tracker.handover.check_in_reading import waiting_for
from tracker.selfsufficiency.display import history_of, shown, standing_of
from tracker.selfsufficiency.explaining import Explainer
from tracker.selfsufficiency.facts_on_record import facts_of
from tracker.selfsufficiency.views import linked_bars
from tracker.training.certificates import certificates_of
from tracker.training.checklists import checklist_of
from tracker.training.sight import sight_of
from tracker.training.skills import skills_of
from tracker.worklog.answering import questions_for

from . import navigation
from .after_handover import next_check_in
from .answer import answer
from .current import current_engagement_id, current_or_404
from .decisions import decisions as decisions_of
from .holding_back import gaps
from .holdings import access, answered, hours
from .outlook import outlook_of
from .owner import caution_href, exit_clock, next_gate, only_you, trend_events, who_answers
from .running import what_we_run
from .situation import situation_of

assert navigation
pages = Blueprint("overview", __name__)


@pages.route("/")
@requires(Can.SEE_HOME)
def home() -> Any:
    """Each kind of person's own home."""
    role = g.member.role
    if g.member.of_practice:
        return redirect(url_for("portfolio.listing"))
    if role == Role.OWNER:
        engagement_id = current_engagement_id()
        if engagement_id is not None:
            return redirect(url_for(".owner", id=engagement_id))
        return render_template("overview/no_engagement.html")
    return redirect(url_for(".running" if role == Role.PROVIDER else ".checklist"))


@pages.route("/checklist")
@requires(Can.SEE_CHECKLIST)
def checklist() -> Any:
    found, certificates = checklist_of(g.member), certificates_of(g.member)
    return render_template(
        "overview/checklist.html", checklist=found, certificates=certificates, questions=_questions(),
        check_ins=waiting_for(g.member),
    )  # fmt: skip


@pages.route("/skills")
@requires(Can.SEE_CHECKLIST)
def skills() -> Any:
    return render_template(
        "overview/skills.html", skills=skills_of(g.member), certificates=certificates_of(g.member)
    )


@pages.route("/running")
@requires(Can.SEE_HOME)
def running() -> Any:
    return render_template("overview/running.html", running=what_we_run(g.member), questions=_questions())


def _questions() -> Any:
    """What was logged as her work, or as that of whoever she answers for, and waits for her word."""
    return questions_for(g.member) if g.member.of_client else []


@pages.route("/engagements/<uuid:id>/overview")
@requires(Can.VIEW_INDEX, of=Engagement, at_least="read")
def owner(engagement: Engagement) -> Any:
    """“Can we run this without them?”"""
    standing, facts, today = standing_of(engagement.id), facts_of(engagement.id), clock.today()
    if standing is None or not facts:
        return render_template("overview/no_engagement.html")
    index = shown(standing)
    practice = g.workspace.practice
    said = answer(situation_of(facts, standing, today), practice)
    explainer = Explainer(facts, today, standing.mark, sight_of(facts, g.member))
    return render_template(
        "overview/owner.html",
        engagement=engagement,
        practice=practice,
        answer=said,
        answer_href=caution_href(said.opens, engagement.id, standing.gate),
        index=index,
        bars=linked_bars(engagement, index),
        only_you=only_you(engagement, explainer),
        gaps=gaps(facts, explainer.inputs, practice, standing, today, explainer.sight),
        clock=exit_clock(engagement, standing, facts, today),
        check_in=next_check_in(facts, today),
        gate=next_gate(standing) if engagement.state == EngagementState.ACTIVE else None,
        history=history_of(engagement.id, engagement.starts_on, today),
        events=trend_events(facts),
        questions=_questions(),
        who=who_answers(facts, practice),
        history_href=link("selfsufficiency.history", id=engagement.id),
        steps_href=link("selfsufficiency.burn_down", id=engagement.id),
        outlook=outlook_of(standing, today),
        answered=answered(facts, today),
        access=access(facts, practice),
        hours=hours(facts, today),
        today=today,
        since=today - timedelta(days=28),
    )


@pages.route("/engagements/<uuid:id>/decisions")
@requires(Can.SIGN, of=Engagement, at_least="propose")
def decisions(engagement: Engagement) -> Any:
    return render_template(
        "overview/decisions.html",
        engagement=engagement,
        decisions=decisions_of(engagement, facts_of(engagement.id)),
        today=clock.today(),
    )


@pages.route("/overview")
@requires(Can.VIEW_INDEX, at_least="read")
def overview() -> Any:
    return _of_mine(".owner")


@pages.route("/decisions")
@requires(Can.SIGN)
def my_decisions() -> Any:
    return _of_mine(".decisions")


@pages.route("/who-does-what")
@requires(Can.VIEW_INDEX, at_least="read")
def who_does_what() -> Any:
    return _of_mine("responsibilities.ladder")


@pages.route("/my-team")
@requires(Can.SEE_ENGAGEMENT)
def my_team() -> Any:
    return _of_mine("training.overview")


@pages.route("/strategy")
@requires(Can.VIEW_INDEX, at_least="read")
def my_strategy() -> Any:
    return _of_mine("strategy.overview")


@pages.route("/clinic")
@requires(Can.CLINIC)
def my_clinic() -> Any:
    return _of_mine("clinic.questions")


def _of_mine(endpoint: str) -> Any:
    """The page of the engagement that the person means; the practice's people choose in the portfolio."""
    if g.member.of_practice:
        return redirect(url_for("portfolio.listing"))
    return redirect(url_for(endpoint, id=current_or_404()))
