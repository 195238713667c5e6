"""Who wants to know when somebody leaves a workspace."""

from collections.abc import Callable

from .models import Membership

Listener = Callable[[Membership, Membership], None]

_listeners: list[Listener] = []


def when_someone_leaves(listener: Listener) -> Listener:
    """Register `listener(leaver, by)`, called in the transaction that ends the place, after `ended_at` is set."""
    _listeners.append(listener)
    return listener


def tell(leaver: Membership, by: Membership) -> None:
    for listener in _listeners:
        listener(leaver, by)
