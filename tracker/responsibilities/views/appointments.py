"""Naming who answers for an activity and who stands in, and the answers to that."""

from flask import flash, g, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, may, requires
from tracker.access.permissions import cell
from tracker.accounts.models import Membership
from tracker.accounts.own_people import own_people
from tracker.core.database import db
from tracker.tenancy import scoped

from .. import appointments as verbs
from ..forms import NameForm, WhyForm
from ..models import Activity, Appointment, Post
from .pages import activity_path, ask, pages, press

HEADINGS = {Post.ACCOUNTABLE: "Who answers for it", Post.DEPUTY: "Who stands in"}


@pages.route("/activities/<uuid:id>/<any(accountable, deputy):post>", methods=["GET", "POST"])
@requires(Can.NAME_ACCOUNTABLE, of=Activity, at_least="propose")
def name(activity: Activity, post: str) -> ResponseReturnValue:
    form, herself = NameForm(), cell(Can.NAME_ACCOUNTABLE, g.member.role) == "O"
    people = [g.member] if herself else db.session.scalars(own_people(activity.client_id))
    form.person.offer(people, empty="" if herself else "Choose")

    def ask_person() -> Appointment:
        return verbs.name(activity, Post(post), form.person.record, by=g.member, because=form.because.data)

    if done := form.attempt(ask_person, then=lambda row: _named(activity, row, form.person.record)):
        return done
    label = "Put myself forward" if herself else _label(activity)
    return ask(activity, form, HEADINGS[Post(post)], label, lead=_lead(post))


def _label(activity: Activity) -> str:
    return "Ask this person" if may(Can.NAME_ACCOUNTABLE, activity) else "Suggest this person"


def _lead(post: str) -> str:
    who = "One of the client's own people" if post == Post.ACCOUNTABLE else "Somebody else than who answers for it"
    first = "" if cell(Can.NAME_ACCOUNTABLE, g.member.role) == "Y" else " The owner decides first."
    return f"{who}. It counts once that person accepts.{first}"


def _named(activity: Activity, row: Appointment, person: Membership) -> str:
    if row.named_at is None:
        flash(f"Suggested: {person.name}. The owner decides.", "info")
    elif row.accepted_at is None:
        flash(f"{person.name} is asked, and counts once she or he accepts.", "success")
    else:
        flash("Named and accepted.", "success")
    return activity_path(activity)


@pages.route("/appointments/<uuid:id>/confirmation", methods=["POST"])
@requires(Can.NAME_ACCOUNTABLE, of=Appointment)
def confirm_appointment(row: Appointment) -> ResponseReturnValue:
    return press(lambda: verbs.confirm(row, by=g.member), "Named.", _page_of(row))


@pages.route("/appointments/<uuid:id>/acceptance", methods=["POST"])
@requires(Can.NAME_ACCOUNTABLE, of=Appointment, at_least="propose")
def accept_appointment(row: Appointment) -> ResponseReturnValue:
    return press(lambda: verbs.accept(row, by=g.member), "Accepted: from today it is yours.", _page_of(row))


@pages.route("/appointments/<uuid:id>/decline", methods=["GET", "POST"])
@requires(Can.NAME_ACCOUNTABLE, of=Appointment, at_least="propose")
def decline_appointment(row: Appointment) -> ResponseReturnValue:
    form, then = WhyForm(), _page_of(row)
    if done := form.attempt(lambda: verbs.decline(row, by=g.member, because=form.because.data), lambda _: then):
        return done
    return ask(_activity_of(row), form, f"Say no: {row.member.name}, {row.post}", "Say no")


@pages.route("/appointments/<uuid:id>/end", methods=["GET", "POST"])
@requires(Can.NAME_ACCOUNTABLE, of=Appointment, at_least="propose")
def end_appointment(row: Appointment) -> ResponseReturnValue:
    form, then = WhyForm(), _page_of(row)
    if done := form.attempt(lambda: verbs.end(row, by=g.member, because=form.because.data), lambda _: then):
        return done
    return ask(_activity_of(row), form, f"End this: {row.member.name}, {row.post}", "End it")


def _page_of(row: Appointment) -> str:
    return url_for(".activity", id=row.activity_id)


def _activity_of(row: Appointment) -> Activity:
    return db.session.scalars(scoped(Activity).where(Activity.id == row.activity_id)).one()
