"""Rehearsing the handover: for one to four weeks the practice only looks on, and it is counted how that goes.

The owner starts it or agrees to what the practice proposes. Owner or champion break it off; otherwise it ends by itself
after its last day. What it was worth the owner says in his own words.
"""

from datetime import date, timedelta

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.extension_points import facts_of
from tracker.engagements.holding import hold
from tracker.engagements.models import Engagement, EngagementState, Phase, PhaseState, PracticeAccess
from tracker.engagements.proposing import (
    approve_row,
    check_because,
    check_waiting,
    decline_row,
    hold_engagement,
    withdraw_row,
)
from tracker.engagements.signing import sign
from tracker.engagements.words import day_words
from tracker.tenancy import scoped

from .counting import as_rows, counted
from .models import EntryRequest, Rehearsal, RehearsalState
from .models.rehearsal import LONGEST_WEEKS

LAST = 3
BEGUN = {PhaseState.ACTIVE, PhaseState.GATE_REVIEW, PhaseState.REOPENED}
OPEN = (RehearsalState.WAITING, RehearsalState.PLANNED, RehearsalState.RUNNING)
FURTHEST = timedelta(weeks=26)


def propose(engagement: Engagement, begins_on: date, weeks: int, because: str, *, by: Membership) -> Rehearsal:
    """Ask for a rehearsal of so many `weeks` from a day on. What the owner asks for himself is agreed at once.

    Raises `Refused` at the field that is wrong, outside the Handover phase, and while another is open.
    """
    engagement = hold_engagement(engagement.id)
    _check_time(engagement)
    if not 1 <= weeks <= LONGEST_WEEKS:
        raise Refused("A rehearsal lasts from one to four weeks.", "weeks")
    _check_day(begins_on)
    check_because(because)
    if open_rehearsal(engagement) is not None:
        raise Refused("One rehearsal is under way or waits already. One at a time.")
    rehearsal = Rehearsal(
        **engagement.keys, weeks=weeks, begins_on=begins_on, ends_on=_last_day(begins_on, weeks), by_id=by.id,
        by_name=by.name, because=because,
    )  # fmt: skip
    db.session.add(rehearsal)
    db.session.flush()
    if by.role != Role.OWNER:
        record("rehearsal.proposed", rehearsal, by=by, because=because, after=_span(rehearsal))
        return rehearsal
    approve_row(rehearsal, what_of(rehearsal), because, by=by, field="because")
    _agreed(rehearsal, engagement, because, by)
    return rehearsal


def agree(rehearsal: Rehearsal, words: str, *, by: Membership) -> None:
    """The owner agrees in his own words. It begins on its day, today if that has come.

    Raises `Stale` when it was answered meanwhile, and `Refused` when it no longer makes sense.
    """
    engagement = hold_engagement(rehearsal.engagement_id)
    _check_time(engagement)
    hold(rehearsal, "state")
    approve_row(rehearsal, text_of(rehearsal), words, by=by)
    if rehearsal.begins_on < clock.today():
        rehearsal.begins_on = clock.today()
        rehearsal.ends_on = _last_day(rehearsal.begins_on, rehearsal.weeks)
    _agreed(rehearsal, engagement, words, by)


def decline(rehearsal: Rehearsal, because: str, *, by: Membership) -> None:
    hold_engagement(rehearsal.engagement_id)
    hold(rehearsal, "state")
    decline_row(rehearsal, because, by=by)
    rehearsal.state = RehearsalState.DECLINED
    record("rehearsal.declined", rehearsal, by=by, because=because)


def withdraw(rehearsal: Rehearsal, *, by: Membership) -> None:
    hold_engagement(rehearsal.engagement_id)
    hold(rehearsal, "state")
    withdraw_row(rehearsal, by=by)
    rehearsal.state = RehearsalState.WITHDRAWN
    record("rehearsal.withdrawn", rehearsal, by=by)


def break_off(rehearsal: Rehearsal, because: str, *, by: Membership) -> None:
    """Owner or champion want the practice back, or call off what has not begun. Raises `Stale` when it is over."""
    if by.role not in {Role.OWNER, Role.CHAMPION}:
        raise Refused("The owner or the champion breaks it off. Ask to be let in.")
    check_because(because)
    engagement = hold_engagement(rehearsal.engagement_id)
    hold(rehearsal, "state")
    if rehearsal.state == RehearsalState.PLANNED:
        rehearsal.state, rehearsal.ended_by, rehearsal.broken_because = RehearsalState.CALLED_OFF, by.name, because
        record("rehearsal.called_off", rehearsal, by=by, because=because)
        return
    _check_running(rehearsal)
    end(rehearsal, engagement, because=because, by=by)


def ask_entry(rehearsal: Rehearsal, because: str, *, by: Membership) -> EntryRequest:
    """Somebody of the practice asks to be let in before it is over. Raises `Refused` while such a request waits, and
    for the client's people, who are not shut out."""
    if by.of_client:
        raise Refused("You can break it off yourself.")
    check_because(because)
    hold(rehearsal, "state")
    _check_running(rehearsal)
    if waiting_request(rehearsal) is not None:
        raise Refused("The owner has been asked already. Until there is an answer, the clinic is open.")
    request = EntryRequest(**_keys(rehearsal), rehearsal_id=rehearsal.id, by_id=by.id, by_name=by.name, because=because)
    db.session.add(request)
    db.session.flush()
    record("rehearsal.entry_asked", rehearsal, by=by, because=because)
    return request


def let_in(request: EntryRequest, words: str, *, by: Membership) -> None:
    """The owner lets them in: the rehearsal is broken off by that. Raises `Stale` when it was answered meanwhile."""
    engagement, rehearsal = _asked(request, by)
    check_because(words)
    request.effective_at, request.answered_by, request.answer = clock.now(), by.name, words
    end(rehearsal, engagement, because=words, by=by)


def keep_out(request: EntryRequest, because: str, *, by: Membership) -> None:
    """The owner goes on without them."""
    _engagement, rehearsal = _asked(request, by)
    decline_row(request, because, by=by)
    record("rehearsal.entry_refused", rehearsal, by=by, because=because)


def describe(rehearsal: Rehearsal, words: str, *, by: Membership) -> None:
    """The owner says what it showed; the counts stand from then on. Raises `Stale` when he has said so already."""
    hold(rehearsal, "state", "showed_at")
    if not rehearsal.over:
        raise Refused("It is not over yet.")
    if rehearsal.showed_at is not None:
        raise Stale("What it showed has been said already.")
    recount(rehearsal)
    sign(rehearsal, result_of(rehearsal), words, by=by)
    rehearsal.showed, rehearsal.showed_by, rehearsal.showed_at = words, by.name, clock.now()
    record("rehearsal.described", rehearsal, by=by, because=words)


def begin(rehearsal: Rehearsal, engagement: Engagement, *, by: Membership | None = None) -> None:
    """The practice takes its hands off. It lasts as long as was agreed, counted from today."""
    rehearsal.state, rehearsal.began_on = RehearsalState.RUNNING, clock.today()
    rehearsal.ends_on = _last_day(rehearsal.began_on, rehearsal.weeks)
    engagement.practice_access, engagement.rehearses_until = PracticeAccess.READ, rehearsal.ends_on
    record("rehearsal.begun", rehearsal, by=by, after={"ends_on": rehearsal.ends_on})


def end(
    rehearsal: Rehearsal, engagement: Engagement, *, because: str = "", by: Membership | None = None
) -> None:
    """Held to its last day, or broken off `because` of something. The practice's hands are free again, unless the
    engagement has been settled otherwise meanwhile."""
    broken = bool(because)
    rehearsal.state = RehearsalState.BROKEN if broken else RehearsalState.HELD
    rehearsal.ended_on = min(clock.today(), rehearsal.ends_on)
    rehearsal.ended_by, rehearsal.broken_because = by.name if by else "", because
    engagement.rehearses_until = None
    if engagement.practice_until is None and engagement.practice_access == PracticeAccess.READ:
        engagement.practice_access = PracticeAccess.FULL
    _close_requests(rehearsal)
    recount(rehearsal)
    after = {"done": sum(row[1] for row in rehearsal.days), "asked": sum(row[2] for row in rehearsal.days)}
    record("rehearsal.broken_off" if broken else "rehearsal.held", rehearsal, by=by, because=because, after=after)


def recount(rehearsal: Rehearsal) -> None:
    """Count again from the data as they are now."""
    last = min(rehearsal.last_day, clock.today())
    facts = facts_of(rehearsal.engagement_id)
    rehearsal.days = as_rows(counted(rehearsal.engagement_id, facts, rehearsal.began_on or last, last))


def open_rehearsal(engagement: Engagement) -> Rehearsal | None:
    query = scoped(Rehearsal).where(Rehearsal.engagement_id == engagement.id, Rehearsal.state.in_(OPEN))
    return db.session.scalar(query.limit(1))


def waiting_request(rehearsal: Rehearsal) -> EntryRequest | None:
    query = scoped(EntryRequest).where(
        EntryRequest.rehearsal_id == rehearsal.id, EntryRequest.effective_at.is_(None),
        EntryRequest.declined_at.is_(None), EntryRequest.withdrawn_at.is_(None),
    )  # fmt: skip
    return db.session.scalar(query.limit(1))


def what_of(rehearsal: Rehearsal) -> str:
    """What is proposed, to follow "proposed" or "asks"."""
    return f"to rehearse the handover for {rehearsal.length} from {day_words(rehearsal.begins_on)}"


def text_of(rehearsal: Rehearsal) -> str:
    """What the owner puts his name to at the start."""
    return f"{rehearsal.by_name} asks {what_of(rehearsal)}.\n\n{rehearsal.because}"


def result_of(rehearsal: Rehearsal) -> str:
    """And what at the end."""
    done, questions = sum(row[1] for row in rehearsal.days), sum(row[2] for row in rehearsal.days)
    how = f"broken off: {rehearsal.broken_because}" if rehearsal.broken_because else "held to its last day"
    return f"Rehearsal from {rehearsal.began_on} to {rehearsal.ended_on}, {how}. Done alone {done}, asked {questions}."


def _agreed(rehearsal: Rehearsal, engagement: Engagement, words: str, by: Membership) -> None:
    rehearsal.state = RehearsalState.PLANNED
    record("rehearsal.agreed", rehearsal, by=by, because=words, after=_span(rehearsal))
    if rehearsal.begins_on <= clock.today():
        begin(rehearsal, engagement, by=by)


def _span(rehearsal: Rehearsal) -> dict[str, object]:
    return {"length": rehearsal.length, "begins_on": rehearsal.begins_on}


def _last_day(first: date, weeks: int) -> date:
    return first + timedelta(weeks=weeks) - timedelta(days=1)


def _keys(rehearsal: Rehearsal) -> dict[str, object]:
    return {name: getattr(rehearsal, name) for name in ("workspace_id", "client_id", "engagement_id")}


def _check_time(engagement: Engagement) -> None:
    if engagement.state == EngagementState.PAUSED:
        raise Refused("The engagement is paused. It has to go on first.")
    if engagement.state != EngagementState.ACTIVE:
        raise Refused("A rehearsal belongs before the handover, in an engagement that is active.")
    query = scoped(Phase).where(Phase.engagement_id == engagement.id, Phase.position == LAST)
    phase = db.session.scalars(query).one()
    if phase.state not in BEGUN:
        raise Refused(
            f"The {phase.name} gate is passed." if phase.closed else f"The {phase.name} phase has not begun yet."
        )


def _check_day(begins_on: date) -> None:
    if not clock.today() <= begins_on <= clock.today() + FURTHEST:
        raise Refused("It begins today or on a day within the next half year.", "begins_on")


def _check_running(rehearsal: Rehearsal) -> None:
    if rehearsal.over:
        raise Stale("This rehearsal is over already.")
    if not rehearsal.running:
        raise Refused("This rehearsal does not run.")


def _asked(request: EntryRequest, by: Membership) -> tuple[Engagement, Rehearsal]:
    if by.role != Role.OWNER:
        raise Refused("Only the owner decides this.")
    engagement = hold_engagement(request.engagement_id)
    rehearsal = db.session.scalars(scoped(Rehearsal).where(Rehearsal.id == request.rehearsal_id)).one()
    hold(rehearsal, "state")
    hold(request, "effective_at", "declined_at", "withdrawn_at")
    check_waiting(request)
    _check_running(rehearsal)
    return engagement, rehearsal


def _close_requests(rehearsal: Rehearsal) -> None:
    """What still waits for an answer has none to wait for any more."""
    db.session.flush()
    if (request := waiting_request(rehearsal)) is not None:
        request.withdrawn_at = clock.now()
