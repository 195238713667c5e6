"""What the smaller numbers are made of: evidence in hand by kind, and whose hands delivered what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.engagements.extension_points import Facts
from tracker.worklog.shares import SPAN, amounts, hands_on_share, practice_share

from .formula import assess
from .inputs import Inputs

Place = tuple[str, str] | None
KINDS = {
    "activity": "Work logged in the last 56 days", "competency": "Skills assessed", "leader": "Leaders assessed",
    "tool": "Tools checked",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """Of one kind of evidence: how much of what is asked for is there, and what is missing, each with its place."""

    words: str
    present: int
    required: int
    missing: list[tuple[str, Place]]


def seen_of(inputs: Inputs, today: date, place: Callable[[str, str], Place]) -> list[Seen]:
    """By kind, without those of which nothing is asked; together they make the coverage. Which leader is not assessed
    is for her and her trainers."""
    facts = inputs.applicable()
    required = {
        "activity": len(facts.activities), "competency": len(facts.competencies), "leader": len(facts.leaders),
        "tool": len(facts.tools),
    }  # fmt: skip
    gaps: dict[str, list[tuple[str, Place]]] = {kind: [] for kind in KINDS}
    for kind, id, name in assess(inputs, today).not_evidenced:
        gaps[kind].append((name, place(kind, id)))
    found = []
    for kind, words in KINDS.items():
        if required[kind]:
            missing = gaps[kind] if kind != "leader" else _count(len(gaps[kind]))
            found.append(Seen(words, required[kind] - len(gaps[kind]), required[kind], missing))
    return found


def _count(leaders: int) -> list[tuple[str, Place]]:
    return [("one leader" if leaders == 1 else f"{leaders} leaders", None)] if leaders else []


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was delivered of one activity, in its own units."""

    id: str
    name: str
    practice: int
    together: int
    client: int
    provider: int


@dataclass(frozen=True, slots=True)
class Shares:
    """The rows behind the practice's share and the hands-on share; both None, and no rows, when nothing was done."""

    rows: list[Delivered]
    practice: float | None
    hands_on: float | None


def shares_of(facts: Facts, today: date) -> Shares:
    """Of the last 28 days."""
    first, rows, whole = today - SPAN + timedelta(days=1), [], dict[str, int]()
    names = {row["id"]: row["name"] for row in facts["activities"]}
    for id, entries in facts["work"].items():
        done = amounts(entries, first, today)
        for mode, quantity in done.items():
            whole[mode] = whole.get(mode, 0) + quantity
        if any(quantity for mode, quantity in done.items() if mode != "oversight"):
            own = done.get("client", 0) + done.get("client_checked", 0)
            rows.append(
                Delivered(id, names.get(id, ""), done.get("consultant", 0), done.get("together", 0), own,
                          done.get("provider", 0))
            )  # fmt: skip
    return Shares(rows, practice_share(whole), hands_on_share(whole))
