"""Check-ins: the list of an engagement with who answers each, one check-in with what was said, and closing."""

from flask import flash, g, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, may, requires
from tracker.accounts.own_people import own_people
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import facts_of
from tracker.engagements.models import Engagement
from tracker.engagements.place import place_of
from tracker.engagements.tabs import tab_values
from tracker.files.shelf import shelf_of
from tracker.training.forms import LEVEL_HELP

from .. import check_in_booking, showings
from ..check_in_forms import CloseForm, DeclineForm, WitnessForm, book_form
from ..check_in_questions import asked
from ..check_in_reading import WORDS, answer_of, due_words, listed
from ..closing import close as close_engagement
from ..models import CheckIn, Showing
from ..models.check_in import DAYS
from ..models.check_in_answer import MANAGE
from ..relapses import climbs, relapses_of
from .blueprint import pages


@pages.route("/engagements/<uuid:id>/check-ins")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def check_ins(engagement: Engagement) -> ResponseReturnValue:
    found = listed(engagement)
    return render_template(
        "handover/check_ins.html", **tab_values(engagement, "check_ins"), found=found, words=WORDS,
        climbs=climbs(found.down, facts_of(engagement.id)),
    )  # fmt: skip


@pages.route("/engagements/<uuid:id>/check-ins/book", methods=["GET", "POST"])
@requires(Can.ANSWER_CHECK_IN, of=Engagement)
def book_check_ins(engagement: Engagement) -> ResponseReturnValue:
    people = list(db.session.scalars(own_people(engagement.client_id)))
    booked = {one.days: one for one in check_in_booking.current(engagement.id)}
    form = book_form(people, booked)
    then = url_for(".check_ins", id=engagement.id)
    if done := form.attempt(
        lambda: check_in_booking.book(engagement, form.booking(), by=g.member), then=lambda _: then
    ):
        flash("Booked. Each of them gets a letter a week before the day.", "success")
        return done
    return render_template(
        "handover/book_check_ins.html", **place_of(engagement), form=form, days=DAYS, booked=booked, back=then
    ), form.status  # fmt: skip


@pages.route("/check-ins/<uuid:id>")
@requires(Can.SEE_ENGAGEMENT, of=CheckIn)
def check_in(check_in: CheckIn) -> ResponseReturnValue:
    relapses = relapses_of(check_in)
    return render_template(
        "handover/check_in.html", **place_of(check_in), check_in=check_in, answer=answer_of(check_in),
        asked=asked(check_in.questions), relapses=relapses, climbs=climbs(relapses, facts_of(check_in.engagement_id)),
        showing=showings.showing_of(check_in), shelf=shelf_of(check_in), words=WORDS, manage=MANAGE,
        due=due_words(check_in, clock.today()), answers=may(Can.ANSWER_CHECK_IN, check_in),
    )  # fmt: skip


@pages.route("/showings/<uuid:id>", methods=["GET", "POST"])
@requires(Can.SEE_ENGAGEMENT, of=Showing)
def showing(showing: Showing) -> ResponseReturnValue:
    """What was shown; whoever watched says here what she saw."""
    form = WitnessForm()
    then = url_for(".check_in", id=showing.check_in_id)
    if done := form.attempt(
        lambda: showings.witness(showing, form.level.data, form.note.data, by=g.member), then=lambda _: then
    ):
        flash("Thank you. The skill counts as fresh from today.", "success")
        return done
    return render_template(
        "handover/showing.html", **place_of(showing), showing=showing, form=form, level_help=LEVEL_HELP,
        mine=showing.waits and showing.witness_id == g.member.id,
    ), form.status  # fmt: skip


@pages.route("/showings/<uuid:id>/decline", methods=["GET", "POST"])
@requires(Can.ANSWER_CHECK_IN, of=Showing)
def decline_showing(showing: Showing) -> ResponseReturnValue:
    form = DeclineForm()
    then = url_for(".check_in", id=showing.check_in_id)
    if done := form.attempt(lambda: showings.decline(showing, form.because.data, by=g.member), then=lambda _: then):
        return done
    return render_template(
        "handover/decline_showing.html", **place_of(showing), showing=showing, form=form, back=then
    ), form.status  # fmt: skip


@pages.route("/engagements/<uuid:id>/closing", methods=["GET", "POST"])
@requires(Can.SIGN, of=Engagement)
def close(engagement: Engagement) -> ResponseReturnValue:
    form = CloseForm()
    then = url_for(".check_ins", id=engagement.id)
    if done := form.attempt(lambda: close_engagement(engagement, form.words.data, by=g.member), then=lambda _: then):
        flash("Closed. Everything stays to be read.", "success")
        return done
    return render_template(
        "handover/close.html", **place_of(engagement), form=form, found=listed(engagement), back=then
    ), form.status  # fmt: skip
