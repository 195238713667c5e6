"""Filters that somebody keeps under a name of her own."""

from typing import Any

from sqlalchemy import update

from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.prepared import prepared
from tracker.tenancy import scoped

from .models import SavedFilter

MOST = 20


def saved_filters(member: Membership) -> list[SavedFilter]:
    """Hers, by name. One statement."""
    return list(db.session.scalars(*_of(member.id)))


def save_filter(name: str, filters: dict[str, str], opens: bool, *, by: Membership) -> SavedFilter:
    """Keep `filters`, as an address holds them, under `name`. `opens`: the portfolio begins with it.

    Raises `Refused` for a name that she uses already, and for more than `MOST`.
    """
    mine = saved_filters(by)
    if len(mine) >= MOST:
        raise Refused(f"You keep {MOST} filters. Delete one that you no longer use.")
    _check_name(name, mine)
    kept = SavedFilter(workspace_id=by.workspace_id, person_id=by.id, name=name, filters=filters)
    db.session.add(kept)
    db.session.flush()
    _open_with(kept, opens)
    return kept


def change_filter(kept: SavedFilter, name: str, opens: bool, *, by: Membership) -> None:
    """Another name, and whether the portfolio begins with it."""
    _check_name(name, [one for one in saved_filters(by) if one.id != kept.id])
    kept.name = name
    _open_with(kept, opens)


def delete_filter(kept: SavedFilter) -> None:
    db.session.delete(kept)


def _check_name(name: str, others: list[SavedFilter]) -> None:
    if any(one.name.casefold() == name.casefold() for one in others):
        raise Refused("You have a filter of this name.", "name")


def _open_with(kept: SavedFilter, opens: bool) -> None:
    if opens:
        others = update(SavedFilter).where(SavedFilter.person_id == kept.person_id, SavedFilter.id != kept.id)
        db.session.execute(others.values(opens=False))
    kept.opens = opens


@prepared
def _of(person_id: Any) -> Any:
    return scoped(SavedFilter).where(SavedFilter.person_id == person_id).order_by(SavedFilter.name, SavedFilter.id)
