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
Headline = dict[str, Any]


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


Reaction = Callable[[UUID, list[Any]], None]
GateRule = Callable[[Facts, dict[str, Any], date], Verdict]

GateWarning = Callable[[Facts, dict[str, Any], date], Missing | None]


@dataclass(frozen=True, slots=True)
class Scopable:
    """A kind of thing that can be required or not. `word` is what people call it.

    `add(engagement, fields, by)` makes one from `name`, `purpose`, `critical` and `under` (one of `options`);
    `remove(record, words, by)` and `restore` put it out of and into what counts (None where that cannot be), and
    `counts(record)` tells. All call `scope.settle`. `signs_removal`: the verb itself signs the owner's words.
    """

    kind: str
    word: str
    model: Any
    name: Callable[[Any], str]
    counts: Callable[[Any], bool]
    add: Callable[[Any, dict[str, Any], Any], Any] | None = None
    remove: Callable[[Any, str, Any], Any] | None = None
    restore: Callable[[Any, str, Any], Any] | None = None
    options: Callable[[UUID], list[tuple[str, str]]] | None = None
    signs_removal: bool = False


scopables: dict[str, Scopable] = {}
gate_warnings: list[GateWarning] = []
starters: list[Starter] = []
# Each is called with the engagement and how many days it was paused: planned days of a feature move by as many.
when_clocks_start_again: list[Callable[[Any, int], None]] = []
slices: dict[str, SliceReader] = {}
slices_of_noun: dict[str, set[str]] = {}
gate_rules: dict[str, GateRule] = {}
_reactions: list[tuple[frozenset[str], Reaction]] = []
_headline_readers: list[Callable[[UUID], Headline]] = []
_facts_readers: list[Callable[[UUID], Facts]] = []
_many_facts_readers: list[Callable[[list[UUID]], dict[UUID, Facts]]] = []


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


def in_scope(scopable: Scopable) -> None:
    """Register a kind of thing that scope changes may add, take out and bring back."""
    scopables[scopable.kind] = scopable


def warns_at_gates(reader: GateWarning) -> GateWarning:
    """Register what should be said at a gate before anybody passes it, though it does not stop her."""
    gate_warnings.append(reader)
    return reader


def reacts_to(*nouns: str) -> Callable[[Reaction], Reaction]:
    """Register `reaction(engagement_id, events)`, called before the commit of events about one of `nouns`.

    It works in the same transaction and may record events of its own; those it is given are of one engagement.
    """

    def register(reaction: Reaction) -> Reaction:
        _reactions.append((frozenset(nouns), reaction))
        return reaction

    return register


def react(engagement_id: UUID, events: list[Any]) -> None:
    """Let features follow what happened in an engagement."""
    for nouns, reaction in _reactions:
        if about := [event for event in events if event.noun in nouns]:
            reaction(engagement_id, about)


def reads_headline(reader: Callable[[UUID], Headline]) -> Callable[[UUID], Headline]:
    """Register who tells, in one statement, how an engagement stands (see `headline`)."""
    _headline_readers[:] = [reader]
    return reader


def headline(engagement_id: UUID) -> Headline:
    """How an engagement stands, for the head of its pages; empty before anything was reckoned.

    `value` (0 to 100, unrounded), `stage` (its label), `stage_number`, `change` (words or None),
    `weekly` (`[["2026-11-16", 64.2], …]`, oldest first), `forecast` (its `words` and days) and `gate`, the next
    one: its `phase` (id), `name`, who is its `signer`, how many criteria are `met` `of` all, and of those `missing` the
    `criterion` (id), `text`, `state`, `detail`, and the `endpoint` with `values` where it is mended.
    `flags` are severity and words of what is grave.
    """
    return _headline_readers[0](engagement_id) if _headline_readers else {}


def reads_facts(reader: Callable[[UUID], Facts]) -> Callable[[UUID], Facts]:
    """Register who keeps the fact slices, so that gates need not have every feature read them again."""
    _facts_readers[:] = [reader]
    return reader


def facts_of(engagement_id: UUID) -> Facts:
    """Every fact slice of an engagement by name: those kept, else those that the features read now."""
    return _facts_readers[0](engagement_id) if _facts_readers else live_facts(engagement_id)


def reads_many_facts(reader: Callable[[list[UUID]], dict[UUID, Facts]]) -> Callable[[list[UUID]], dict[UUID, Facts]]:
    """Register who keeps the fact slices of several engagements at once."""
    _many_facts_readers[:] = [reader]
    return reader


def facts_of_many(engagement_ids: list[UUID]) -> dict[UUID, Facts]:
    """The fact slices of several engagements by its id. One statement where they are kept."""
    if not _many_facts_readers:
        return {id: live_facts(id) for id in engagement_ids}
    return _many_facts_readers[0](engagement_ids) if engagement_ids else {}


def live_facts(engagement_id: UUID) -> Facts:
    """Every fact slice as the features read it at this moment: one statement or two for each."""
    return {name: reader(engagement_id) for name, reader in slices.items()}
