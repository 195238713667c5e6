"""Who plays which part in an engagement."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from tracker.access import Can, may, requires
from tracker.accounts.models import Membership, Role
from tracker.core import clock
from tracker.core.buttons import carry_out
from tracker.core.database import db
from tracker.tenancy import scoped

from .. import team as verbs
from ..forms import ConsultantForm, NameForm, ReasonForm
from ..models import Engagement, Part, TeamMember
from ..tabs import tab_values, tab_values_inside
from .pages import pages

MOST_CHOICES = 500
OWN_ROLES = (Role.OWNER, Role.CHAMPION, Role.STAFF)


@pages.route("/engagements/<uuid:id>/team", methods=["GET"])
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def team(engagement: Engagement) -> ResponseReturnValue:
    return _page(engagement, NameForm(), ConsultantForm())


@pages.route("/engagements/<uuid:id>/team/people", methods=["GET", "POST"])
@requires(Can.MANAGE_PEOPLE, of=Engagement)
def name(engagement: Engagement) -> ResponseReturnValue:
    form = NameForm()
    form.person.offer(_own_people(engagement), empty="Choose")
    then = url_for(".team", id=engagement.id)

    def give_part() -> TeamMember:
        return verbs.name_for(engagement, Part(form.part.data), form.person.record, by=g.member)

    return form.attempt(give_part, then=lambda _: then) or (_page(engagement, form, ConsultantForm()), form.status)


@pages.route("/engagements/<uuid:id>/team/consultants", methods=["GET", "POST"])
@requires(Can.CREATE_ENGAGEMENT, of=Engagement)
def add_consultant(engagement: Engagement) -> ResponseReturnValue:
    form = ConsultantForm()
    form.consultant.offer(_practice(), empty="Choose")
    then = url_for(".team", id=engagement.id)

    def add() -> TeamMember:
        return verbs.name_for(engagement, Part.CONSULTANT, form.consultant.record, by=g.member)

    return form.attempt(add, then=lambda _: then) or (_page(engagement, NameForm(), form), form.status)


@pages.route("/team/<uuid:id>/acceptance", methods=["POST"])
@requires(Can.SEE_ENGAGEMENT, of=TeamMember)
def accept_part(seat: TeamMember) -> ResponseReturnValue:
    then = url_for(".team", id=seat.engagement_id)
    return carry_out(lambda: verbs.accept(seat, by=g.member), f"You are {verbs.WORDS[seat.part]}.", then)


@pages.route("/team/<uuid:id>/refusal", methods=["GET", "POST"])
@requires(Can.SEE_ENGAGEMENT, of=TeamMember)
def decline_part(seat: TeamMember) -> ResponseReturnValue:
    form = ReasonForm()
    then = url_for(".team", id=seat.engagement_id)
    if done := form.attempt(lambda: verbs.decline(seat, form.because.data, by=g.member), then=lambda _: then):
        return done
    values = {"page_heading": f"Decline to be {verbs.WORDS[seat.part]}", "label": "Decline", "back": then,
              "lead": "Say why, so that somebody else can be asked."}  # fmt: skip
    frame = tab_values_inside(seat, "")
    return render_template("engagements/reason.html", **frame, form=form, **values), form.status


@pages.route("/team/<uuid:id>/end", methods=["POST"])
@requires(Can.MANAGE_PEOPLE, of=TeamMember)
def end_part(seat: TeamMember) -> ResponseReturnValue:
    then = url_for(".team", id=seat.engagement_id)
    return carry_out(lambda: verbs.end(seat, by=g.member), "The part has ended; its history stays.", then)


def _page(engagement: Engagement, form: NameForm, consultant_form: ConsultantForm) -> str:
    manages, leads = may(Can.MANAGE_PEOPLE, engagement), may(Can.CREATE_ENGAGEMENT, engagement)
    values = tab_values(engagement, "team")
    if manages and not form.person.choices:
        form.person.offer(_own_people(engagement), empty="Choose")
    if leads and not consultant_form.consultant.choices:
        consultant_form.consultant.offer(_practice(), empty="Choose")
    groups = _groups(engagement)
    return render_template(
        "engagements/team.html", **values, groups=groups, member=g.member, form=form if manages else None,
        consultant_form=consultant_form if leads else None,
        days={seat.id: clock.day_of(seat.named_at) for _, seats in groups for seat in seats},
    )  # fmt: skip


def _groups(engagement: Engagement) -> list[tuple[Part, list[TeamMember]]]:
    query = (
        scoped(TeamMember)
        .where(TeamMember.engagement_id == engagement.id, TeamMember.ended_at.is_(None))
        .options(joinedload(TeamMember.member))
        .order_by(TeamMember.id)
        .limit(MOST_CHOICES)
    )
    seats = list(db.session.scalars(query))
    parts = (Part.LEADER, Part.CHAMPION, Part.DEPUTY_CHAMPION, Part.CONSULTANT)
    return [(part, [seat for seat in seats if seat.part == part]) for part in parts]


def _own_people(engagement: Engagement) -> list[Membership]:
    query = scoped(Membership).where(
        Membership.client_id == engagement.client_id, Membership.role.in_(OWN_ROLES), Membership.ended_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(Membership.name).limit(MOST_CHOICES)))


def _practice() -> list[Membership]:
    query = scoped(Membership).where(Membership.client_id.is_(None), Membership.ended_at.is_(None))
    return list(db.session.scalars(query.order_by(Membership.name).limit(MOST_CHOICES)))
