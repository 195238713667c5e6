"""How a provider is judged, by at least two people, and when it was met."""

from flask import flash, g, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, may, requires
from tracker.core import clock
from tracker.engagements.place import place_of
from tracker.responsibilities.models import Provider

from ..forms import MeetingForm, ScoreForm
from ..judging import cards_of, hold_meeting, meetings_of, missed, next_meeting, result_of, score_provider
from ..scoring import CONDITIONS, MARKS
from .blueprint import pages


@pages.route("/providers/<uuid:id>/scores", methods=["GET", "POST"])
@requires(Can.SCORE_PROVIDER, of=Provider)
def scores(provider: Provider) -> ResponseReturnValue:
    form = ScoreForm()
    back = url_for(".scores", id=provider.id)

    def judge() -> object:
        return score_provider(provider, form.holds, form.marks, by=g.member, note=form.note.data)

    if done := form.attempt(judge, then=lambda _: back):
        flash("Your scorecard is kept. Your newest one counts.", "success")
        return done
    return _page(provider, form, MeetingForm(formdata=None)), form.status


@pages.route("/providers/<uuid:id>/meetings", methods=["POST"])
@requires(Can.SCORE_PROVIDER, of=Provider)
def meet(provider: Provider) -> ResponseReturnValue:
    form = MeetingForm()
    back = url_for(".scores", id=provider.id)
    if done := form.attempt(
        lambda: hold_meeting(provider, form.on.data, by=g.member, note=form.note.data), then=lambda _: back
    ):
        return done
    return _page(provider, ScoreForm(formdata=None), form), form.status


def _page(provider: Provider, form: ScoreForm, meeting: MeetingForm) -> str:
    cards, meetings = cards_of(provider), meetings_of(provider)
    mine = next((card for card in cards if card.scorer_id == g.member.id), None)
    if mine is not None and not form.is_submitted():
        _fill(form, mine)
    due = next_meeting(provider, meetings)
    return render_template(
        "sourcing/scores.html", **place_of(provider), provider=provider, form=form, meeting=meeting, cards=cards,
        meetings=meetings, result=result_of(cards), conditions=CONDITIONS, marks=MARKS, mine=mine, due=due,
        distant=missed(due, clock.today()), steers=may(Can.RAISE_RUNG, provider),
    )  # fmt: skip


def _fill(form: ScoreForm, card: object) -> None:
    for name, holds in card.holds.items():
        form[f"holds_{name}"].data = "yes" if holds else "no"
    for name, mark in card.marks.items():
        form[f"mark_{name}"].data = str(mark)
