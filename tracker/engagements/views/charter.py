"""The charter: written together, asked for by the practice, signed by the owner; and whether it fits at all."""

from typing import Any

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, may, requires
from tracker.core import clock
from tracker.core.buttons import carry_out
from tracker.core.database import db
from tracker.tenancy import scoped

from ..charter import (
    ask_for_signature,
    charter_signature,
    charter_text,
    newest_version,
    revise,
    sign_charter,
)
from ..charter_text import Terms, first_terms, hours_words
from ..fit import BEFORE, QUESTIONS, fit_words, newest_fit, record_fit
from ..forms import CharterForm, FitForm, SignCharterForm, whole_number
from ..models import CharterVersion, Engagement, EngagementState, FitCheck, SignOff
from ..signing import hash_of
from ..tabs import tab_values, tab_values_inside
from .pages import pages

MOST_VERSIONS = 20


@pages.route("/engagements/<uuid:id>/charter")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def charter(engagement: Engagement) -> ResponseReturnValue:
    signable = engagement.state == EngagementState.AGREED and may(Can.ACCEPT_CHARTER, engagement)
    return _page(engagement, SignCharterForm() if signable else None)


@pages.route("/engagements/<uuid:id>/charter/signature", methods=["GET", "POST"])
@requires(Can.ACCEPT_CHARTER, of=Engagement)
def sign(engagement: Engagement) -> ResponseReturnValue:
    form, then = SignCharterForm(), url_for(".show", id=engagement.id)

    def verb() -> SignOff:
        return sign_charter(engagement, form.words.data, by=g.member, version=whole_number(form.version.data))

    return form.attempt(verb, then=lambda _: then) or (_page(engagement, form), form.status)


@pages.route("/engagements/<uuid:id>/charter/request", methods=["POST"])
@requires(Can.ACCEPT_CHARTER, of=Engagement, at_least="propose")
def ask(engagement: Engagement) -> ResponseReturnValue:
    then = url_for(".charter", id=engagement.id)
    return carry_out(lambda: ask_for_signature(engagement, by=g.member), "The owner is asked to sign.", then)


@pages.route("/engagements/<uuid:id>/charter/edit", methods=["GET", "POST"])
@requires(Can.ACCEPT_CHARTER, Can.CREATE_ENGAGEMENT, of=Engagement, at_least="propose")
def edit_charter(engagement: Engagement) -> ResponseReturnValue:
    form, newest = CharterForm(), newest_version(engagement)
    if request.method == "GET":
        _fill(form, engagement, newest)

    def write() -> CharterVersion:
        names = ("owned", "hours", "hours_for", "exit_plan", "handover", "planned_handover")
        terms = Terms(**{name: form[name].data for name in names})
        return revise(engagement, terms, by=g.member, based_on=whole_number(form.based_on.data))

    if done := form.attempt(write, then=lambda _: url_for(".charter", id=engagement.id)):
        return done
    theirs = newest_version(engagement) if form.stale else None
    if theirs is not None:
        form.based_on.data = str(theirs.number)
    values = tab_values(engagement, "charter")
    return render_template("engagements/edit_charter.html", **values, form=form, theirs=theirs), form.status


@pages.route("/charters/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, of=CharterVersion)
def charter_version(version: CharterVersion) -> ResponseReturnValue:
    """One version as it was, for ever; signed or not."""
    signature = db.session.scalar(
        scoped(SignOff).where(
            SignOff.subject_id == version.engagement_id, SignOff.subject_hash == version.text_hash
        ).limit(1)
    )  # fmt: skip
    return render_template(
        "engagements/charter_version.html", **tab_values_inside(version, "charter"), version=version,
        signature=signature, intact=hash_of(version.text) == version.text_hash, day_of=clock.day_of,
    )  # fmt: skip


@pages.route("/engagements/<uuid:id>/fit", methods=["GET", "POST"])
@requires(Can.ACCEPT_CHARTER, Can.CREATE_ENGAGEMENT, of=Engagement, at_least="propose")
def fit(engagement: Engagement) -> ResponseReturnValue:
    form, keys = FitForm(), [one.key for one in QUESTIONS]

    def verb() -> FitCheck:
        return record_fit(engagement, {key: form[key].data for key in keys}, form.note.data, by=g.member)

    if done := form.attempt(verb, then=lambda _: url_for(".charter", id=engagement.id)):
        return done
    values = tab_values(engagement, "charter")
    return render_template("engagements/fit.html", **values, form=form, keys=keys), form.status


def _fill(form: CharterForm, engagement: Engagement, newest: CharterVersion | None) -> None:
    terms = first_terms(engagement) if newest is None else newest
    for name in ("owned", "hours", "hours_for", "exit_plan", "handover", "planned_handover"):
        form[name].data = getattr(terms, name)
    form.based_on.data = str(newest.number if newest is not None else 0)


def _page(engagement: Engagement, form: Any) -> str:
    values = tab_values(engagement, "charter")
    signature = charter_signature(engagement) if form is None else None
    versions = _versions(engagement)
    shown = next((one for one in versions if signature and one.text_hash == signature.subject_hash), None)
    shown = shown or next(iter(versions), None)
    if form is not None and not form.version.data:
        form.version.data = str(shown.number if shown else 0)
    check = newest_fit(engagement)
    return render_template(
        "engagements/charter.html", **values, form=form, signature=signature, shown=shown, versions=versions,
        text=shown.text if shown else charter_text(engagement), before=engagement.state in BEFORE, day_of=clock.day_of,
        hours=hours_words(shown.hours, shown.hours_for) if shown else "", questions=QUESTIONS, check=check,
        fit=fit_words(check.answers) if check else "",
        signed_on=clock.day_of(signature.at) if signature else None,
        asked_on=clock.day_of(engagement.charter_asked_at) if engagement.charter_asked_at else None,
    )  # fmt: skip


def _versions(engagement: Engagement) -> list[CharterVersion]:
    query = scoped(CharterVersion).where(CharterVersion.engagement_id == engagement.id)
    return list(db.session.scalars(query.order_by(CharterVersion.number.desc()).limit(MOST_VERSIONS)))
