"""The columns of the portfolio: whose each is, and which a person chose."""

from dataclasses import dataclass
from typing import Any

from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.prepared import prepared
from tracker.tenancy import scoped

from .models import ChosenColumns


@dataclass(frozen=True, slots=True)
class Column:
    """`sort` is the way to sort that its head offers."""

    label: str
    sort: str
    hint: str = ""


COLUMNS = {
    "phase": Column("Phase, next gate", "phase"),
    "index": Column("Index, eight weeks", "index"),
    "change": Column("Change", "change", "In points, over eight weeks."),
    "forecast": Column("Forecast against plan", "forecast"),
    "planned": Column("Planned handover", "planned", "The day that was agreed, and how far off it is."),
    "share": Column("Our share", "share"),
    "seen": Column("Client last seen", "seen"),
    "flags": Column("Flags", "flags"),
    "steps": Column("Steps left", "", "What is still to do until the handover."),
    "lead": Column("Led by", ""),
    "playbook": Column("Playbook", ""),
}
USUAL = ("phase", "index", "forecast", "share", "seen", "flags")


def columns_of(member: Membership) -> tuple[str, ...]:
    """One statement."""
    chosen = db.session.scalar(*_chosen(member.id))
    return tuple(key for key in chosen.columns if key in COLUMNS) if chosen is not None else USUAL


def choose_columns(keys: list[str], *, by: Membership) -> None:
    """From now on `by` sees these, in the order of the table. Raises `Refused` where none is left."""
    kept = [key for key in COLUMNS if key in keys]
    if not kept:
        raise Refused("Choose at least one column.", "columns")
    chosen = db.session.scalar(*_chosen(by.id))
    if chosen is None:
        chosen = ChosenColumns(workspace_id=by.workspace_id, person_id=by.id)
        db.session.add(chosen)
    chosen.columns = kept


@prepared
def _chosen(person_id: Any) -> Any:
    return scoped(ChosenColumns).where(ChosenColumns.person_id == person_id)
