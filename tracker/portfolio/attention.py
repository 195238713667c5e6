"""What needs somebody: a sentence and one thing to do for each, the gravest first, and never more than can be read."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for

from tracker.clients.models import Client
from tracker.core import clock
from tracker.engagements.links import link
from tracker.engagements.models import Engagement
from tracker.selfsufficiency.flags.sighting import KINDS, Severity
from tracker.selfsufficiency.listed import AT_WORK, HIGH, flags_that_ask
from tracker.selfsufficiency.models import Standing

MOST = 8
LONGEST_LABEL = 36
NO_OWNER = "no-owner"


@dataclass(frozen=True, slots=True)
class Matter:
    """One row of the block; `rank` sorts, the greater the graver."""

    title: str
    kind: str
    text: str
    action_label: str
    action_href: str
    severity: str
    icon: str
    rank: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A kind of thing that waits: `words` are filled with how many and since when."""

    key: str
    since: str
    severity: str
    icon: str
    kind: str
    one: str
    many: str
    label: str
    endpoint: str


# The gravest first; of an engagement the first that it has is shown.
WAITING = (
    Waiting("nobody_critical", "", "high", "user-exclamation", "High", "one critical activity with nobody accountable",
            "{count} critical activities with nobody accountable", "See the ladder", "responsibilities.ladder"),
    Waiting("gate_review", "", "warn", "signature", "Sign-off to chase", "the {count} gate waits for the owner",
            "the {count} gate waits for the owner", "See the gates", "engagements.gates"),
    Waiting("signatures", "signature_since", "warn", "signature", "Sign-off to chase", "one section of the strategy",
            "{count} sections of the strategy", "See the strategy", "strategy.overview"),
    Waiting("verifications", "verification_since", "warn", "checks", "To verify", "one ticked item",
            "{count} ticked items", "Verify", "training.overview"),
    Waiting("acceptances", "acceptance_since", "warn", "clock", "To accept", "one appointment",
            "{count} appointments", "See the ladder", "responsibilities.ladder"),
    Waiting("proposals", "", "warn", "clock", "To decide", "one proposal on the ladder",
            "{count} proposals on the ladder", "See the ladder", "responsibilities.ladder"),
)  # fmt: skip
# Above flags by ten for each degree; what waits stands between high flags and silence.
WAITS, SILENCE = 10, 0
SEVERE_ICONS = {Severity.CRITICAL: "alert-octagon", Severity.HIGH: "alert-circle"}


def matters(found: list[tuple[Engagement, Standing, Client]]) -> list[Matter]:
    """The gravest matters of these engagements: of each its gravest flag, and the gravest thing that waits."""
    found = sorted(found, key=lambda row: (-row[1].urgency, row[1].quiet_since))
    listed = [one for row in found for one in _of(*row)]
    return sorted(listed, key=lambda one: -one.rank)[:MOST]


def _of(engagement: Engagement, standing: Standing, client: Client) -> list[Matter]:
    flags = flags_that_ask(standing.flags)
    said = [_flag(engagement, client, flag) for flag in flags[:1] if flag[2] >= HIGH]
    told = {"nobody_critical"} if any(flag[0] == NO_OWNER for flag in flags) else set()
    if engagement.state in AT_WORK and (waits := _waits(engagement, standing, client, told)):
        said.append(waits)
    return said or [_silence(engagement, standing, client)]


def _flag(engagement: Engagement, client: Client, flag: list[Any]) -> Matter:
    key, _subject, degree, _state, title, says = flag[:6]
    severity = Severity(degree)
    return Matter(
        title=client.name,
        kind=severity.word.capitalize(),
        text=says or title,
        action_label=_label(key),
        action_href=link("selfsufficiency.flags", id=engagement.id) or url_for("engagements.show", id=engagement.id),
        severity=severity.word,
        icon=SEVERE_ICONS[severity],
        rank=10 * (degree + 1),
    )


def _label(key: str) -> str:
    """What to do about a flag, where it is short enough for a button."""
    action = KINDS[key].action.removesuffix(".") if key in KINDS else ""
    return action if 0 < len(action) <= LONGEST_LABEL else "See the flag"


def _waits(engagement: Engagement, standing: Standing, client: Client, told: set[str]) -> Matter | None:
    """The gravest of what waits, but for what a flag has `told` already."""
    for place, one in enumerate(WAITING):
        if one.key not in told and (count := standing.waiting.get(one.key)):
            words = (one.one if count == 1 else one.many).format(count=count)
            return Matter(
                title=client.name,
                kind=one.kind,
                text=words + _days_since(standing.waiting.get(one.since)),
                action_label=one.label,
                action_href=url_for(one.endpoint, id=engagement.id),
                severity=one.severity,
                icon=one.icon,
                rank=WAITS + len(WAITING) - place,
            )
    return None


def _silence(engagement: Engagement, standing: Standing, client: Client) -> Matter:
    return Matter(
        title=client.name,
        kind="Silent",
        text=f"nothing from the client for {_days(standing.quiet_since)} days",
        action_label="See what happened",
        action_href=url_for("engagements.feed", id=engagement.id),
        severity="warn",
        icon="moon",
        rank=SILENCE,
    )


def _days(since: datetime) -> int:
    return (clock.now() - since).days


def _days_since(day: str | None) -> str:
    if not day:
        return ""
    days = (clock.today() - date.fromisoformat(day)).days
    return ", since today" if days <= 0 else ", waiting one day" if days == 1 else f", waiting {days} days"
