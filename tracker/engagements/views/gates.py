"""The four gates, one gate, and what is decided there."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core import clock
from tracker.core.buttons import carry_out
from tracker.core.database import db
from tracker.tenancy import scoped

from .. import deciding
from ..extension_points import facts_of
from ..forms import OwnWordsForm, ReasonForm
from ..models import Engagement, Phase, SignOff
from ..phases import begin
from ..showing import shown_gate, shown_gates
from ..tabs import tab_values, tab_values_inside
from .pages import pages

MOST_SIGNATURES = 20


@pages.route("/engagements/<uuid:id>/gates")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def gates(engagement: Engagement) -> ResponseReturnValue:
    shown = shown_gates(facts_of(engagement.id), clock.today())
    return render_template("engagements/gates.html", **tab_values(engagement, "gates"), gates=shown)


@pages.route("/gates/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, of=Phase)
def gate(phase: Phase) -> ResponseReturnValue:
    signatures = scoped(SignOff).where(SignOff.subject_id == phase.id).order_by(SignOff.id.desc())
    return render_template(
        "engagements/gate.html", **_values(phase), day_of=clock.day_of,
        signatures=db.session.scalars(signatures.limit(MOST_SIGNATURES)),
    )


@pages.route("/gates/<uuid:id>/decision", methods=["GET", "POST"])
@requires(Can.SIGN, of=Phase)
def gate_decide(phase: Phase) -> ResponseReturnValue:
    form = OwnWordsForm()
    then = url_for(".gate", id=phase.id)
    if done := form.attempt(lambda: deciding.pass_gate(phase, form.words.data, by=g.member), then=lambda _: then):
        return done
    return render_template("engagements/decide.html", **_values(phase), form=form), form.status


@pages.route("/gates/<uuid:id>/return", methods=["GET", "POST"])
@requires(Can.SIGN, of=Phase)
def gate_send_back(phase: Phase) -> ResponseReturnValue:
    form = ReasonForm()
    then = url_for(".gate", id=phase.id)
    if done := form.attempt(lambda: deciding.send_back(phase, form.because.data, by=g.member), then=lambda _: then):
        return done
    values = {"page_heading": f"Send the {phase.name} gate back", "label": "Send it back", "back": then,
              "lead": "Say what you want to see first. Everybody in the engagement can read it."}  # fmt: skip
    return render_template("engagements/reason.html", **_values(phase), form=form, **values), form.status


@pages.route("/gates/<uuid:id>/reopening", methods=["GET", "POST"])
@requires(Can.SIGN, of=Phase)
def gate_reopen(phase: Phase) -> ResponseReturnValue:
    form = ReasonForm()
    then = url_for(".gate", id=phase.id)
    if done := form.attempt(lambda: deciding.reopen(phase, form.because.data, by=g.member), then=lambda _: then):
        return done
    values = {"page_heading": f"Reopen the {phase.name} gate", "label": "Reopen it", "back": then,
              "lead": "What you signed stays on record. Say what has slipped since."}  # fmt: skip
    return render_template("engagements/reason.html", **_values(phase), form=form, **values), form.status


@pages.route("/gates/<uuid:id>/waiver", methods=["GET", "POST"])
@requires(Can.SIGN, of=Phase)
def phase_waive(phase: Phase) -> ResponseReturnValue:
    form, then = OwnWordsForm(), url_for(".gate", id=phase.id)
    if done := form.attempt(lambda: deciding.waive_phase(phase, form.words.data, by=g.member), then=lambda _: then):
        return done
    return render_template("engagements/waive_phase.html", **_values(phase), form=form), form.status


@pages.route("/gates/<uuid:id>/review", methods=["POST"])
@requires(Can.SIGN, of=Phase, at_least="propose")
def gate_ask(phase: Phase) -> ResponseReturnValue:
    then = url_for(".gate", id=phase.id)
    return carry_out(lambda: deciding.ask_for_review(phase, by=g.member), "The owner is asked to decide.", then)


@pages.route("/gates/<uuid:id>/beginning", methods=["POST"])
@requires(Can.CREATE_ENGAGEMENT, of=Phase)
def gate_begin(phase: Phase) -> ResponseReturnValue:
    then = url_for(".gate", id=phase.id)
    return carry_out(lambda: begin(phase, by=g.member), f"{phase.name} has begun.", then)


def _values(phase: Phase) -> dict[str, object]:
    facts = facts_of(phase.engagement_id)
    return {
        **tab_values_inside(phase, "gates"), "phase": phase, "gate_shown": shown_gate(phase.id, facts, clock.today()),
        "handed_over": [row for row in facts.get("deliverables", ()) if row["phase"] == str(phase.id)],
    }  # fmt: skip
