"""Keys: made once from a name, and kept when the name changes, so that what refers to them goes on doing so."""

import re
import unicodedata
from collections.abc import Container
from itertools import count
from typing import Any

from .parts import PARTS, Part, entries_of

LONGEST = 60


def key_from(name: str, taken: Container[str], otherwise: str = "part") -> str:
    """Small letters, digits and single hyphens, at most 60; with a number at its end where it is taken already."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = "-".join(re.findall(r"[a-z0-9]+", plain))[: LONGEST - 5].strip("-") or otherwise
    if base not in taken:
        return base
    return next(key for number in count(2) if (key := f"{base}-{number}") not in taken)


def new_key(draft: dict[str, Any], part: Part, name: str) -> str:
    """A key for a new entry of `part`, unlike any that is there."""
    return key_from(name, _taken(draft, part), part.one)


def give_keys(draft: dict[str, Any]) -> None:
    """Make the keys that are missing."""
    for part in PARTS.values():
        for entry in entries_of(draft, part) if part.id == "key" else ():
            if not entry["key"]:
                entry["key"] = new_key(draft, part, entry[part.called])


def _taken(draft: dict[str, Any], part: Part) -> set[str]:
    # Names a competency that would count twice (see checks).
    return {entry["key"] for entry in entries_of(draft, part)} | {"leader-essentials"}
