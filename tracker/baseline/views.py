"""The pages of the baseline."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, may, requires
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.engagements.tabs import tab_values

from . import keeping
from .forms import FindingForm, RateForm, WillingForm
from .models import RATINGS, Finding, Kind, Willing
from .reading import baseline_of, own_people
from .support import SUPPORT

pages = Blueprint("baseline", __name__)


@pages.route("/engagements/<uuid:id>/baseline")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def show(engagement: Engagement) -> ResponseReturnValue:
    keeps = may(Can.KEEP_BASELINE, engagement)
    found = baseline_of(engagement, g.member, keeps)
    return render_template(
        "baseline/show.html", **tab_values(engagement, "baseline"), baseline=found, keeps=keeps, support=SUPPORT,
        states=keeping.STATES, day_of=clock.day_of, member=g.member,
    )  # fmt: skip


@pages.route("/engagements/<uuid:id>/baseline/rating", methods=["GET", "POST"])
@requires(Can.KEEP_BASELINE, of=Engagement)
def rate(engagement: Engagement) -> ResponseReturnValue:
    form = RateForm()
    form.person.offer(own_people(engagement), empty="The organisation as a whole")
    if request.method == "GET":
        form.person.data = request.args.get("person", "")

    def verb() -> Any:
        ratings = {name: int(form[name].data) for name in RATINGS}
        return keeping.rate(engagement, form.person.record, ratings, form.note.data, by=g.member)

    if done := form.attempt(verb, then=lambda _: url_for(".show", id=engagement.id)):
        return done
    return render_template(
        "baseline/rate.html", **tab_values(engagement, "baseline"), form=form, names=RATINGS
    ), form.status


@pages.route("/engagements/<uuid:id>/baseline/willingness", methods=["GET", "POST"])
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def willing(engagement: Engagement) -> ResponseReturnValue:
    """Everybody answers for herself; whoever keeps the baseline also writes down what others said."""
    form, keeps = WillingForm(), may(Can.KEEP_BASELINE, engagement)
    form.person.offer([one for one in own_people(engagement) if keeps or one.id == g.member.id], empty="Choose")
    if request.method == "GET":
        form.person.data = request.args.get("person", str(g.member.id))

    def verb() -> Any:
        said = Willing(form.answer.data)
        return keeping.answer(engagement, form.person.record, said, form.wish.data, by=g.member)

    if done := form.attempt(verb, then=lambda _: url_for(".show", id=engagement.id)):
        return done
    return render_template("baseline/willing.html", **tab_values(engagement, "baseline"), form=form), form.status


@pages.route("/engagements/<uuid:id>/baseline/findings", methods=["GET", "POST"])
@requires(Can.KEEP_BASELINE, of=Engagement)
def find(engagement: Engagement) -> ResponseReturnValue:
    form = FindingForm()

    def verb() -> Any:
        return keeping.note_finding(engagement, Kind(form.kind.data), form.name.data, form.state.data,
                                    form.holder.data, form.note.data, by=g.member)  # fmt: skip

    if done := form.attempt(verb, then=lambda _: url_for(".show", id=engagement.id)):
        return done
    return render_template("baseline/find.html", **tab_values(engagement, "baseline"), form=form), form.status


@pages.route("/findings/<uuid:id>/removal", methods=["POST"])
@requires(Can.KEEP_BASELINE, of=Finding)
def remove(finding: Finding) -> ResponseReturnValue:
    keeping.remove_finding(finding, by=g.member)
    db.session.commit()
    flash("Taken off the list; the record stays.", "success")
    return redirect(url_for(".show", id=finding.engagement_id), 303)
