"""Which engagements started from a playbook: a door for the feature above that knows them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Use:
    """An engagement that started from `version`. `url` is its page."""

    version: int
    title: str
    client: str
    state: str
    started_on: date
    url: str


@dataclass(frozen=True, slots=True)
class Uses:
    """`shown` are the newest that whoever looks may know of; `counts` has all of the practice's by version."""

    shown: tuple[Use, ...] = ()
    counts: tuple[tuple[int, int], ...] = ()

    def of(self, version: int) -> int:
        return dict(self.counts).get(version, 0)

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)


_readers: list[Callable[[str, Any], Uses]] = []


def tells_uses(reader: Callable[[str, Any], Uses]) -> Callable[[str, Any], Uses]:
    """Register `reader(key, member)`, which finds the engagements that started from the playbook `key`."""
    _readers[:] = [reader]
    return reader


def uses_of_playbook(key: str, member: Any) -> Uses:
    return _readers[0](key, member) if _readers else Uses()
