"""The named doors through which features above reach an engagement.

Starting copies playbook content into features; gates and the index read facts that features hand in. A fact slice is
plain JSON with dates as ISO text, so that it can be kept beside the numbers and read on another day.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

Facts = dict[str, Any]
SliceReader = Callable[[UUID], Any]
Starter = Callable[[Any, Any], None]


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that stands between an engagement and its gate, and the page where it is mended."""

    text: str
    endpoint: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a rule holds; `says` how it stands in a few words, `missing` exactly what is absent."""

    met: bool
    says: str = ""
    missing: tuple[Missing, ...] = ()


GateRule = Callable[[Facts, dict[str, Any], date], Verdict]

starters: list[Starter] = []
slices: dict[str, SliceReader] = {}
slices_of_noun: dict[str, set[str]] = {}
gate_rules: dict[str, GateRule] = {}


def at_start(starter: Starter) -> Starter:
    """Register `starter(engagement, content)`, which copies its part of the playbook into the new engagement."""
    starters.append(starter)
    return starter


def evidence(name: str, *, nouns: Iterable[str]) -> Callable[[SliceReader], SliceReader]:
    """Register a reader of the fact slice `name`; it is read anew when an event about one of `nouns` is recorded."""

    def register(reader: SliceReader) -> SliceReader:
        slices[name] = reader
        for noun in nouns:
            slices_of_noun.setdefault(noun, set()).add(name)
        return reader

    return register


def gate_rule(name: str) -> Callable[[GateRule], GateRule]:
    """Register how an exit criterion with the rule `name` is read from the facts."""

    def register(rule: GateRule) -> GateRule:
        gate_rules[name] = rule
        return rule

    return register
