"""What the portfolio can be narrowed to. It is kept in the address, so that it can be sent, saved and gone back to."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, or_

from tracker.accounts.models import Role
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.text import clean_line
from tracker.core.types import Id, Moment
from tracker.engagements.models import Engagement, EngagementState
from tracker.engagements.visibility import engagements_in_sight
from tracker.selfsufficiency.listed import AT_WORK, FIRST_PHASE
from tracker.selfsufficiency.models import Standing
from tracker.selfsufficiency.stages import Stage

SILENT_AFTER = timedelta(days=14)
LEANING_FROM = 0.4
LONGEST = 60
VIEWS = {
    "all": "All",
    "waiting": "Needs somebody",
    "flagged": "Flagged",
    "leaning": "Leaning on us",
    "silent": "Silent",
    "handed": "Handed over",
    "ended": "Not a fit, ended",
}
PHASES = {"strategy": "Strategy", "implementation": "Implementation", "training": "Training", "handover": "Handover"}
STAGES = {stage.name.lower(): stage.label for stage in Stage}
STATES = {
    "prospect": "Prospect", "agreed": "Charter to sign", "active": "Active", "paused": "Paused",
    "handed_over": "Handed over", "closed": "Closed", "declined": "Not a fit", "ended_early": "Ended early",
}  # fmt: skip
SEVERITIES = {"warn": "Any flag", "high": "High or critical", "critical": "Critical"}
_LEAST = {"warn": 1, "high": 2, "critical": 3}
YES = "1"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Each is empty where it narrows nothing; whatever an address holds that is no choice is passed over."""

    show: str = ""
    q: str = ""
    phase: str = ""
    stage: str = ""
    state: str = ""
    lead: str = ""
    who: str = ""
    flags: str = ""
    playbook: str = ""
    silent: str = ""
    leaning: str = ""
    late: str = ""

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> "Narrowed":
        found = {}
        for name in cls.__dataclass_fields__:
            value = clean_line(str(values.get(name) or ""))
            if value and _SOUND[name](value):
                found[name] = value
        return cls(**found)

    def as_dict(self) -> dict[str, str]:
        """For an address: only what narrows."""
        return {name: value for name, value in asdict(self).items() if value}

    def but(self, **values: str) -> "Narrowed":
        return replace(self, **values)

    @property
    def conditions(self) -> tuple[str, ...]:
        """The names of its conditions: what the statement's text depends on. The values are parameters."""
        names = [name for name in self.as_dict() if name != "show"]
        if self.show or not self.state:
            names.insert(0, f"show {self.show or 'all'}")
        return tuple(names)

    @property
    def values(self) -> dict[str, Any]:
        """The parameters of those conditions."""
        read = {
            "q": lambda text: f"%{_literal(text)}%", "phase": lambda key: FIRST_PHASE + list(PHASES).index(key),
            "stage": str, "state": str, "lead": UUID, "who": UUID, "flags": _LEAST.get, "playbook": str,
        }  # fmt: skip
        found = {name: read[name](value) for name, value in self.as_dict().items() if name in read}
        if self.silent or self.show == "silent":
            found["since"] = silent_since()
        return found


def silent_since() -> datetime:
    """Who was not seen since then is silent."""
    return clock.now() - SILENT_AFTER


def _is_id(value: str) -> bool:
    try:
        return bool(UUID(value))
    except ValueError:
        return False


def _literal(text: str) -> str:
    for sign in "\\%_":
        text = text.replace(sign, f"\\{sign}")
    return text


_SOUND: dict[str, Callable[[str], bool]] = {
    "show": lambda key: key in VIEWS and key != "all",
    "q": lambda text: len(text) <= LONGEST,
    "phase": PHASES.__contains__,
    "stage": STAGES.__contains__,
    "state": STATES.__contains__,
    "lead": _is_id,
    "who": _is_id,
    "flags": SEVERITIES.__contains__,
    "playbook": lambda key: len(key) <= LONGEST,
    "silent": YES.__eq__,
    "leaning": YES.__eq__,
    "late": YES.__eq__,
}


def _views() -> dict[str, Any]:
    """What each view holds, said of the standing alone, so that it can be counted without anything else."""
    return {
        "all": Standing.state != EngagementState.DECLINED,
        "waiting": Standing.urgency > 0,
        "flagged": and_(Standing.gravest > 0, Standing.state.in_([*AT_WORK, EngagementState.HANDED_OVER])),
        "leaning": and_(Standing.our_share >= LEANING_FROM, Standing.state.in_(AT_WORK)),
        "silent": silent(),
        "handed": Standing.state.in_([EngagementState.HANDED_OVER, EngagementState.CLOSED]),
        "ended": Standing.state.in_([EngagementState.DECLINED, EngagementState.ENDED_EARLY]),
    }


def silent() -> Any:
    """Silent once the client has not moved since then; before the charter nobody is expected to."""
    return and_(Standing.state == EngagementState.ACTIVE, Standing.quiet_since < bindparam("since", type_=Moment))


def condition(name: str) -> Any:
    """The condition called `name`, its value a parameter."""
    if name.startswith("show "):
        return _views()[name.removeprefix("show ")]
    return _CONDITIONS[name]()


def _named(columns: list[Any]) -> Any:
    return or_(*(column.ilike(bindparam("q"), escape="\\") for column in columns))


def _works_with() -> Any:
    at_work = engagements_in_sight(Role.CONSULTANT, bindparam("who", type_=Id)).with_only_columns(Engagement.id)
    return Standing.engagement_id.in_(at_work)


_CONDITIONS: dict[str, Callable[[], Any]] = {
    "q": lambda: _named([Client.name, Engagement.title]),
    "phase": lambda: and_(Standing.step == bindparam("phase"), Standing.state.in_(["active", "paused"])),
    "stage": lambda: Standing.stage == bindparam("stage"),
    "state": lambda: Standing.state == bindparam("state"),
    "lead": lambda: Engagement.lead_id == bindparam("lead", type_=Id),
    "who": _works_with,
    "flags": lambda: Standing.gravest >= bindparam("flags"),
    "playbook": lambda: Engagement.playbook_key == bindparam("playbook"),
    "silent": silent,
    "leaning": lambda: Standing.our_share >= LEANING_FROM,
    "late": lambda: Standing.late.is_(True),
}
