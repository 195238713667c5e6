"""What the portfolio is narrowed to and sorted by, in words and links."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for

from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.tenancy import said_here, scoped

from .columns import COLUMNS, Column
from .forms import SIGNS
from .names import shipped_title
from .narrowing import PHASES, SEVERITIES, STAGES, STATES, Narrowed
from .sorting import Order

CLIENT = Column("Client", "client")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One thing that the list is narrowed to, and the address without it."""

    words: str
    without: dict[str, str]


def words_of(narrowed: Narrowed) -> list[Narrowing]:
    """Everything but the view, whose name is marked among the others. A statement where somebody is named."""
    said = {
        "q": lambda text: f"“{text}”", "phase": PHASES.get, "stage": STAGES.get, "state": STATES.get,
        "lead": lambda id: f"Led by {_name(id)}", "who": lambda id: f"With {_name(id)}", "flags": SEVERITIES.get,
        "playbook": shipped_title,
    }  # fmt: skip
    chosen = {name: value for name, value in narrowed.as_dict().items() if name != "show"}
    return [
        Narrowing(said_here(SIGNS[name]) if name in SIGNS else said[name](value), narrowed.but(**{name: ""}).as_dict())
        for name, value in chosen.items()
    ]


def heads(columns: tuple[str, ...], narrowed: Narrowed, order: Order) -> list[dict[str, Any]]:
    """The heads of the table, behind that of the boxes; a click sorts, another turns it round."""
    return [
        {"label": "Tick", "hidden": True},
        *(_head(column, narrowed, order) for column in (CLIENT, *(COLUMNS[key] for key in columns))),
    ]


def _head(column: Column, narrowed: Narrowed, order: Order) -> dict[str, Any]:
    if not column.sort:
        return {"label": said_here(column.label)}
    turned = narrowed.as_dict() | order.turned(column.sort).as_dict()
    head = {"label": said_here(column.label), "href": url_for(".listing", **(turned or {"show": "all"}))}
    if order.key == column.sort:
        head["sort"] = "descending" if order.descending else "ascending"
    return head


def _name(id: str) -> str:
    """The name of somebody of the practice; an address may hold anybody's id."""
    query = scoped(Membership).with_only_columns(Membership.name)
    return db.session.scalar(query.where(Membership.id == UUID(id), Membership.client_id.is_(None))) or "somebody else"
