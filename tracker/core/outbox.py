"""The outbox: a letter is a row written in the transaction that caused it, never lost and never sent in vain."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from . import clock
from .database import db
from .ids import new_id
from .types import Id, Json, Moment


class Letter(db.Model):
    """No secret stands in it: one-time links are made while sending. `workspace_id` is where its subject lives."""

    __table_args__ = (Index("ix_letter_waiting", "sent_at", "next_try_at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(40))
    workspace_id: Mapped[UUID | None] = mapped_column(Id)
    to_address: Mapped[str] = mapped_column(String(254))
    values: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    written_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    next_try_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    given_up_at: Mapped[datetime | None] = mapped_column(Moment)


def post(kind: str, to_address: str, *, workspace_id: UUID | None = None, **values: Any) -> Letter:
    """Put a letter into the outbox of the transaction at hand. `values` are plain JSON; `kind` names its template."""
    letter = Letter(kind=kind, to_address=to_address, workspace_id=workspace_id, values=values)
    db.session.add(letter)
    return letter


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A PDF that goes along with a letter."""

    name: str
    paper: bytes


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter ready to go. `text` and `html` say the same."""

    subject: str
    text: str
    html: str
    enclosed: tuple[Enclosed, ...] = ()


Composer = Callable[[Letter], Composed | None]
composers: dict[str, Composer] = {}


def letter_kind(kind: str) -> Callable[[Composer], Composer]:
    """Register how letters of `kind` are composed, at the moment of sending and inside the letter's workspace.

    One-time links are made here, so that no row ever holds one. None: there is nothing to send any more.
    """

    def register(composer: Composer) -> Composer:
        composers[kind] = composer
        return composer

    return register
