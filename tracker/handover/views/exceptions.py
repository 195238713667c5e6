"""One dated exception: how it stands, closing it with evidence, and giving it to another."""

from typing import Any

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.accounts.own_people import own_people
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements import exceptions as verbs
from tracker.engagements.extension_points import facts_of
from tracker.engagements.forms import ClaimForm
from tracker.engagements.links import link
from tracker.engagements.models import DatedException
from tracker.engagements.place import place_of

from ..exception_forms import PassOnForm
from ..exceptions import owed
from .blueprint import pages


@pages.route("/exceptions/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, of=DatedException)
def exception(exception: DatedException) -> ResponseReturnValue:
    return render_template("handover/exception.html", **_values(exception))


@pages.route("/exceptions/<uuid:id>/closing", methods=["GET", "POST"])
@requires(Can.CLOSE_EXCEPTION, of=DatedException)
def exception_close(exception: DatedException) -> ResponseReturnValue:
    form, then = ClaimForm(), url_for(".exception", id=exception.id)

    def close() -> None:
        verbs.close(exception, form.evidence.data, form.link.data, by=g.member)

    if done := form.attempt(close, then=lambda _: then):
        return done
    return render_template("handover/exception_close.html", **_values(exception), form=form, back=then), form.status


@pages.route("/exceptions/<uuid:id>/answering", methods=["GET", "POST"])
@requires(Can.SIGN, of=DatedException)
def exception_pass_on(exception: DatedException) -> ResponseReturnValue:
    form, then = PassOnForm(), url_for(".exception", id=exception.id)
    form.answers.offer([*db.session.scalars(own_people(exception.client_id))])

    def pass_on() -> None:
        verbs.pass_on(exception, form.answers.record, by=g.member)

    if done := form.attempt(pass_on, then=lambda _: then):
        return done
    return render_template("handover/exception_pass_on.html", **_values(exception), form=form, back=then), form.status


def _values(exception: DatedException) -> dict[str, Any]:
    """How it stands by the data, where nothing was taken over anew in its place."""
    rows = owed(facts_of(exception.engagement_id), clock.today())
    shown = next((one for one in rows if one.id == str(exception.id)), None)
    return {**place_of(exception), "exception": exception, "owed": shown, "day_of": clock.day_of, "link": link}
