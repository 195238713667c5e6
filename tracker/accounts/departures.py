"""Who wants to know when somebody leaves a workspace, and who can tell what leaves with her."""

from collections.abc import Callable
from typing import Any

from .models import Membership

Listener = Callable[[Membership, Membership], None]

_listeners: list[Listener] = []
_tellers: list[Callable[[Membership, Membership], list[Any]]] = []
_tellers_after: list[Callable[[Membership, Membership], list[Any]]] = []


def when_someone_leaves(listener: Listener) -> Listener:
    """Register `listener(leaver, by)`, called in the transaction that ends the place, after `ended_at` is set."""
    _listeners.append(listener)
    return listener


def tell(leaver: Membership, by: Membership) -> None:
    for listener in _listeners:
        listener(leaver, by)


def tells_what_leaves(teller: Callable[[Membership, Membership], list[Any]]) -> Any:
    """Register `teller(leaver, reader)`: what would become fragile, as `accounts/_leaves_with.html` draws it."""
    _tellers.append(teller)
    return teller


def tells_what_became_fragile(teller: Callable[[Membership, Membership], list[Any]]) -> Any:
    """Register `teller(leaver, reader)`: what became fragile when she left, and what of it is mended."""
    _tellers_after.append(teller)
    return teller


def what_leaves_with(leaver: Membership, reader: Membership) -> list[Any]:
    return [part for teller in _tellers for part in teller(leaver, reader)]


def what_left_with(leaver: Membership, reader: Membership) -> list[Any]:
    return [part for teller in _tellers_after for part in teller(leaver, reader)]
