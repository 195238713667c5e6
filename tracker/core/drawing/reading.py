"""Reading what a feature passes, whether it is an object or a mapping, as templates do."""

from typing import Any


def read(thing: Any, name: str, default: Any = None) -> Any:
    """`thing.name` or `thing["name"]`, else `default`."""
    if isinstance(thing, dict):
        return thing.get(name, default)
    return getattr(thing, name, default)
