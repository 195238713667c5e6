"""The parts that a report is made of: what Baton draws from the data, and what people write."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

LONGEST_TEXT = 8000


@dataclass(frozen=True, slots=True)
class Part:
    """`drawn` ones show data, with a remark beside them if one is written; `fixed` ones cannot be left out."""

    key: str
    title: str
    hint: str
    drawn: bool = False
    fixed: bool = False


PARTS = (
    Part("summary", "In short", "Two or three sentences of your own. The answer to “Can we run this without them?”"
         " stands above them in any case."),
    Part("number", "Where you stand", "Index, stage and the five bars against the start of the period, and what moved"
         " them. It is in every report, whatever it says.", drawn=True, fixed=True),
    Part("planned", "What we planned", "Carried over from the last report’s “What comes next”."),
    Part("done", "What happened", "What you saw, in plain words."),
    Part("signed", "Signed and verified", "What was signed, verified and handed over in the period.", drawn=True),
    Part("work", "Whose hands do the work", "Our share of what is delivered, and hours against the plan.", drawn=True),
    Part("road", "The way to the handover", "Phase, next gate and what it still asks, steps left and the forecast.",
         drawn=True),
    Part("decisions", "What was decided", "The decisions that came into force in the period.", drawn=True),
    Part("risks", "Flags and risks", "What is open now.", drawn=True),
    Part("next", "What comes next", "The plan for the next period; the next report carries it over."),
    Part("asks", "What we need from you", "Filled in with what waits for the client."),
)  # fmt: skip
BY_KEY = {part.key: part for part in PARTS}

Entry = dict[str, Any]


def first_entries(texts: dict[str, str]) -> list[Entry]:
    """Every part in its usual order, with these texts."""
    return [{"key": part.key, "text": texts.get(part.key, ""), "out": False} for part in PARTS]


def complete(entries: Iterable[Entry]) -> list[Entry]:
    """`entries` as they are, followed by the parts that came later than they were written."""
    kept = [entry for entry in entries if entry["key"] in BY_KEY]
    known = {entry["key"] for entry in kept}
    return kept + [entry for entry in first_entries({}) if entry["key"] not in known]


def in_order(placed: Iterable[tuple[int, Entry]]) -> list[Entry]:
    """The entries by the places that somebody gave them; of two in one place the earlier stays first."""
    return [entry for _, entry in sorted(placed, key=lambda pair: pair[0])]


def shown_parts(entries: Iterable[Entry]) -> list[Entry]:
    """What a reader gets: `key`, `title` and `text` of what is neither left out nor empty."""
    found = []
    for entry in complete(entries):
        part = BY_KEY[entry["key"]]
        if part.fixed or not entry["out"] and (part.drawn or entry["text"].strip()):
            found.append({"key": part.key, "title": part.title, "text": entry["text"]})
    return found


def text_of(entries: Iterable[Entry], key: str) -> str:
    return next((entry["text"] for entry in entries if entry["key"] == key), "")
