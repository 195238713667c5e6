"""What can be done to a draft, part by part. Each verb gives a change for `Playbook.rework`."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from tracker.core.errors import Refused, Stale
from tracker.core.ids import new_id

from .drafting import Draft, blank
from .keys import new_key
from .parts import PARTS, Entry, Found, Part, find, list_in, renumber, title_of, uses_of

Change = Callable[[Draft, list[Any]], dict[str, Any]]

GONE = "Somebody else removed this since you opened it. It stands under “Lately removed”, and can be put back."
CHANGED = "Somebody else changed this since you opened it. Yours is kept below, theirs stands beside it."
MOST_REMOVED = 20
ABOUT = ("title", "summary", "source", "licence", "language", "charter")
PROMISES = ("sla", "drill", "leader_essentials")


def page_values(draft: Draft, page: str) -> dict[str, Any]:
    """The fields of the pages that are not lists, as their forms name them (`sla_label`)."""
    if page == "about":
        return {name: draft[name] for name in ABOUT}
    nested = {f"{outer}_{name}": value for outer in PROMISES for name, value in draft[outer].items()}
    return {**nested, "handover_pack": draft["handover_pack"]}


def rewrite_page(page: str, values: dict[str, Any], seen: str) -> Change:
    def change(draft: Draft, _: list[Any]) -> dict[str, Any]:
        if fingerprint(page_values(draft, page)) != seen:
            raise Stale(CHANGED)
        if page == "about":
            draft |= values
        else:
            draft["handover_pack"] = values["handover_pack"]
            for outer in PROMISES:
                draft[outer] |= {name: values.get(f"{outer}_{name}", kept) for name, kept in draft[outer].items()}
        return {"part": page}

    return change


def add_entry(part: Part, parent: str, values: Entry, made: list[str]) -> Change:
    """`made` receives what tells the new entry apart, as text."""

    def change(draft: Draft, _: list[Any]) -> dict[str, Any]:
        listing = list_in(draft, part, parent)
        if listing is None or part.fixed:
            raise Stale(f"The {part.inside.one if part.inside else 'list'} it should stand in is no longer there.")
        if len(listing) >= part.most:
            raise Refused(f"There are {part.most} {part.many} already, and that is the most.")
        entry = _only_one_way(part, blank(part.shape) | values)
        if part.id == "key":
            entry["key"] = new_key(draft, part, entry[part.called])
        listing.append(entry)
        renumber(draft)
        made.append(str(entry[part.id]))
        return {"part": part.name, "added": title_of(part, entry)}

    return change


def change_entry(part: Part, id: str, values: Entry, seen: str, parent: str | None = None) -> Change:
    """Its key stays. With `parent` it may move to another list, at whose end it then stands."""

    def change(draft: Draft, _: list[Any]) -> dict[str, Any]:
        found = _found(draft, part, id)
        if fingerprint(own_values(part, found.entry)) != seen:
            raise Stale(CHANGED)
        found.listing[found.at] = entry = _only_one_way(part, {**found.entry, **_in_order(found.entry, values)})
        if parent is not None and (target := list_in(draft, part, parent)) not in (None, found.listing):
            found.listing.remove(entry)
            target.append(entry)
            renumber(draft)
        return {"part": part.name, "changed": title_of(part, entry)}

    return change


def move_entry(part: Part, id: str, step: int, at: int) -> Change:
    """One place up (-1) or down (1), if it still stands at place `at`: a button pressed twice moves it once."""

    def change(draft: Draft, _: list[Any]) -> dict[str, Any]:
        found = _found(draft, part, id)
        other = found.at + step
        if found.at == at and 0 <= other < len(found.listing) and not part.fixed:
            listing = found.listing
            listing[at], listing[other] = listing[other], listing[at]
            renumber(draft)
        return {"part": part.name, "moved": title_of(part, found.entry)}

    return change


def remove_entry(part: Part, id: str) -> Change:
    """It can be put back. Raises `Refused` with the places, where something refers to it."""

    def change(draft: Draft, removed: list[Any]) -> dict[str, Any]:
        found = _found(draft, part, id)
        if part.fixed:
            raise Refused(f"Every playbook has this {part.one}.")
        uses = uses_of(draft, part, id)
        if uses:
            places = "; ".join(f"{other.one} “{title_of(other, entry)}”" for other, entry in uses[:8])
            more = f"; and {len(uses) - 8} more" if len(uses) > 8 else ""
            name = title_of(part, found.entry)
            raise Refused(f"“{name}” is still named in: {places}{more}. Take it out there first.")
        del found.listing[found.at]
        parent = str(found.parent[part.inside.id]) if part.inside and found.parent else ""
        removed.insert(0, {"id": str(new_id()), "part": part.name, "in": parent, "at": found.at, "entry": found.entry})
        del removed[MOST_REMOVED:]
        renumber(draft)
        return {"part": part.name, "removed": title_of(part, found.entry)}

    return change


def put_back(removed_id: str) -> Change:
    """Where it stood. What it referred to and is no longer there, it refers to no longer."""

    def change(draft: Draft, removed: list[Any]) -> dict[str, Any]:
        one = next((one for one in removed if one["id"] == removed_id), None)
        if one is None:
            raise Stale("It was put back already, or removed too long ago.")
        part, entry = PARTS[one["part"]], one["entry"]
        listing = list_in(draft, part, one["in"])
        if listing is None:
            raise Refused(f"The {part.inside.one if part.inside else 'list'} it stood in was removed too.")
        if len(listing) >= part.most:
            raise Refused(f"There are {part.most} {part.many} already, and that is the most.")
        if part.id == "key" and find(draft, part, entry["key"]):
            entry["key"] = new_key(draft, part, entry[part.called])
        listing.insert(one["at"], entry)
        for item in [entry, *entry.get("items", ())]:
            _drop_what_is_gone(draft, item)
        removed.remove(one)
        renumber(draft)
        return {"part": part.name, "put_back": title_of(part, entry)}

    return change


def fingerprint(values: dict[str, Any]) -> str:
    """Tells whether something is still as a page showed it."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:24]


def own_values(part: Part, entry: Entry) -> Entry:
    """An entry without the lists that are parts of their own, and without its number, which others move."""
    inner = {one.path[-1] for one in PARTS.values() if one.inside is part} | {"number"}
    return {name: value for name, value in entry.items() if name not in inner}


def _found(draft: Draft, part: Part, id: str) -> Found:
    found = find(draft, part, id)
    if found is None:
        raise Stale(GONE)
    return found


def _in_order(before: Entry, values: Entry) -> Entry:
    """Boxes that stay ticked keep the order in which the keys stood."""
    kept = {
        name: [key for key in before[name] if key in ticked] + [key for key in ticked if key not in before[name]]
        for name, ticked in values.items()
        if name in {"activities", "competencies"}
    }
    return {**values, **kept}


def _only_one_way(part: Part, entry: Entry) -> Entry:
    """A criterion has a rule or evidence, whichever was given; the fields keep their order."""
    if part.name == "criteria":
        way = "evidence" if entry.get("rule") is None else "rule"
        entry = {name: entry[name] for name in ("key", "text", way)}
    return entry


def _drop_what_is_gone(draft: Draft, entry: Entry) -> None:
    for name in ("activities", "competencies"):
        if isinstance(entry.get(name), list):
            entry[name] = [key for key in entry[name] if find(draft, PARTS[name], key)]
    if entry.get("competency") and not find(draft, PARTS["competencies"], entry["competency"]):
        entry["competency"] = ""
