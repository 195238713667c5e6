"""Moving an activity on the ladder, and answering what somebody proposed."""

from flask import flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.access import Can, requires
from tracker.core.database import db
from tracker.tenancy import scoped

from .. import ladder as verbs
from ..extension_points import unverified_items
from ..forms import MoveForm, WhyForm
from ..models import TOP_RUNG, Activity, LevelChange
from ..moves_allowed import CLIENT_DOES
from ..words import rungs_for
from .frame import frame
from .pages import activity_path, ask, crumbs_of, pages, press


@pages.route("/activities/<uuid:id>/move", methods=["GET", "POST"])
@requires(Can.RAISE_RUNG, Can.RAISE_TO_TOP, of=Activity, at_least="propose")
def move(activity: Activity) -> ResponseReturnValue:
    form, names = MoveForm(), rungs_for(g.member)
    form.offer(names)
    _preset(form, activity)

    def carry_out() -> LevelChange:
        return verbs.move(
            activity, form.rung.data, by=g.member, because=form.because.data, evidence=form.evidence.data,
            seen=form.seen_rung,
        )  # fmt: skip

    if done := form.attempt(carry_out, then=lambda change: _moved(activity, change)):
        return done
    if form.stale:
        form.seen.data = str(activity.rung)
    left = unverified_items(activity) if activity.rung < CLIENT_DOES else []
    page = render_template(
        "responsibilities/move.html", **frame(activity), activity=activity, form=form, left=left,
        details={str(n): words for n, (_, words) in enumerate(names)}, back=activity_path(activity),
        crumbs=crumbs_of(activity),
    )  # fmt: skip
    return page, form.status


def _preset(form: MoveForm, activity: Activity) -> None:
    """The rung chosen on the ladder, else the next one up."""
    if form.is_submitted():
        return
    asked = request.args.get("rung", "")
    form.rung.data = int(asked) if asked in {"0", "1", "2", "3", "4"} else min(activity.rung + 1, TOP_RUNG)
    form.seen.data = str(activity.rung)


def _moved(activity: Activity, change: LevelChange) -> str:
    if change.effective_at is None:
        flash(f"Proposed: {activity.name} to rung {change.to_rung}. It waits for somebody who may confirm it.", "info")
    else:
        flash(f"{activity.name} stands on rung {change.to_rung} now.", "success")
    return url_for(".ladder", id=activity.engagement_id)


@pages.route("/moves/<uuid:id>/confirmation", methods=["POST"])
@requires(Can.RAISE_RUNG, of=LevelChange)
def confirm_move(change: LevelChange) -> ResponseReturnValue:
    return press(lambda: verbs.confirm(change, by=g.member), "Confirmed.", _page_of(change))


@pages.route("/moves/<uuid:id>/decline", methods=["GET", "POST"])
@requires(Can.RAISE_RUNG, of=LevelChange, at_least="propose")
def decline_move(change: LevelChange) -> ResponseReturnValue:
    form, then = WhyForm(), _page_of(change)
    if done := form.attempt(lambda: verbs.decline(change, by=g.member, because=form.because.data), lambda _: then):
        return done
    withdraws = change.by_id == g.member.id
    heading = f"{'Withdraw' if withdraws else 'Decline'} the move to rung {change.to_rung}"
    return ask(_activity_of(change), form, heading, "Withdraw it" if withdraws else "Decline it")


@pages.route("/moves/<uuid:id>/undo", methods=["POST"])
@requires(Can.RAISE_RUNG, of=LevelChange)
def undo_move(change: LevelChange) -> ResponseReturnValue:
    return press(lambda: verbs.undo(change, by=g.member), "Undone: it stands where it stood before.", _page_of(change))


def _page_of(change: LevelChange) -> str:
    return url_for(".activity", id=change.activity_id)


def _activity_of(change: LevelChange) -> Activity:
    return db.session.scalars(scoped(Activity).where(Activity.id == change.activity_id)).one()
