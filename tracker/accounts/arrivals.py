"""Who wants to know when somebody joins a workspace, or gets another role in it."""

from collections.abc import Callable

from .models import Membership

Listener = Callable[[Membership, Membership], None]

_arrived: list[Listener] = []
_changed: list[Listener] = []


def when_someone_joins(listener: Listener) -> Listener:
    """Register `listener(member, by)`, called in the transaction that gives her the place."""
    _arrived.append(listener)
    return listener


def when_a_role_changes(listener: Listener) -> Listener:
    """Register `listener(member, by)`, called in the transaction that changes it, after it is set."""
    _changed.append(listener)
    return listener


def tell_of_arrival(member: Membership, by: Membership) -> None:
    for listener in _arrived:
        listener(member, by)


def tell_of_change(member: Membership, by: Membership) -> None:
    for listener in _changed:
        listener(member, by)
