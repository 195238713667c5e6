"""The named door through which training, a feature above, says what must be learnt before a rung is reached."""

from collections.abc import Callable

from .models import Activity

ItemsLeft = Callable[[Activity], list[str]]

_readers: list[ItemsLeft] = []


def lists_unverified_items(reader: ItemsLeft) -> ItemsLeft:
    """Register a reader: the texts of the required items mapped to an activity that nobody active has verified."""
    _readers.append(reader)
    return reader


def unverified_items(activity: Activity) -> list[str]:
    """What the client's people have still to show before they may do `activity` themselves, as texts of items."""
    return [text for reader in _readers for text in reader(activity)]
