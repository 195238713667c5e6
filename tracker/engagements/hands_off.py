"""How far the practice's hands are off an engagement, and what nobody may change any more.

The engagement carries it (`practice_access`, `practice_until`, `rehearses_until`, `sealed_at`), so that policies ask no
further table. Two walls stand one behind the other: here the guard withholds acts, and `second_wall` refuses before the
commit whatever is recorded all the same.
"""

from datetime import date
from typing import Any

from flask import g

from tracker.access import Can
from tracker.access.policies import held_back_when, seen_when
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.templates import for_templates

from .models import Engagement, PracticeAccess
from .pausing import clock_day
from .visibility import Held, held_in
from .words import day_words

# What the practice may go on doing while it only looks on: to look, to answer in the clinic, to say what it sees, and
# to ask to be let in again.
STILL_OPEN = {
    Can.SEE_HOME,
    Can.SEE_PORTFOLIO,
    Can.SEE_ENGAGEMENT,
    Can.SEE_CHECKLIST,
    Can.SEE_PEOPLE,
    Can.SEE_JOB,
    Can.VIEW_INDEX,
    Can.KEEP_VIEW,
    Can.CLINIC,
    Can.RAISE_FLAG,
    Can.WRITE_REPORT,
    Can.BREAK_OFF,
}
SEALED = "This engagement was taken over into the client's own workspace. It is kept here as it was."
TAKEN_OVER = "This client has taken over its workspace, or does so just now: nothing is changed here any more."
OPEN_WHEN_SEALED = STILL_OPEN - {Can.CLINIC, Can.RAISE_FLAG, Can.WRITE_REPORT, Can.BREAK_OFF} | {Can.EXPORT}

# The same told by the nouns of events; a feature whose acts stay open to somebody who only looks on adds its own.
STILL_SAID = {"question", "incident", "lesson", "drill", "flag", "report", "rehearsal"}


def practice_access(engagement: Engagement | Held) -> PracticeAccess:
    """What the practice may do in `engagement` today; what has run out counts as none, a rehearsal as over once its
    last day is, whenever somebody notes that."""
    if engagement.practice_until is not None:
        over = engagement.practice_until < clock.today()
        return PracticeAccess.NONE if over else PracticeAccess(engagement.practice_access)
    until = engagement.rehearses_until
    if until is not None and until < clock_day(engagement.paused_on, clock.today()):
        return PracticeAccess.FULL
    return PracticeAccess(engagement.practice_access)


def rehearsing(engagement: Engagement | Held) -> bool:
    """Is the practice silent for now, to come back afterwards?"""
    return engagement.rehearses_until is not None and practice_access(engagement) == PracticeAccess.READ


def only_looks_on(engagement: Engagement | Held) -> str:
    """Why the practice may change nothing, in a sentence."""
    until = engagement.rehearses_until if rehearsing(engagement) else engagement.practice_until
    if until is None:
        return "We only look on here: the client runs this without us."
    return f"We only look on here, until {day_words(until)}: the client runs this without us."


def closing_words(day: str) -> str:
    """Why nothing is changed any more in what is deleted on `day`."""
    return f"{to_be_deleted(day)} Until then it can be read and exported, and nothing can be changed."


def to_be_deleted(day: str) -> str:
    return f"All of this is to be deleted on {day_words(date.fromisoformat(day))}."


@for_templates
def practice_has_left(engagement: Engagement) -> bool:
    """Did a client take it over from a practice? Then whoever led it has no place any more, whatever was granted."""
    return g.member.own and not engagement.lead.active


@for_templates
def silence(engagement: Any) -> dict[str, Any] | None:
    """What stands at the head of every page inside while the practice only looks on, said to whoever reads it."""
    if not isinstance(engagement, Engagement) or engagement.sealed_at is not None or practice_has_left(engagement):
        return None
    if practice_access(engagement) != PracticeAccess.READ:
        return None
    ours, until = g.member.of_practice, engagement.rehearses_until or engagement.practice_until
    rehearsal = rehearsing(engagement)
    title = "Rehearsal" if rehearsal else "Hands off"
    title += f" until {day_words(until)}" if until is not None else ""
    who = "we only look on" if ours else f"{g.workspace.practice} only looks on"
    help = "Answer in the clinic, raise a flag, write a report" if ours else "Your questions go to the clinic"
    return {"title": title, "words": f"{who[0].upper()}{who[1:]}. {help}.", "rehearsal": rehearsal}


@held_back_when
def _hands_off(can: Can, member: Membership, record: Any) -> str | None:
    """The client's people are never held back: when an engagement is sealed their places here have ended."""
    if member.client_id is not None or can in OPEN_WHEN_SEALED:
        return None
    held = held_in(member, record)
    if held is None:
        return None
    if held.sealed_at is not None:
        return SEALED
    return None if can in STILL_OPEN or practice_access(held) == PracticeAccess.FULL else only_looks_on(held)


@seen_when
def _not_any_more(member: Membership, record: Any) -> bool:
    """Where its access has ended the practice opens nothing; that the work was done `visibility.remembered` tells."""
    if member.client_id is not None:
        return True
    held = held_in(member, record)
    return held is None or practice_access(held) != PracticeAccess.NONE
