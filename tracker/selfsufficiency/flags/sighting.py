"""What a trigger is given and what it gives back. Triggers are pure: the same world, the same sightings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any

from tracker.engagements.extension_points import Facts

from ..inputs import Inputs


class Severity(IntEnum):
    """How grave; ordered."""

    WARN = 1
    HIGH = 2
    CRITICAL = 3

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Proof:
    """One row of what set a flag off: what was seen, the day, the membership's id, and the page that shows it."""

    what: str
    on: date | None = None
    person: str | None = None
    endpoint: str = ""
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A trigger that holds. ``subject`` is the id of what it is about, empty for the engagement as a whole; kind and
    subject together are the flag's identity from day to day. ``says`` is one sentence with the figures."""

    subject: str
    name: str
    severity: Severity
    says: str
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class World:
    """An engagement on one day. ``likely_by`` is P85 of the newest forecast; None while there is none or no date.
    ``last_step_on`` is the day of the newest verified step, the start when there was none."""

    facts: Facts
    inputs: Inputs
    today: date
    likely_by: date | None = None
    last_step_on: date | None = None


Trigger = Callable[[World], Iterable[Sighting]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of flag: its name, what to do about it (`action`), and the trigger that looks for it."""

    key: str
    title: str
    action: str
    trigger: Trigger


KINDS: dict[str, Kind] = {}


def raises_flag(key: str, title: str, action: str) -> Callable[[Trigger], Trigger]:
    """Registers a trigger as a kind of flag."""

    def register(trigger: Trigger) -> Trigger:
        if key in KINDS:
            raise ValueError(f"two triggers for {key}")
        KINDS[key] = Kind(key, title, action, trigger)
        return trigger

    return register
