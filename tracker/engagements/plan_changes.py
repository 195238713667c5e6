"""Changes of the plan: the handover moved, clocks stopped and started, an early end. The owner decides each.

What the owner proposes himself comes into force at once, his reason being his own words.
"""

from collections.abc import Callable
from datetime import date, timedelta

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import scoped

from .extension_points import when_clocks_start_again
from .models import ChangeKind, Engagement, EngagementState, Pause, Phase, PhaseState, PlanChange
from .proposing import approve_row, check_because, check_in_work, decline_row, hold_engagement, withdraw_row
from .words import day_words

LONGEST = timedelta(days=4 * 366)
OPEN_PHASES = (PhaseState.PLANNED, PhaseState.ACTIVE, PhaseState.GATE_REVIEW, PhaseState.REOPENED)


def propose_extension(engagement: Engagement, to_on: date, because: str, *, by: Membership) -> PlanChange:
    """Ask for another day for the handover: later, or earlier.

    Raises `Refused` at `to_on` for a day that is past, the present one, or more than four years after the start.
    """
    engagement = _ready(engagement)
    if to_on == engagement.planned_handover:
        raise Refused("This is the planned handover already.", "to_on")
    if to_on <= clock.today():
        raise Refused("The new handover lies after today.", "to_on")
    if to_on > engagement.starts_on + LONGEST:
        raise Refused("The handover comes within four years of the start.", "to_on")
    return _propose(engagement, ChangeKind.EXTENSION, to_on, because, by)


def propose_pause(engagement: Engagement, because: str, *, by: Membership) -> PlanChange:
    """Ask to stop the clocks. Raises `Refused` where they stand already."""
    engagement = _ready(engagement)
    _check_can_pause(engagement)
    return _propose(engagement, ChangeKind.PAUSE, engagement.planned_handover, because, by)


def propose_resumption(engagement: Engagement, because: str, *, by: Membership) -> PlanChange:
    """Ask to start the clocks again. Raises `Refused` unless they stand."""
    engagement = _ready(engagement)
    _check_can_resume(engagement)
    return _propose(engagement, ChangeKind.RESUMPTION, engagement.planned_handover, because, by)


def propose_ending(engagement: Engagement, because: str, *, by: Membership) -> PlanChange:
    """Ask to end before the handover. Nothing is deleted."""
    engagement = _ready(engagement)
    return _propose(engagement, ChangeKind.ENDING, engagement.planned_handover, because, by)


def approve(change: PlanChange, words: str, *, by: Membership) -> None:
    """The owner agrees in his own words and it comes into force. Raises `Stale` when it was answered meanwhile, and
    `Refused` when it no longer makes sense."""
    engagement = hold_engagement(change.engagement_id)
    check_in_work(engagement)
    approve_row(change, text_of(change), words, by=by)
    _IN_FORCE[change.kind](engagement, change, words, by)


def decline(change: PlanChange, because: str, *, by: Membership) -> None:
    hold_engagement(change.engagement_id)
    decline_row(change, because, by=by)
    record("plan.declined", change, by=by, because=because, after={"change": what_of(change)})


def withdraw(change: PlanChange, *, by: Membership) -> None:
    hold_engagement(change.engagement_id)
    withdraw_row(change, by=by)
    record("plan.withdrawn", change, by=by, after={"change": what_of(change)})


def what_of(change: PlanChange) -> str:
    """What is proposed, to follow "proposed" or "asked"."""
    return {
        ChangeKind.EXTENSION: f"to move the planned handover to {day_words(change.to_on)}",
        ChangeKind.PAUSE: "to pause the engagement",
        ChangeKind.RESUMPTION: "to go on after the pause",
        ChangeKind.ENDING: "to end the engagement early",
    }[change.kind]


def text_of(change: PlanChange) -> str:
    """What the owner puts his name to."""
    asked = f"{change.by_name} asks {what_of(change)} ({change.was_on.isoformat()} until now)."
    return f"{asked}\n\n{change.because}"


def _ready(engagement: Engagement) -> Engagement:
    engagement = hold_engagement(engagement.id)
    check_in_work(engagement)
    return engagement


def _propose(engagement: Engagement, kind: ChangeKind, to_on: date, because: str, by: Membership) -> PlanChange:
    check_because(because)
    waiting = scoped(PlanChange).with_only_columns(PlanChange.id).where(
        PlanChange.engagement_id == engagement.id, PlanChange.kind == kind, PlanChange.effective_at.is_(None),
        PlanChange.declined_at.is_(None), PlanChange.withdrawn_at.is_(None),
    )  # fmt: skip
    if db.session.scalar(waiting.limit(1)) is not None:
        raise Refused("One such proposal waits for the owner already. Let that one be answered first.")
    change = PlanChange(**engagement.keys, kind=kind, was_on=engagement.planned_handover, to_on=to_on, by_id=by.id,
                        by_name=by.name, because=because)  # fmt: skip
    db.session.add(change)
    db.session.flush()
    if by.role != Role.OWNER:
        record("plan.proposed", change, by=by, because=because, after={"change": what_of(change)})
        return change
    approve_row(change, what_of(change), because, by=by, field="because")
    _IN_FORCE[kind](engagement, change, because, by)
    return change


def _extend(engagement: Engagement, change: PlanChange, words: str, by: Membership) -> None:
    if change.to_on <= clock.today():
        raise Refused("The day that was proposed is past by now. Propose another.")
    change.was_on = engagement.planned_handover
    _move_plan(engagement, (change.to_on - engagement.planned_handover).days)
    record("plan.extended", change, by=by, because=words, before={"planned_handover": change.was_on},
           after={"planned_handover": change.to_on})  # fmt: skip


def _pause(engagement: Engagement, change: PlanChange, words: str, by: Membership) -> None:
    _check_can_pause(engagement)
    engagement.state, engagement.paused_on = EngagementState.PAUSED, clock.today()
    db.session.add(Pause(**engagement.keys, change_id=change.id, from_on=clock.today()))
    record("plan.paused", change, by=by, because=words, before={"state": "active"}, after={"state": "paused"})


def _resume(engagement: Engagement, change: PlanChange, words: str, by: Membership) -> None:
    _check_can_resume(engagement)
    today = clock.today()
    open_pause = scoped(Pause).where(Pause.engagement_id == engagement.id, Pause.resumed_on.is_(None))
    pause = db.session.scalars(open_pause).one()
    days = (today - pause.from_on).days
    pause.resumed_on = today
    engagement.state, engagement.paused_on = EngagementState.ACTIVE, None
    _move_plan(engagement, days)
    change.to_on = engagement.planned_handover
    for listener in when_clocks_start_again:
        listener(engagement, days)
    record("plan.resumed", change, by=by, because=words, before={"planned_handover": change.was_on},
           after={"planned_handover": change.to_on, "days": days})  # fmt: skip


def _end(engagement: Engagement, change: PlanChange, words: str, by: Membership) -> None:
    before = engagement.state
    _close_pause(engagement)
    engagement.state, engagement.stopped_on = EngagementState.ENDED_EARLY, clock.today()
    engagement.stopped_by, engagement.stopped_by_practice = change.by_name, change.by_id != by.id
    engagement.stopped_because = change.because
    record("plan.ended_early", change, by=by, because=words, before={"state": before}, after={"state": "ended_early"})


def _close_pause(engagement: Engagement) -> None:
    query = scoped(Pause).where(Pause.engagement_id == engagement.id, Pause.resumed_on.is_(None))
    for pause in db.session.scalars(query):
        pause.resumed_on, engagement.paused_on = clock.today(), None


def _move_plan(engagement: Engagement, days: int) -> None:
    """The handover and the ends of all phases still open move by the same number of days."""
    step = timedelta(days=days)
    engagement.planned_handover += step
    phases = scoped(Phase).where(Phase.engagement_id == engagement.id, Phase.state.in_(OPEN_PHASES))
    for phase in db.session.scalars(phases):
        phase.planned_end += step


def _check_can_pause(engagement: Engagement) -> None:
    if engagement.state == EngagementState.PAUSED:
        raise Refused("The engagement is paused already.")


def _check_can_resume(engagement: Engagement) -> None:
    if engagement.state != EngagementState.PAUSED:
        raise Refused("The engagement is not paused.")


_IN_FORCE: dict[str, Callable[[Engagement, PlanChange, str, Membership], None]] = {
    ChangeKind.EXTENSION: _extend,
    ChangeKind.PAUSE: _pause,
    ChangeKind.RESUMPTION: _resume,
    ChangeKind.ENDING: _end,
}
