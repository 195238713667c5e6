"""What the owner decides: to sign, to return, to think again, and which sections apply."""

from collections.abc import Callable
from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.rewriting import compare

from .. import applying
from ..forms import ReasonForm, ReviewDateForm, SignForm, whole_number
from ..models import StrategySection
from ..reading import leaf_of, place_of
from ..reviewing import set_review
from ..signatures import ask_for_signature, return_section, sign_section, withdraw_signature
from ..states import review_due
from .blueprint import pages


@pages.route("/sections/<uuid:id>/ask", methods=["POST"])
@requires(Can.SIGN, of=StrategySection, at_least="propose")
def ask(section: StrategySection) -> ResponseReturnValue:
    ask_for_signature(section, by=g.member)
    db.session.commit()
    flash("The owner is asked to sign.", "success")
    return redirect(url_for(".section", id=section.id), 303)


@pages.route("/sections/<uuid:id>/sign", methods=["GET", "POST"])
@requires(Can.SIGN, of=StrategySection)
def sign(section: StrategySection) -> ResponseReturnValue:
    """The text to be signed, what changed since he signed last, and room for his own words."""
    form = SignForm()
    number = whole_number(form.number)
    if done := form.attempt(
        lambda: sign_section(section, form.words.data, by=g.member, number=number),
        then=lambda _: _said(section, "Signed, in your own words."),
    ):
        return done
    leaf = leaf_of(section)
    _check_signable(section, leaf)
    form.number.data = str(leaf.number)
    return render_template(
        "strategy/sign.html", engagement=place_of(section), section=section, leaf=leaf, form=form,
        changes=compare(leaf.signed.text, leaf.latest.text) if leaf.changed else [],
    ), form.status  # fmt: skip


def _check_signable(section: StrategySection, leaf: Any) -> None:
    """Somebody who comes by an old link is told why there is nothing to sign."""
    if section.not_applicable_at is not None:
        raise Refused("This section was set aside as not applicable. Take it up again before you sign it.")
    if leaf.latest is None:
        raise Refused("There is nothing to sign yet: nobody has written this section.")
    if leaf.signed is leaf.latest and not review_due(leaf.signed_on, clock.today(), leaf.review_on):
        raise Refused("This text is signed already.")


@pages.route("/sections/<uuid:id>/review", methods=["GET", "POST"])
@requires(Can.SIGN, of=StrategySection)
def review_date(section: StrategySection) -> ResponseReturnValue:
    """When the owner looks at this section again."""
    form = ReviewDateForm(every=section.review_every, on=section.review_on)
    if done := form.attempt(
        lambda: set_review(section, form.every.data, form.on.data, by=g.member),
        then=lambda day: _said(section, f"You look at it again by {day.day} {day:%B %Y}."),
    ):
        return done
    return render_template(
        "strategy/review_date.html", engagement=place_of(section), section=section, form=form, leaf=leaf_of(section)
    ), form.status  # fmt: skip


@pages.route("/sections/<uuid:id>/return", methods=["GET", "POST"])
@requires(Can.SIGN, of=StrategySection)
def return_(section: StrategySection) -> ResponseReturnValue:
    return _with_reason(section, "return", return_section, "Returned. Those who write it see your reason.")


@pages.route("/sections/<uuid:id>/withdraw", methods=["GET", "POST"])
@requires(Can.SIGN, of=StrategySection)
def withdraw(section: StrategySection) -> ResponseReturnValue:
    return _with_reason(section, "withdraw", withdraw_signature, "Your signature is taken back.")


@pages.route("/sections/<uuid:id>/set-aside", methods=["GET", "POST"])
@requires(Can.SIGN, of=StrategySection)
def set_aside(section: StrategySection) -> ResponseReturnValue:
    return _with_reason(section, "set_aside", applying.set_aside, "Set aside: it does not count any more.")


@pages.route("/sections/<uuid:id>/take-up", methods=["POST"])
@requires(Can.SIGN, of=StrategySection)
def take_up(section: StrategySection) -> ResponseReturnValue:
    applying.take_up(section, by=g.member)
    db.session.commit()
    return redirect(_said(section, "Taken up again: it counts from today."), 303)


def _with_reason(section: StrategySection, page: str, verb: Callable[..., Any], said: str) -> ResponseReturnValue:
    form = ReasonForm()
    if done := form.attempt(lambda: verb(section, form.because.data, by=g.member), then=lambda _: _said(section, said)):
        return done
    return render_template(
        "strategy/reason.html", engagement=place_of(section), section=section, form=form, page=page
    ), form.status  # fmt: skip


def _said(section: StrategySection, words: str) -> str:
    flash(words, "success")
    return url_for(".section", id=section.id)
