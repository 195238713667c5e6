"""In which state of an engagement which flags are looked for. This is the only place that says so.

Before the charter is signed nothing runs that could go wrong, and what was declined, ended or closed is nobody's task
any more: there no flag stands. A pause stops the clocks, so flags stay as they were until it ends. After the handover
the client runs it, and what only helps on the way there falls silent.
"""

from enum import Enum

from tracker.engagements.models import EngagementState


class Season(Enum):
    SILENT = "none stands"
    HELD = "those that stand stay as they are"
    ON_THE_WAY = "all"
    AFTERWARDS = "those that still mean something"


SEASONS = {
    EngagementState.PROSPECT: Season.SILENT,
    EngagementState.AGREED: Season.SILENT,
    EngagementState.ACTIVE: Season.ON_THE_WAY,
    EngagementState.PAUSED: Season.HELD,
    EngagementState.HANDED_OVER: Season.AFTERWARDS,
    EngagementState.CLOSED: Season.SILENT,
    EngagementState.DECLINED: Season.SILENT,
    EngagementState.ENDED_EARLY: Season.SILENT,
}
ONLY_ON_THE_WAY = {"guard-share", "guard-written-in", "stalled", "plan-drift"}


def season_of(state: str) -> Season:
    return SEASONS[EngagementState(state)]


def looked_for(key: str, season: Season) -> bool:
    """Whether flags of the kind `key` are looked for in this season."""
    return season is Season.ON_THE_WAY or (season is Season.AFTERWARDS and key not in ONLY_ON_THE_WAY)
