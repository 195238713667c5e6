"""The rehearsal: how it stands day by day, starting it, breaking it off, and saying what it showed."""

from collections.abc import Callable
from typing import Any

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core import clock
from tracker.core.buttons import carry_out
from tracker.core.forms import Form
from tracker.engagements.forms import OwnWordsForm, ReasonForm
from tracker.engagements.models import Engagement
from tracker.engagements.tabs import tab_values, tab_values_inside

from .. import rehearsing as verbs
from ..models import EntryRequest, Rehearsal
from ..rehearsal_forms import OPEN_THE_DOOR, EntryForm, RehearsalForm, ShowedForm
from ..rehearsal_page import days_of, rehearsal_values
from .blueprint import pages


@pages.route("/engagements/<uuid:id>/rehearsal")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def rehearsal(engagement: Engagement) -> ResponseReturnValue:
    values = tab_values(engagement, "rehearsal")
    return render_template(
        "handover/rehearsal.html", **values, **rehearsal_values(engagement, values["phases"]), what_of=verbs.what_of,
        day_of=clock.day_of, member=g.member,
    )  # fmt: skip


@pages.route("/engagements/<uuid:id>/rehearsal/new", methods=["GET", "POST"])
@requires(Can.SIGN, of=Engagement, at_least="propose")
def rehearse(engagement: Engagement) -> ResponseReturnValue:
    form = RehearsalForm()
    if not form.is_submitted():
        form.begins_on.data = clock.today()

    def propose() -> Rehearsal:
        return verbs.propose(engagement, form.begins_on.data, form.weeks.data, form.because.data, by=g.member)

    if done := form.attempt(propose, then=lambda _: _page(engagement.id)):
        return done
    values = tab_values(engagement, "rehearsal")
    return render_template("handover/rehearse.html", **values, form=form, back=_page(engagement.id)), form.status


@pages.route("/rehearsals/<uuid:id>/decision", methods=["GET", "POST"])
@requires(Can.SIGN, of=Rehearsal)
def rehearsal_decide(rehearsal: Rehearsal) -> ResponseReturnValue:
    form, then = OwnWordsForm(), _page(rehearsal.engagement_id)
    if done := form.attempt(lambda: verbs.agree(rehearsal, form.words.data, by=g.member), then=lambda _: then):
        return done
    values = tab_values_inside(rehearsal, "rehearsal")
    return render_template(
        "handover/rehearsal_decide.html", **values, form=form, rehearsal=rehearsal, what=verbs.what_of(rehearsal),
        back=then,
    ), form.status  # fmt: skip


@pages.route("/rehearsals/<uuid:id>/return", methods=["GET", "POST"])
@requires(Can.SIGN, of=Rehearsal)
def rehearsal_decline(rehearsal: Rehearsal) -> ResponseReturnValue:
    lead = f"{rehearsal.by_name} asks {verbs.what_of(rehearsal)}. Say why not, or what has to come first."
    return _with_reason(rehearsal, verbs.decline, "Decline the rehearsal", "Decline", lead)


@pages.route("/rehearsals/<uuid:id>/withdrawal", methods=["POST"])
@requires(Can.SIGN, of=Rehearsal, at_least="propose")
def rehearsal_withdraw(rehearsal: Rehearsal) -> ResponseReturnValue:
    then = _page(rehearsal.engagement_id)
    return carry_out(lambda: verbs.withdraw(rehearsal, by=g.member), "Withdrawn.", then)


@pages.route("/rehearsals/<uuid:id>/end", methods=["GET", "POST"])
@requires(Can.BREAK_OFF, of=Rehearsal)
def rehearsal_break_off(rehearsal: Rehearsal) -> ResponseReturnValue:
    if rehearsal.running:
        lead = "The practice may work here again at once, and the rehearsal counts as broken off. Say what happened."
        return _with_reason(rehearsal, verbs.break_off, "Break the rehearsal off", "Break it off", lead)
    lead = "It has not begun, so nothing is lost. Another can be planned."
    return _with_reason(rehearsal, verbs.break_off, "Call the rehearsal off", "Call it off", lead)


@pages.route("/rehearsals/<uuid:id>/result", methods=["GET", "POST"])
@requires(Can.SIGN, of=Rehearsal)
def rehearsal_describe(rehearsal: Rehearsal) -> ResponseReturnValue:
    form, then = ShowedForm(), _page(rehearsal.engagement_id)
    if done := form.attempt(lambda: verbs.describe(rehearsal, form.words.data, by=g.member), then=lambda _: then):
        return done
    values = tab_values_inside(rehearsal, "rehearsal")
    return render_template(
        "handover/rehearsal_result.html", **values, form=form, rehearsal=rehearsal, days=days_of(rehearsal), back=then
    ), form.status


@pages.route("/rehearsals/<uuid:id>/entry", methods=["GET", "POST"])
@requires(Can.BREAK_OFF, of=Rehearsal, at_least="propose")
def rehearsal_ask_entry(rehearsal: Rehearsal) -> ResponseReturnValue:
    lead = "The owner decides. Being let in breaks the rehearsal off; questions are better answered in the clinic."
    return _with_reason(rehearsal, verbs.ask_entry, "Ask to be let in", "Ask the owner", lead)


@pages.route("/entry-requests/<uuid:id>/decision", methods=["GET", "POST"])
@requires(Can.SIGN, of=EntryRequest)
def entry_decide(request: EntryRequest) -> ResponseReturnValue:
    form, then = EntryForm(), _page(request.engagement_id)

    def answer() -> None:
        verb = verbs.let_in if form.answer.data == OPEN_THE_DOOR else verbs.keep_out
        verb(request, form.because.data, by=g.member)

    if done := form.attempt(answer, then=lambda _: then):
        return done
    values = tab_values_inside(request, "rehearsal")
    return render_template("handover/entry_decide.html", **values, form=form, asked=request, back=then), form.status


def _with_reason(
    rehearsal: Rehearsal, verb: Callable[..., Any], heading: str, label: str, lead: str
) -> ResponseReturnValue:
    form: Form = ReasonForm()
    then = _page(rehearsal.engagement_id)
    if done := form.attempt(lambda: verb(rehearsal, form.because.data, by=g.member), then=lambda _: then):
        return done
    values = {"page_heading": heading, "label": label, "back": then, "lead": lead, "form": form}
    values |= tab_values_inside(rehearsal, "rehearsal")
    return render_template("engagements/reason.html", **values), form.status


def _page(engagement_id: Any) -> str:
    return url_for(".rehearsal", id=engagement_id)
