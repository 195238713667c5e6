"""Logging who did how much. A slip is taken back and stays on record; nothing is ever deleted."""

from datetime import date, timedelta
from uuid import UUID

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.models import Engagement, EngagementState
from tracker.responsibilities.models import Activity, Appointment, DoerKind
from tracker.tenancy import scoped

from .models import Mode, WorkEntry
from .modes import modes_for, words_for

LONGEST_BACK = timedelta(days=60)
MOST_AT_ONCE = 1000
MOST_MINUTES = 24 * 60
NOT_BEGUN = {EngagementState.PROSPECT, EngagementState.AGREED}
OVER = {EngagementState.DECLINED, EngagementState.ENDED_EARLY, EngagementState.CLOSED}


def log_work(
    activity: Activity,
    mode: Mode | str,
    *,
    by: Membership,
    quantity: int = 1,
    on: date | None = None,
    minutes: int | None = None,
    note: str = "",
) -> WorkEntry:
    """Say that `by` had her hand in `quantity` pieces of `activity` on a day (today), in a `mode`.

    Raises `Refused` at the field of a mode that is not hers to log, a day out of reach, or an impossible amount.
    """
    on = on or clock.today()
    _check_amount(quantity, minutes)
    _check_day(on, _engagement_of(activity))
    if activity.not_applicable_at is not None:
        raise Refused("This activity is set aside: nothing is logged for it.")
    mode = _checked_mode(mode, activity, by)
    entry = WorkEntry(
        **activity.keys, activity_id=activity.id, on=on, quantity=quantity, minutes=minutes, mode=mode,
        person_id=by.id, note=note,
    )  # fmt: skip
    db.session.add(entry)
    db.session.flush()
    after = {"mode": mode, "quantity": quantity, "unit": activity.unit, "on": on, "entry": entry.id}
    record("work.logged", activity, by=by, because=note, after=after)
    return entry


def take_back(entry: WorkEntry, *, by: Membership, because: str = "") -> None:
    """Stop counting `entry`. Its own person needs no reason on the day she logged it; anybody else, and later, does.

    Raises `Stale` when it was taken back already.
    """
    db.session.flush()
    db.session.refresh(entry, with_for_update=True)
    if entry.taken_back_at is not None:
        raise Stale("This entry was taken back already.")
    if not because and not may_take_back_at_once(entry, by):
        raise Refused("Say why it is taken back.", "because")
    entry.taken_back_at = clock.now()
    activity = db.session.scalars(scoped(Activity).where(Activity.id == entry.activity_id)).one()
    before = {"mode": entry.mode, "quantity": entry.quantity, "unit": activity.unit, "on": entry.on, "entry": entry.id}
    record("work.taken_back", activity, by=by, because=because, before=before)


def may_take_back_at_once(entry: WorkEntry, by: Membership) -> bool:
    """A slip: her own entry, on the day she logged it."""
    return entry.person_id == by.id and clock.day_of(entry.logged_at) == clock.today()


def answering_for(activity: Activity) -> set[UUID]:
    """The ids of the accepted accountable person and deputy of `activity`. One statement."""
    query = scoped(Appointment).with_only_columns(Appointment.member_id).where(
        Appointment.engagement_id == activity.engagement_id,
        Appointment.activity_id == activity.id,
        Appointment.accepted_at.is_not(None),
        Appointment.ended_at.is_(None),
    )  # fmt: skip
    return set(db.session.scalars(query))


def _engagement_of(activity: Activity) -> Engagement:
    return db.session.scalars(scoped(Engagement).where(Engagement.id == activity.engagement_id)).one()


def _check_amount(quantity: int, minutes: int | None) -> None:
    if not 1 <= quantity <= MOST_AT_ONCE:
        raise Refused(f"Log from 1 to {MOST_AT_ONCE:,} at once.", "quantity")
    if minutes is not None and not 1 <= minutes <= MOST_MINUTES:
        raise Refused("Minutes run from 1 to 1,440, a whole day.", "minutes")


def _check_day(on: date, engagement: Engagement) -> None:
    if engagement.state in NOT_BEGUN:
        raise Refused("Work is logged once the owner has signed the charter.")
    if engagement.state in OVER:
        raise Refused("This engagement is over: nothing more is logged.")
    if on > clock.today():
        raise Refused("That day has not come yet.", "on")
    if on < clock.today() - LONGEST_BACK:
        raise Refused(f"Work is logged within {LONGEST_BACK.days} days.", "on")
    if on < engagement.starts_on:
        raise Refused(f"The engagement began on {engagement.starts_on.day} {engagement.starts_on:%B %Y}.", "on")


def _checked_mode(mode: Mode | str, activity: Activity, by: Membership) -> Mode:
    if mode not in words_for(by):
        raise Refused("Choose how it was done.", "mode")
    mode = Mode(mode)
    if mode in {Mode.OVERSIGHT, Mode.PROVIDER} and by.of_client:
        answering = answering_for(activity)
        if by.id not in answering:
            raise Refused("Only whoever accepted to answer for it, or her deputy, logs this.", "mode")
        if mode not in modes_for(by, activity, answering):
            raise Refused("No provider does this.", "mode")
    if mode == Mode.PROVIDER and activity.doer_kind != DoerKind.PROVIDER:
        raise Refused("No provider does this.", "mode")
    return mode
