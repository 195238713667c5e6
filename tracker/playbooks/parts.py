"""The parts of a draft that are edited one by one: where each entry stands, and how it is added, moved and removed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from .playbook_shape import PLAYBOOK

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """`path` names the lists from the outermost on; `id` is the field that tells entries apart, `called` its name."""

    name: str
    one: str
    many: str
    path: tuple[str, ...]
    id: str = "key"
    called: str = "name"
    fixed: bool = False

    @property
    def most(self) -> int:
        """How many entries one list may hold."""
        return self._list_shape.high

    @property
    def shape(self) -> Any:
        """The shape of one entry."""
        return self._list_shape.shape

    @property
    def _list_shape(self) -> Any:
        shape: Any = PLAYBOOK
        for name in self.path:
            shape = getattr(shape, "shape", shape).fields[name]
        return shape

    @property
    def inside(self) -> "Part | None":
        """The part that its lists stand in."""
        return next((part for part in PARTS.values() if part.path == self.path[:-1]), None)


PARTS = {
    part.name: part
    for part in (
        Part("phases", "phase", "phases", ("phases",), "kind", fixed=True),
        Part("criteria", "criterion", "criteria", ("phases", "exit_criteria"), called="text"),
        Part("deliverables", "deliverable", "deliverables", ("phases", "deliverables")),
        Part("activities", "activity", "activities", ("activities",)),
        Part("sections", "section", "strategy sections", ("sections",), called="title"),
        Part("competencies", "competency", "competencies", ("competencies",)),
        Part("modules", "module", "modules", ("modules",), called="title"),
        Part("items", "item", "items", ("modules", "items"), "number", "text"),
        Part("tools", "tool", "tools", ("tools",)),
        Part("check-ins", "check-in", "check-ins", ("check_ins",), "day", "day", fixed=True),
    )
}


@dataclass(frozen=True, slots=True)
class Found:
    """An entry in its list, with the entry that the list stands in, if any."""

    entry: Entry
    listing: list[Entry]
    at: int
    parent: Entry | None


def lists_of(draft: Entry, part: Part) -> Iterator[tuple[Entry | None, list[Entry]]]:
    outer, *inner = part.path
    if not inner:
        yield None, draft[outer]
        return
    for parent in draft[outer]:
        yield parent, parent[inner[0]]


def entries_of(draft: Entry, part: Part) -> Iterator[Entry]:
    for _, listing in lists_of(draft, part):
        yield from listing


def find(draft: Entry, part: Part, id: str) -> Found | None:
    for parent, listing in lists_of(draft, part):
        for at, entry in enumerate(listing):
            if str(entry[part.id]) == id:
                return Found(entry, listing, at, parent)
    return None


def list_in(draft: Entry, part: Part, parent: str) -> list[Entry] | None:
    """The list of `part` in the entry `parent` of the part outside; `parent` says nothing where there is but one."""
    outer = part.inside
    for owner, listing in lists_of(draft, part):
        if outer is None or owner is not None and str(owner[outer.id]) == parent:
            return listing
    return None


def renumber(draft: Entry) -> None:
    """Items count through all modules."""
    numbers = count(1)
    for item in entries_of(draft, PARTS["items"]):
        item["number"] = next(numbers)


def title_of(part: Part, entry: Entry) -> str:
    if part.name == "check-ins":
        return f"Day {entry['day']}"
    return str(entry[part.called] or "") or f"{part.one.capitalize()} without a name"


def uses_of(draft: Entry, part: Part, id: str) -> list[tuple[Part, Entry]]:
    """The entries that refer to this one, which therefore cannot go yet."""
    if part.name not in {"activities", "competencies"}:
        return []
    return [
        (other, entry)
        for other in (PARTS["activities"], PARTS["tools"], PARTS["items"])
        for entry in entries_of(draft, other)
        if id in entry.get(part.name, ()) or (part.name == "competencies" and entry.get("competency") == id)
    ]
