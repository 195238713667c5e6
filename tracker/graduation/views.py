"""The pages of taking over: what it is and how far, the signing of it, and what a practice keeps of it."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Can, requires
from tracker.accounts.forms import time_zones
from tracker.accounts.workspaces import slug_from
from tracker.clients.models import Client
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.engagements.tabs import tab_values

from . import letters, policies, words
from .asking import ask, call_off, engagements_of, newest_of, why_not_yet
from .forms import GRANTED, TakeOverForm
from .models import Graduation
from .preview import what_moves
from .progress import kept_summaries, ticket_of

assert letters and policies and words
pages = Blueprint("graduation", __name__)


@pages.route("/engagements/<uuid:id>/take-over")
@requires(Can.SIGN, of=Engagement, at_least="propose")
def show(engagement: Engagement) -> ResponseReturnValue:
    """How it stands. The middle part asks again for itself while it is under way."""
    graduation = newest_of(engagement.client_id)
    values = {"graduation": graduation, "ticket": ticket_of(graduation), "engagement": engagement}
    if "HX-Request" in request.headers:
        return render_template("graduation/_progress.html", **values)
    because = why_not_yet(engagement, engagements_of(engagement.client_id)) if graduation is None else None
    values |= tab_values(engagement, "take_over")
    return render_template("graduation/show.html", **values, because=because)


@pages.route("/engagements/<uuid:id>/take-over/sign", methods=["GET", "POST"])
@requires(Can.SIGN, of=Engagement)
def sign(engagement: Engagement) -> ResponseReturnValue:
    """What moves and what stays, and the owner's own words to it."""
    if request.method == "GET" and (newest_of(engagement.client_id) is not None or g.member.own):
        return redirect(url_for(".show", id=engagement.id))
    client: Client = engagement.client
    form = TakeOverForm(data={"practice": client.name, "slug": slug_from(client.name), "zone": g.workspace.zone})
    moves = what_moves()

    def asked() -> Graduation:
        made = ask(engagement, form.wish, form.words.data, by=g.member, practice=g.workspace.name)
        made.counts = moves.as_counts()
        return made

    if done := form.attempt(asked, then=lambda _: url_for(".show", id=engagement.id)):
        return done
    values = {"moves": moves, "engagements": engagements_of(client.id), "details": GRANTED, "zones": time_zones()}
    return render_template(
        "graduation/sign.html", engagement=engagement, client=client, form=form, **values
    ), form.status


@pages.route("/graduations/<uuid:id>/call-off", methods=["POST"])
@requires(Can.SIGN, of=Graduation)
def call_it_off(graduation: Graduation) -> Response:
    first = engagements_of(graduation.client_id)[0]
    call_off(graduation, by=g.member)
    db.session.commit()
    flash("Called off. Everything is as it was.", "success")
    return redirect(url_for(".show", id=first.id), 303)




@pages.route("/graduations")
@requires(Can.SEE_PORTFOLIO)
def listing() -> ResponseReturnValue:
    """Which clients took over their workspaces, and what the practice keeps of each."""
    return render_template("graduation/listing.html", graduations=kept_summaries())
