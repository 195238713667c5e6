"""A week at once, for the desk."""

from datetime import date
from uuid import UUID

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.accounts.models import Membership, Role
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.engagements.tabs import tab_values
from tracker.tenancy import scoped

from ..checking import ground_in
from ..modes import words_for
from ..week import monday_of, read_week, save_week
from ..week_form import form_for
from .blueprint import activities_of, pages

MOST_COLLEAGUES = 100


@pages.route("/engagements/<uuid:id>/week", methods=["GET", "POST"])
@requires(Can.LOG_WORK, of=Engagement)
def week(engagement: Engagement) -> ResponseReturnValue:
    colleagues = _colleagues()
    person = colleagues.get(request.args.get("person", ""), g.member)
    ground, activities = ground_in(engagement), activities_of(engagement)
    shown = read_week(ground, person, monday_of(request.args.get("week")), activities)
    form = form_for(shown, g.member)

    def write() -> int:
        return save_week(shown, form.wishes(shown), by=g.member, ground=ground, seen=form.seen.data or "")

    if done := form.attempt(write, lambda _: _address(engagement, shown.monday, person.id)):
        flash("The week is saved.", "success")
        return done
    if form.stale:
        shown = read_week(ground, person, shown.monday, activities)
        form.seen.data = shown.seen
    page = render_template(
        "worklog/week.html", **tab_values(engagement, "week"), week=shown, form=form, colleagues=colleagues.values(),
        words=words_for(g.member), address=lambda day, who=person.id: _address(engagement, day, who),
    )  # fmt: skip
    return page, form.status


def _colleagues() -> dict[str, Membership]:
    """A lead may open the week of anybody of the practice; everybody else her own."""
    if g.member.role != Role.LEAD:
        return {}
    query = scoped(Membership).where(Membership.client_id.is_(None), Membership.ended_at.is_(None))
    return {str(one.id): one for one in db.session.scalars(query.order_by(Membership.name).limit(MOST_COLLEAGUES))}


def _address(engagement: Engagement, day: date, person: UUID) -> str:
    who = None if person == g.member.id else person
    return url_for(".week", id=engagement.id, week=day.isoformat(), person=who)
