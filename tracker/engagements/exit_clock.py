"""The exit clock: how long until the practice means to be gone. It stands on every page and costs no statement."""

from dataclasses import dataclass

from tracker.core import clock
from tracker.core.templates import for_templates

from .models import Engagement, EngagementState
from .pausing import clock_day
from .words import day_words

FINAL = {EngagementState.DECLINED, EngagementState.ENDED_EARLY, EngagementState.CLOSED}


@dataclass(frozen=True, slots=True)
class ExitClock:
    """`days` to the planned handover, negative once it is past; `words` say it; `mood` is running, past, paused or
    done."""

    days: int
    words: str
    mood: str

    @property
    def icon(self) -> str:
        return {"paused": "player-pause", "past": "alert-triangle", "done": "circle-check"}.get(self.mood, "clock")


@for_templates
def exit_clock(engagement: Engagement) -> ExitClock:
    """Read from the dates of `engagement` alone."""
    today = clock.today()
    days = (engagement.planned_handover - clock_day(engagement.paused_on, today)).days
    if engagement.handed_over_on is not None:
        return ExitClock(days, f"Handed over on {day_words(engagement.handed_over_on)}", "done")
    if engagement.state in FINAL:
        return ExitClock(days, _final(engagement), "done")
    if engagement.paused_on is not None:
        since = f"Paused since {day_words(engagement.paused_on)}: the exit clock stands"
        left = f"at {span(days)} before the handover" if days >= 0 else f"{span(-days)} past the planned handover"
        return ExitClock(days, f"{since} {left}", "paused")
    planned = f"the planned handover, {day_words(engagement.planned_handover)}"
    if days < 0:
        return ExitClock(days, f"{span(-days)} past {planned}", "past")
    return ExitClock(days, f"{span(days)} to {planned}" if days else "Handover planned for today", "running")


def _final(engagement: Engagement) -> str:
    if engagement.stopped_on is None:
        return "Closed" if engagement.state == EngagementState.CLOSED else "Ended"
    word = "Not a fit" if engagement.state == EngagementState.DECLINED else "Ended early"
    return f"{word}, {day_words(engagement.stopped_on)}"


def span(days: int) -> str:
    """A stretch of days as people say it: days up to three weeks, then weeks."""
    if days < 21:
        return "one day" if days == 1 else f"{days} days"
    weeks, rest = divmod(days, 7)
    return f"{weeks} weeks" if rest < 4 else f"{weeks + 1} weeks"
