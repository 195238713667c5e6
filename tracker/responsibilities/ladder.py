"""The responsibility ladder: moves up and down, who proposed them, and who witnessed them.

Rungs 1 to 3 move at once for whoever may raise them, and count as witnessed when the other side confirms. Rung 4 stands
only with a witness at the client who is not the doer.
"""

from sqlalchemy import Select

from tracker.access.permissions import Can
from tracker.access.policies import allows
from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.tenancy import scoped

from .models import TOP_RUNG, Activity, LevelChange
from .moves_allowed import check_move, fit_to_witness_top, may_move_at_once
from .turns import expect_rung, take_turn

MOVED_ON = "The rung moved meanwhile."
UNDONE = "Undone before anybody witnessed it."


def effective_changes(activity: Activity) -> Select[tuple[LevelChange]]:
    """The moves that stand, the newest first."""
    return (
        scoped(LevelChange)
        .where(
            LevelChange.activity_id == activity.id,
            LevelChange.effective_at.is_not(None),
            LevelChange.declined_at.is_(None),
        )
        .order_by(LevelChange.id.desc())
    )


def waiting_changes(activity: Activity) -> Select[tuple[LevelChange]]:
    """The moves that are only proposed."""
    return (
        scoped(LevelChange)
        .where(
            LevelChange.activity_id == activity.id,
            LevelChange.effective_at.is_(None),
            LevelChange.declined_at.is_(None),
        )
        .order_by(LevelChange.id)
    )


def move(
    activity: Activity, to: int, *, by: Membership, because: str, evidence: str = "", seen: int | None = None
) -> LevelChange:
    """Move `activity` to the rung `to`, or propose it where `by` may not decide alone.

    `seen` is the rung she saw when she decided. Raises `Stale` when it moved since, `Refused` when a rule says no.
    """
    take_turn(activity)
    expect_rung(activity, seen)
    check_move(activity, to, because, evidence)
    change = LevelChange(
        **activity.keys, activity_id=activity.id, from_rung=activity.rung, to_rung=to, by_id=by.id,
        because=because, evidence=evidence,
    )  # fmt: skip
    if may_move_at_once(activity, to, by):
        _take_effect(change, activity, witness=by if to == TOP_RUNG else None)
        _tell("moved", change, activity, by=by, because=because)
    else:
        _refuse_twice(activity, to)
        _tell("proposed", change, activity, by=by, because=because)
    db.session.add(change)
    db.session.flush()
    return change


def confirm(change: LevelChange, *, by: Membership) -> None:
    """Agree to a proposed move, or witness one that stands.

    Raises `Refused` for one's own proposal and for a witness who may not be one, `Stale` when it is decided already.
    """
    activity = _hold(change)
    if change.effective_at is None:
        _agree(change, activity, by)
    else:
        _witness(change, activity, by)


def decline(change: LevelChange, *, by: Membership, because: str) -> None:
    """Turn a proposed move down with a reason; whoever proposed it may withdraw it."""
    activity = _hold(change)
    if change.effective_at is not None:
        raise Stale("The move stands already. Take it back instead, with why.")
    if change.by_id != by.id and not allows(Can.RAISE_RUNG, by, activity):
        raise Refused("Only somebody who may move it, or whoever proposed it, turns this down.")
    if not because:
        raise Refused("Say why.", "because")
    change.declined_at, change.declined_because = clock.now(), because
    _tell("declined", change, activity, by=by, because=because)


def undo(change: LevelChange, *, by: Membership) -> None:
    """Take a slip back as if it had not been. Raises `Refused` once it is witnessed, `Stale` once it moved on."""
    activity = _hold(change)
    standing, *earlier = db.session.scalars(effective_changes(activity).limit(2)).all() or [None]
    if standing is not change:
        raise Stale("It has moved on since. Look again.")
    if change.confirmer_id is not None:
        raise Refused("Somebody witnessed this move. Move it back instead, and say why.")
    change.declined_at, change.declined_because = clock.now(), UNDONE
    activity.rung = change.from_rung
    activity.witnessed = bool(earlier) and earlier[0].confirmer_id is not None
    record("rung.undone", activity, by=by, before={"rung": change.to_rung}, after={"rung": change.from_rung})


def _hold(change: LevelChange) -> Activity:
    """The activity, held for this change. Raises `Stale` for a move that was declined or undone."""
    activity = db.session.scalars(scoped(Activity).where(Activity.id == change.activity_id)).one()
    take_turn(activity)
    db.session.refresh(change)
    if change.declined_at is not None:
        raise Stale("This move was declined or taken back meanwhile.")
    return activity


def _agree(change: LevelChange, activity: Activity, by: Membership) -> None:
    if change.by_id == by.id:
        raise Refused("Nobody confirms her own proposal: somebody else has to.")
    expect_rung(activity, change.from_rung)
    check_move(activity, change.to_rung, change.because, change.evidence)
    if change.to_rung == TOP_RUNG and not fit_to_witness_top(activity, by):
        raise Refused("Rung 4 needs a witness at the client, owner or champion, who does not do it herself.")
    witnesses = change.to_rung == TOP_RUNG or _other_side(change, by)
    _take_effect(change, activity, witness=by if witnesses else None)
    _tell("confirmed", change, activity, by=by, because=change.because)


def _witness(change: LevelChange, activity: Activity, by: Membership) -> None:
    if change.confirmer_id is not None:
        raise Stale("Somebody witnessed this already.")
    if db.session.scalar(effective_changes(activity).limit(1)) is not change:
        raise Stale("It has moved on since. Look again.")
    if change.by_id == by.id or not _other_side(change, by):
        raise Refused("The other side witnesses a move: the client what the practice moved, and the other way round.")
    change.confirmer_id, change.confirmed_at = by.id, clock.now()
    activity.witnessed = True
    _tell("witnessed", change, activity, by=by)


def _other_side(change: LevelChange, by: Membership) -> bool:
    return change.by.of_practice != by.of_practice


def _take_effect(change: LevelChange, activity: Activity, witness: Membership | None) -> None:
    for other in db.session.scalars(waiting_changes(activity)):
        if other is not change:
            other.declined_at, other.declined_because = clock.now(), MOVED_ON
    change.effective_at = clock.now()
    activity.rung, activity.witnessed = change.to_rung, witness is not None
    if witness is not None:
        change.confirmer_id, change.confirmed_at = witness.id, clock.now()


def _refuse_twice(activity: Activity, to: int) -> None:
    if any(change.to_rung == to for change in db.session.scalars(waiting_changes(activity))):
        raise Refused(f"A move to rung {to} has been proposed already and waits for an answer.", "rung")


def _tell(what: str, change: LevelChange, activity: Activity, *, by: Membership, because: str = "") -> None:
    after = {"rung": change.to_rung, "witnessed": change.confirmer_id is not None}
    if change.evidence and what in {"moved", "proposed", "confirmed"}:
        after["evidence"] = change.evidence
    record(f"rung.{what}", activity, by=by, because=because, before={"rung": change.from_rung}, after=after)
