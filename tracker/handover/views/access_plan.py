"""The plan by which the practice's access ends: agreed, added to, confirmed; and its access to Baton itself."""

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tracker.access import Can, requires
from tracker.accounts.models import Membership
from tracker.core.buttons import carry_out
from tracker.engagements.models import Engagement
from tracker.engagements.tabs import tab_values, tab_values_inside

from .. import access_plan, practice_access
from ..acceptance_forms import AdditionForm, ConfirmForm, ExtendForm, plan_form
from ..acceptance_showing import own_people
from ..models import AccessEnding
from .blueprint import pages


@pages.route("/engagements/<uuid:id>/access-plan", methods=["GET", "POST"])
@requires(Can.KEEP_TOOLS, of=Engagement)
def plan_access(engagement: Engagement) -> ResponseReturnValue:
    rows, people = access_plan.plan_of(engagement.id), own_people(engagement)
    form = plan_form(rows, people, _usual(people))
    then = url_for(".acceptance", id=engagement.id)
    if done := form.attempt(
        lambda: access_plan.agree(engagement, form.wishes(), by=g.member, seen=form.seen.data), then=lambda _: then
    ):
        return done
    return render_template(
        "handover/access_plan.html", **tab_values(engagement, "acceptance"), form=form, rows=form.rows, back=then
    ), form.status


@pages.route("/engagements/<uuid:id>/access-plan/drawing-up", methods=["POST"])
@requires(Can.KEEP_TOOLS, of=Engagement, at_least="propose")
def draw_up_access(engagement: Engagement) -> Response:
    then = url_for(".acceptance", id=engagement.id)
    return carry_out(lambda: access_plan.propose(engagement, by=g.member), "The plan is drawn up.", then)


@pages.route("/engagements/<uuid:id>/access-plan/addition", methods=["GET", "POST"])
@requires(Can.KEEP_TOOLS, of=Engagement)
def add_access(engagement: Engagement) -> ResponseReturnValue:
    form, then = AdditionForm(), url_for(".plan_access", id=engagement.id)
    if done := form.attempt(
        lambda: access_plan.add_row(engagement, form.what.data, form.whose.data, by=g.member), then=lambda _: then
    ):
        return done
    return render_template(
        "handover/add_access.html", **tab_values(engagement, "acceptance"), form=form, back=then
    ), form.status


@pages.route("/access-endings/<uuid:id>/confirmation", methods=["GET", "POST"])
@requires(Can.CONFIRM_ACCESS, of=AccessEnding)
def confirm_access(row: AccessEnding) -> ResponseReturnValue:
    form, then = ConfirmForm(), url_for(".acceptance", id=row.engagement_id)
    if done := form.attempt(lambda: access_plan.confirm(row, form.note.data, by=g.member), then=lambda _: then):
        return done
    return render_template(
        "handover/confirm_access.html", **tab_values_inside(row, "acceptance"), form=form, row=row, back=then
    ), form.status


@pages.route("/engagements/<uuid:id>/practice-access", methods=["GET", "POST"])
@requires(Can.SIGN, of=Engagement)
def extend_access(engagement: Engagement) -> ResponseReturnValue:
    form, then = ExtendForm(), url_for(".acceptance", id=engagement.id)
    if done := form.attempt(
        lambda: practice_access.extend(engagement, form.until.data, form.because.data, by=g.member),
        then=lambda _: then,
    ):
        return done
    return render_template(
        "handover/extend_access.html", **tab_values(engagement, "acceptance"), form=form, back=then
    ), form.status


@pages.route("/engagements/<uuid:id>/practice-access/end", methods=["POST"])
@requires(Can.SIGN, of=Engagement)
def end_access(engagement: Engagement) -> Response:
    then = url_for(".acceptance", id=engagement.id)
    return carry_out(lambda: practice_access.end_now(engagement, by=g.member), "Our access has ended.", then)


def _usual(people: list[Membership]) -> Membership | None:
    """Whom the plan proposes: a champion, else an owner."""
    by_role = {person.role: person for person in reversed(people)}
    return by_role.get("champion") or by_role.get("owner")
