"""Pages of engagements."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from tracker.access import Can, requires

from .links import link
from .models import Engagement, Phase
from .tabs import tab_values

pages = Blueprint("engagements", __name__)


@pages.route("/engagements/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def show(engagement: Engagement) -> ResponseReturnValue:
    ladder = link("responsibilities.ladder", id=engagement.id)
    return redirect(ladder or url_for(".gates", id=engagement.id))


@pages.route("/engagements/<uuid:id>/charter")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def charter(engagement: Engagement) -> ResponseReturnValue:
    return render_template("engagements/tab.html", **tab_values(engagement, "charter"))


@pages.route("/engagements/<uuid:id>/team")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def team(engagement: Engagement) -> ResponseReturnValue:
    return render_template("engagements/tab.html", **tab_values(engagement, "team"))


@pages.route("/engagements/<uuid:id>/gates")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def gates(engagement: Engagement) -> ResponseReturnValue:
    return render_template("engagements/tab.html", **tab_values(engagement, "gates"))


@pages.route("/engagements/<uuid:id>/activity")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def feed(engagement: Engagement) -> ResponseReturnValue:
    return render_template("engagements/tab.html", **tab_values(engagement, "activity"))


@pages.route("/gates/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, of=Phase)
def gate(phase: Phase) -> ResponseReturnValue:
    return redirect(url_for(".gates", id=phase.engagement_id))
