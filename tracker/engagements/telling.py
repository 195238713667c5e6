"""Events told as sentences, grouped by day, for everybody in an engagement to read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from tracker.audit import AuditEvent
from tracker.core import clock

from .sentences import BETWEEN_TWO, SENTENCES
from .words import day_words

LONGEST_QUOTE = 400


@dataclass(frozen=True, slots=True)
class Told:
    """One event: `sentence`, the reason or the signer's own words in `quote` (may be empty), `at` in local time."""

    id: str
    at: datetime
    who: str
    sentence: str
    quote: str
    scope: bool = False


def by_day(events: Iterable[AuditEvent]) -> list[tuple[date, list[Told]]]:
    """`events` in the order given, with the day that the people of the workspace would call each."""
    told = [tell(event) for event in events]
    return [(day, list(group)) for day, group in groupby(told, key=lambda one: one.at.date())]


def tell(event: AuditEvent) -> Told:
    quote = "" if event.noun in BETWEEN_TWO else _shortened(event.because)
    at, sentence = event.at.astimezone(clock.zone()), _sentence(event)
    return Told(str(event.id), at, event.actor_name, sentence, quote, event.noun == "scope")


def _sentence(event: AuditEvent) -> str:
    template = SENTENCES.get(event.verb)
    if template is not None:
        try:
            return template.format_map(_values(event))
        except (KeyError, IndexError, AttributeError):
            pass  # an event written by another version of the verb: told by its own words
    noun, _, past = event.verb.replace("_", " ").partition(".")
    return f"{event.actor_name}: {noun} {past}, {event.subject_name}."


def _values(event: AuditEvent) -> dict[str, Any]:
    before = {f"was_{name}": _said(value) for name, value in event.before.items()}
    after = {name: _said(value) for name, value in event.after.items()}
    return {**before, **after, "who": event.actor_name, "what": event.subject_name.rstrip(".")}


def _said(value: Any) -> str:
    """A value as people say it: days in words, states without underscores."""
    text = str(value)
    try:
        return day_words(date.fromisoformat(text))
    except ValueError:
        return text.replace("_", " ")


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1].rstrip() + "…"
