"""One exit criterion: claimed with evidence, withdrawn, waived."""

from typing import Any

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.accounts.own_people import own_people
from tracker.core import clock
from tracker.core.database import db
from tracker.core.forms import Form
from tracker.tenancy import scoped

from .. import criteria as verbs
from ..extension_points import facts_of
from ..forms import ClaimForm, ExceptionForm, WaiveForm, WithdrawForm
from ..models import ExitCriterion, Phase
from ..showing import shown_criterion
from ..tabs import tab_values_inside
from .pages import pages

_WITHOUT = "Let the gate pass without this"


@pages.route("/criteria/<uuid:id>/claim", methods=["GET", "POST"])
@requires(Can.CLAIM_CRITERION, of=ExitCriterion)
def criterion_claim(criterion: ExitCriterion) -> ResponseReturnValue:
    form = ClaimForm()

    def claim() -> Any:
        return verbs.claim(criterion, form.evidence.data, form.link.data, by=g.member)

    if done := form.attempt(claim, then=lambda _: _gate(criterion)):
        return done
    return _page(criterion, form, "Claim that this is met", "Claim it")


@pages.route("/criteria/<uuid:id>/withdrawal", methods=["GET", "POST"])
@requires(Can.CLAIM_CRITERION, of=ExitCriterion)
def criterion_withdraw(criterion: ExitCriterion) -> ResponseReturnValue:
    form = WithdrawForm()

    def withdraw() -> None:
        verbs.withdraw(criterion, form.because.data, by=g.member)

    if done := form.attempt(withdraw, then=lambda _: _gate(criterion)):
        return done
    return _page(criterion, form, "Take the claim back", "Withdraw the claim")


@pages.route("/criteria/<uuid:id>/waiver", methods=["GET", "POST"])
@requires(Can.SIGN, of=ExitCriterion)
def criterion_waive(criterion: ExitCriterion) -> ResponseReturnValue:
    last = db.session.scalars(scoped(Phase).where(Phase.id == criterion.phase_id)).one().position == verbs.LAST
    form = _exception_form(criterion) if last else WaiveForm()

    def waive() -> Any:
        answers = form.answers.record if last else None
        return verbs.waive(criterion, form.reason.data, form.expires_on.data, by=g.member, answers=answers)

    if done := form.attempt(waive, then=lambda _: _gate(criterion)):
        return done
    heading, label = ("Take this over as an exception", "Take it over") if last else (_WITHOUT, "Waive it")
    return _page(criterion, form, heading, label)


def _exception_form(criterion: ExitCriterion) -> ExceptionForm:
    form = ExceptionForm(answers=str(g.member.id))
    form.answers.offer([*db.session.scalars(own_people(criterion.client_id))])
    return form


def _gate(criterion: ExitCriterion) -> str:
    return url_for(".gate", id=criterion.phase_id, _anchor=f"criterion-{criterion.id}")


def _page(criterion: ExitCriterion, form: Form, heading: str, label: str) -> ResponseReturnValue:
    facts = facts_of(criterion.engagement_id)
    shown = shown_criterion(criterion, facts, clock.today())
    values = tab_values_inside(criterion, "gates")
    page = render_template(
        "engagements/criterion.html", **values, criterion=shown, form=form, page_heading=heading, label=label,
        back=_gate(criterion),
    )  # fmt: skip
    return page, form.status
