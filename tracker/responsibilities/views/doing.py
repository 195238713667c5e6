"""Who does an activity."""

from flask import flash, g
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.accounts.own_people import own_people
from tracker.core.database import db
from tracker.tenancy import scoped

from .. import doers
from ..forms import DoerForm
from ..models import Activity, DoerKind, Provider
from ..providers import MOST
from .pages import activity_path, ask, pages


@pages.route("/activities/<uuid:id>/doer", methods=["GET", "POST"])
@requires(Can.RAISE_RUNG, of=Activity)
def doer(activity: Activity) -> ResponseReturnValue:
    form = DoerForm()
    providers = scoped(Provider).where(Provider.engagement_id == activity.engagement_id).order_by(Provider.name)
    form.offer(
        list(db.session.scalars(own_people(activity.client_id))), list(db.session.scalars(providers.limit(MOST))),
        g.workspace.practice, _now(activity),
    )  # fmt: skip

    def change() -> None:
        _give_to(activity, form.doer.data, form)

    def then(_: None) -> str:
        flash("Who does it is changed.", "success")
        return activity_path(activity)

    if done := form.attempt(change, then):
        return done
    lead = "A provider needs two things first: somebody inside who accepted to answer for it, and the owner's word."
    return ask(activity, form, "Who does it", "Save", lead=lead)


def _now(activity: Activity) -> str:
    ids = {DoerKind.PERSON: activity.doer_id, DoerKind.PROVIDER: activity.provider_id}
    id = ids.get(activity.doer_kind)
    return f"{activity.doer_kind}:{id}" if id else str(activity.doer_kind)


def _give_to(activity: Activity, chosen: str, form: DoerForm) -> None:
    kind, because = chosen.partition(":")[0], form.because.data
    if kind == DoerKind.PERSON:
        doers.done_by_person(activity, form.records[chosen], by=g.member, because=because)
    elif kind == DoerKind.PROVIDER:
        doers.done_by_provider(activity, form.records[chosen], by=g.member, because=because)
    elif kind == DoerKind.PRACTICE:
        doers.done_by_practice(activity, by=g.member, because=because)
    else:
        doers.done_by_nobody(activity, by=g.member, because=because)
