"""The scope: what was added, taken out and brought back, why, by whom, and what it did to the number."""

from typing import Any
from uuid import UUID

from flask import g, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from tracker.access import Can, requires
from tracker.core import clock
from tracker.core.database import db
from tracker.core.paging import newest_first
from tracker.tenancy import scoped

from .. import scope as verbs
from ..extension_points import scopables
from ..forms import AdditionForm, RemovalForm
from ..models import Engagement, ScopeChange
from ..tabs import tab_values
from . import answering
from .pages import pages

MOST_THINGS = 400


@pages.route("/engagements/<uuid:id>/scope")
@requires(Can.SEE_ENGAGEMENT, of=Engagement)
def scope(engagement: Engagement) -> ResponseReturnValue:
    page = newest_first(scoped(ScopeChange).where(ScopeChange.engagement_id == engagement.id), ScopeChange.id)
    older = url_for(".scope", id=engagement.id, after=page.after) if page.after else None
    return render_template(
        "engagements/scope.html", **tab_values(engagement, "scope"), changes=page.rows, older=older,
        what_of=verbs.what_of, day_of=clock.day_of, member=g.member, frozen=verbs.frozen(engagement.id),
    )  # fmt: skip


@pages.route("/engagements/<uuid:id>/scope/addition", methods=["GET", "POST"])
@requires(Can.CHANGE_SCOPE, of=Engagement, at_least="propose")
def scope_add(engagement: Engagement) -> ResponseReturnValue:
    form, kinds = AdditionForm(), [one for one in scopables.values() if one.add is not None]
    form.kind.choices = [SelectChoice(one.kind, one.word.capitalize()) for one in kinds]
    options = [option for one in kinds if one.options for option in one.options(engagement.id)]
    form.under.choices = [SelectChoice("", "None"), *(SelectChoice(key, name) for key, name in options)]

    def propose() -> ScopeChange:
        fields = {name: form[name].data for name in ("name", "purpose", "critical", "under", "because")}
        return verbs.propose_addition(engagement, form.kind.data, fields, form.because.data, by=g.member)

    if done := form.attempt(propose, then=lambda _: url_for(".scope", id=engagement.id)):
        return done
    return render_template("engagements/scope_add.html", **tab_values(engagement, "scope"), form=form), form.status


@pages.route("/engagements/<uuid:id>/scope/removal", methods=["GET", "POST"])
@requires(Can.CHANGE_SCOPE, of=Engagement, at_least="propose")
def scope_remove(engagement: Engagement) -> ResponseReturnValue:
    form, things = RemovalForm(), _things(engagement.id)
    form.what.choices = [SelectChoice("", "Choose"), *(SelectChoice(id, words) for id, (words, _) in things.items())]

    def propose() -> ScopeChange:
        return verbs.propose_removal(engagement, things[form.what.data][1], form.because.data, by=g.member)

    if done := form.attempt(propose, then=lambda _: url_for(".scope", id=engagement.id)):
        return done
    return render_template("engagements/scope_remove.html", **tab_values(engagement, "scope"), form=form), form.status


@pages.route("/scope-changes/<uuid:id>/decision", methods=["GET", "POST"])
@requires(Can.CHANGE_SCOPE, of=ScopeChange)
def scope_decide(change: ScopeChange) -> ResponseReturnValue:
    return answering.decide(change, verbs, "scope")


@pages.route("/scope-changes/<uuid:id>/return", methods=["GET", "POST"])
@requires(Can.CHANGE_SCOPE, of=ScopeChange)
def scope_decline(change: ScopeChange) -> ResponseReturnValue:
    return answering.decline(change, verbs, "scope")


@pages.route("/scope-changes/<uuid:id>/withdrawal", methods=["POST"])
@requires(Can.CHANGE_SCOPE, of=ScopeChange, at_least="propose")
def scope_withdraw(change: ScopeChange) -> ResponseReturnValue:
    return answering.withdraw(change, verbs, "scope")


def _things(engagement_id: UUID) -> dict[str, tuple[str, Any]]:
    """Everything that can be taken out or brought back, by id. One statement for each kind."""
    found = {}
    for one in scopables.values():
        if one.remove is None:
            continue
        query = scoped(one.model).where(one.model.engagement_id == engagement_id).order_by(one.model.id)
        for row in db.session.scalars(query.limit(MOST_THINGS)):
            does = "Take out" if one.counts(row) else "Bring back"
            found[str(row.id)] = (f"{does} the {one.word} “{one.name(row)}”", row)
    return found


