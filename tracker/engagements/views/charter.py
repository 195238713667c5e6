"""The charter: read by everybody, asked for by the practice, signed by the owner."""

from typing import Any

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, may, requires
from tracker.core import clock

from ..charter import ask_for_signature, charter_signature, sign_charter
from ..forms import OwnWordsForm
from ..models import Engagement, EngagementState
from ..tabs import tab_values
from .pages import carry_out, pages


@pages.route("/engagements/<uuid:id>/charter")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def charter(engagement: Engagement) -> ResponseReturnValue:
    signable = engagement.state == EngagementState.AGREED and may(Can.ACCEPT_CHARTER, engagement)
    return _page(engagement, OwnWordsForm() if signable else None)


@pages.route("/engagements/<uuid:id>/charter/signature", methods=["GET", "POST"])
@requires(Can.ACCEPT_CHARTER, of=Engagement)
def sign(engagement: Engagement) -> ResponseReturnValue:
    form = OwnWordsForm()
    then = url_for(".show", id=engagement.id)
    if done := form.attempt(lambda: sign_charter(engagement, form.words.data, by=g.member), then=lambda _: then):
        return done
    return _page(engagement, form), form.status


@pages.route("/engagements/<uuid:id>/charter/request", methods=["POST"])
@requires(Can.ACCEPT_CHARTER, of=Engagement, at_least="propose")
def ask(engagement: Engagement) -> ResponseReturnValue:
    then = url_for(".charter", id=engagement.id)
    return carry_out(lambda: ask_for_signature(engagement, by=g.member), "The owner is asked to sign.", then)


def _page(engagement: Engagement, form: Any) -> str:
    values = tab_values(engagement, "charter")
    signature = charter_signature(engagement) if form is None else None
    return render_template(
        "engagements/charter.html", **values, form=form, signature=signature,
        signed_on=clock.day_of(signature.at) if signature else None,
        asked_on=clock.day_of(engagement.charter_asked_at) if engagement.charter_asked_at else None,
    )  # fmt: skip
