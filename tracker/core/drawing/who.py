"""Who holds something: a person, the practice's hands, an outside supplier, or nobody."""

from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from .chips import chip
from .icons import icon
from .reading import read


def person(sprite: str, who: Any, empty: str, asked_word: str) -> Markup:
    """`who`: none, a name, or an object with .name and optionally .accepted (false draws "asked")."""
    if not who:
        return nobody(sprite, empty)
    if isinstance(who, str):
        return escape(who)
    name = read(who, "name")
    return escape(name) if read(who, "accepted", True) else asked(sprite, str(name), asked_word)


def doer(sprite: str, who: Any, empty: str) -> Markup:
    """`who`: none, a name, or an object with .name and .kind `person`, `practice` or `provider`."""
    if not who:
        return nobody(sprite, empty)
    if isinstance(who, str):
        return escape(who)
    name, kind = str(read(who, "name")), read(who, "kind")
    if kind == "practice":
        return practice(sprite, name)
    return supplier(name) if kind == "provider" else escape(name)


@lru_cache(maxsize=512)
def asked(sprite: str, name: str, word: str) -> Markup:
    return Markup(f'<span class="bt-who-asked">{escape(name)} {chip(sprite, word, "warn", "clock")}</span>')


@lru_cache(maxsize=64)
def nobody(sprite: str, word: str) -> Markup:
    """A gap that must be filled: icon and word."""
    return Markup(f'<span class="bt-none">{icon(sprite, "alert-circle")} {escape(word)}</span>')


@lru_cache(maxsize=64)
def nothing(word: str = "None") -> Markup:
    """A gap that may stay."""
    return Markup(f'<span class="bt-quiet">{escape(word)}</span>')


@lru_cache(maxsize=512)
def practice(sprite: str, name: str) -> Markup:
    return Markup(f'<span class="bt-them">{icon(sprite, "briefcase")}{escape(name)}</span>')


@lru_cache(maxsize=512)
def supplier(name: str, word: str = "supplier") -> Markup:
    return Markup(f'{escape(name)} <span class="bt-small bt-quiet">{escape(word)}</span>')
