"""What changed between two versions of a playbook, in words: for each part what came, went and is different."""

from dataclasses import dataclass
from typing import Any

from .drafting import Draft
from .parts import PARTS, Entry, Part, lists_of, title_of
from .wording import CHOICES, field_words, rule_words

_SHORT = 160
_NOT_TOLD = {"key", "version"}


@dataclass(frozen=True, slots=True)
class Different:
    """One entry that is there in both, and what is different about it."""

    name: str
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    part: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    different: tuple[Different, ...] = ()
    reordered: bool = False

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.different or self.reordered)


def changes_between(before: Draft, after: Draft) -> list[Changed]:
    """Part by part, in the order of the file; parts without a change are left out."""
    names = _names(before) | _names(after)
    parts = [_of_the_whole(before, after, names), *(_of_part(part, before, after, names) for part in PARTS.values())]
    return [part for part in parts if part]


def _of_the_whole(before: Draft, after: Draft, names: dict[str, str]) -> Changed:
    lists = {part.path[0] for part in PARTS.values()}
    different = []
    for name in after:
        if name in lists | _NOT_TOLD or before.get(name) == after[name]:
            continue
        if isinstance(after[name], dict):
            different.append(Different(field_words(name), _how(before.get(name) or {}, after[name], names)))
        else:
            different.append(Different(field_words(name), (_turned(before.get(name), after[name], names),)))
    return Changed("About it and its promises", different=tuple(different))


def _of_part(part: Part, before: Draft, after: Draft, names: dict[str, str]) -> Changed:
    old, new = _entries(part, before), _entries(part, after)
    pairs, added, removed = _paired(part, old, new)
    inner = {one.path[-1] for one in PARTS.values() if one.inside is part}
    different = [
        Different(title_of(part, theirs), how)
        for ours, theirs in pairs
        if (how := _how(_without(ours, inner, part), _without(theirs, inner, part), names))
    ]
    common = [id(ours) for ours, _ in pairs]
    reordered = common != [id(entry) for entry in old if id(entry) in set(common)]
    return Changed(
        part.many.capitalize(), tuple(title_of(part, entry) for entry in added),
        tuple(title_of(part, entry) for entry in removed), tuple(different), reordered,
    )  # fmt: skip


def _entries(part: Part, draft: Draft) -> list[Entry]:
    """With the name of what each stands in, so that moving to another module or phase is told."""
    found = []
    for parent, listing in lists_of(draft, part):
        outer = {part.inside.one: title_of(part.inside, parent)} if part.inside and parent else {}
        found += [entry | outer for entry in listing]
    return found


def _paired(
    part: Part, old: list[Entry], new: list[Entry]
) -> tuple[list[tuple[Entry, Entry]], list[Entry], list[Entry]]:
    """Which entry became which: by what tells entries apart; items by their text, then by their number."""
    fields = ("text", "number") if part.name == "items" else (part.id,)
    partner: dict[int, Entry] = {}
    left_old, left_new = list(old), list(new)
    for field in fields:
        by_field = {entry[field]: entry for entry in left_old}
        for entry in left_new:
            if entry[field] in by_field:
                partner[id(entry)] = by_field.pop(entry[field])
        met = {id(entry) for entry in partner.values()}
        left_old = [entry for entry in left_old if id(entry) not in met]
        left_new = [entry for entry in left_new if id(entry) not in partner]
    return [(partner[id(entry)], entry) for entry in new if id(entry) in partner], left_new, left_old


def _without(entry: Entry, inner: set[str], part: Part) -> Entry:
    return {name: value for name, value in entry.items() if name not in inner | {part.id}}


def _how(before: Entry, after: Entry, names: dict[str, str]) -> tuple[str, ...]:
    fields = list(dict.fromkeys([*before, *after]))
    return tuple(
        f"{field_words(name)}: {_turned(before.get(name), after.get(name), names)}"
        for name in fields
        if before.get(name) != after.get(name)
    )


def _turned(before: Any, after: Any, names: dict[str, str]) -> str:
    old, new = _said(before, names), _said(after, names)
    if len(old) > _SHORT or len(new) > _SHORT:
        return "written anew" if old != "nothing" else "added"
    return f"{old} → {new}"


def _said(value: Any, names: dict[str, str]) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return rule_words(value) if "name" in value else "; ".join(map(str, value.values()))
    if isinstance(value, list):
        return ", ".join(_said(one, names) for one in value) or "nothing"
    text = str(value if value is not None else "")
    return names.get(text) or CHOICES.get(text, text) or "nothing"


def _names(draft: Draft) -> dict[str, str]:
    return {
        entry["key"]: title_of(PARTS[name], entry) for name in ("activities", "competencies") for entry in draft[name]
    }
