"""The pages of risks: the register, one risk, and what is decided about it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Can, may, requires
from tracker.accounts.models import Membership
from tracker.accounts.own_people import own_people
from tracker.core.database import db
from tracker.core.forms import Form
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of
from tracker.engagements.tabs import tab_values
from tracker.engagements.telling import tell
from tracker.responsibilities.models import Activity

from .forms import HowForm, KeepForm, NewRiskForm, OwnerForm, RiskForm, SnoozeForm, WhyForm
from .models import Risk
from .register import history_of, open_risks, raise_risk, resolved_risks
from .words import IMPACT, IMPACT_HELP, LIKELIHOOD, LIKELIHOOD_HELP

pages = Blueprint("risks", __name__)
WORDS = {"likelihood": LIKELIHOOD, "impact": IMPACT}
HELP = {"likelihood": LIKELIHOOD_HELP, "impact": IMPACT_HELP}


@pages.route("/engagements/<uuid:id>/risks")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def listing(engagement: Engagement) -> ResponseReturnValue:
    resolved = request.args.get("show") == "resolved"
    page = resolved_risks(engagement.id) if resolved else None
    older = url_for(".listing", id=engagement.id, show="resolved", after=page.after) if page and page.after else None
    return render_template(
        "risks/listing.html", **tab_values(engagement, "risks"), resolved=resolved, older=older, words=WORDS,
        risks=page.rows if page else open_risks(engagement.id),
    )  # fmt: skip


@pages.route("/engagements/<uuid:id>/risks/new", methods=["GET", "POST"])
@requires(Can.RAISE_FLAG, Can.KEEP_RISKS, of=Engagement)
def new_risk(engagement: Engagement) -> ResponseReturnValue:
    form = NewRiskForm()
    form.owner.offer(_people(engagement.client_id), empty="Nobody yet")

    def raised() -> Risk:
        return raise_risk(engagement, by=g.member, owner=form.owner.record, **form.values())

    if done := form.attempt(raised, then=lambda risk: url_for(".risk", id=risk.id)):
        return done
    return render_template("risks/write.html", **place_of(engagement), form=form, risk=None, help=HELP), form.status


@pages.route("/activities/<uuid:id>/risk", methods=["GET", "POST"])
@requires(Can.RAISE_FLAG, of=Activity)
def about_activity(activity: Activity) -> ResponseReturnValue:
    """Also open to a provider's people, for the activities that they do."""
    form, place = NewRiskForm(), place_of(activity)
    del form.owner
    back = url_for("responsibilities.activity", id=activity.id)

    def raised() -> Risk:
        return raise_risk(place["engagement"], by=g.member, activity=activity, **form.values())

    if done := form.attempt(raised, then=lambda _: back):
        flash("It is in the register of risks. Whoever answers for the activity sees it there.", "success")
        return done
    return render_template("risks/about.html", activity=activity, form=form, help=HELP, back=back), form.status


@pages.route("/risks/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, of=Risk)
def risk(risk: Risk) -> ResponseReturnValue:
    return render_template(
        "risks/risk.html", **place_of(risk), risk=risk, words=WORDS, history=[tell(one) for one in history_of(risk)]
    )  # fmt: skip


@pages.route("/risks/<uuid:id>/edit", methods=["GET", "POST"])
@requires(Can.KEEP_RISKS, of=Risk)
def edit(risk: Risk) -> ResponseReturnValue:
    form = RiskForm(obj=risk, based_on=str(risk.seen))
    then = url_for(".risk", id=risk.id)

    def changed() -> None:
        risk.change(by=g.member, based_on=_whole(form.based_on.data), **form.values())

    if done := form.attempt(changed, then=lambda _: then):
        return done
    theirs = risk if form.stale else None
    if theirs is not None:
        db.session.refresh(risk)
        form.based_on.data = str(risk.seen)
    return render_template(
        "risks/write.html", **place_of(risk), form=form, risk=risk, theirs=theirs, help=HELP, words=WORDS
    ), form.status  # fmt: skip


@pages.route("/risks/<uuid:id>/owner", methods=["GET", "POST"])
@requires(Can.KEEP_RISKS, of=Risk)
def owner(risk: Risk) -> ResponseReturnValue:
    form = OwnerForm(owner=str(risk.owner_id or ""))
    form.owner.offer(_people(risk.client_id), empty="Choose a person")
    heading = ("Who owns this risk?", "Ask this person")
    return _asked(risk, form, heading, lambda: risk.name_owner(form.owner.record, by=g.member))


@pages.route("/risks/<uuid:id>/snooze", methods=["GET", "POST"])
@requires(Can.KEEP_RISKS, of=Risk)
def snooze(risk: Risk) -> ResponseReturnValue:
    form = SnoozeForm()
    heading = ("Put it off until a day", "Put it off")
    return _asked(risk, form, heading, lambda: risk.snooze(form.until.data, form.because.data, by=g.member))


@pages.route("/risks/<uuid:id>/resolve", methods=["GET", "POST"])
@requires(Can.KEEP_RISKS, of=Risk)
def resolve(risk: Risk) -> ResponseReturnValue:
    form = HowForm()
    closes = risk.severity != "critical" or may(Can.CLOSE_FLAG, risk)
    heading = ("It can hurt no more", "Resolve it" if closes else "Propose to close it")
    return _asked(risk, form, heading, lambda: risk.resolve(form.because.data, by=g.member))


@pages.route("/risks/<uuid:id>/reopen", methods=["GET", "POST"])
@requires(Can.KEEP_RISKS, of=Risk)
def reopen(risk: Risk) -> ResponseReturnValue:
    form = WhyForm()
    return _asked(risk, form, ("It is back", "Reopen it"), lambda: risk.reopen(form.because.data, by=g.member))


@pages.route("/risks/<uuid:id>/keep-open", methods=["GET", "POST"])
@requires(Can.CLOSE_FLAG, of=Risk)
def keep_open(risk: Risk) -> ResponseReturnValue:
    form, heading = KeepForm(), ("It can still hurt", "Keep it open")
    return _asked(risk, form, heading, lambda: risk.keep_open(form.because.data, by=g.member))


@pages.route("/risks/<uuid:id>/accept", methods=["POST"])
@requires(Can.KEEP_RISKS, of=Risk)
def accept(risk: Risk) -> Response:
    return _carried_out(risk, lambda: risk.accept(by=g.member), "You own it.")


@pages.route("/risks/<uuid:id>/decline", methods=["POST"])
@requires(Can.KEEP_RISKS, of=Risk)
def decline(risk: Risk) -> Response:
    return _carried_out(risk, lambda: risk.decline(by=g.member), "Declined. Nobody owns it now.")


@pages.route("/risks/<uuid:id>/wake", methods=["POST"])
@requires(Can.KEEP_RISKS, of=Risk)
def wake(risk: Risk) -> Response:
    return _carried_out(risk, lambda: risk.wake(by=g.member), "Back in the list.")


def _asked(risk: Risk, form: Form, heading: tuple[str, str], verb: Callable[[], Any]) -> ResponseReturnValue:
    """A page with one question about a risk."""
    then = url_for(".risk", id=risk.id)
    if done := form.attempt(verb, then=lambda _: then):
        return done
    return render_template("risks/ask.html", **place_of(risk), risk=risk, form=form, question=heading[0],
                           label=heading[1]), form.status  # fmt: skip


def _carried_out(risk: Risk, verb: Callable[[], None], said: str) -> Response:
    verb()
    db.session.commit()
    flash(said, "success")
    return redirect(url_for(".risk", id=risk.id), 303)


def _people(client_id: Any) -> list[Membership]:
    return [*db.session.scalars(own_people(client_id))]


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1
