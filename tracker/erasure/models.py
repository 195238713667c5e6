"""Deletion: that somebody asked for something to be deleted, what became of it, and the proof that stays."""

import hashlib
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Index, String, and_
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.database import db
from tracker.core.ids import new_id
from tracker.core.types import Id, Json, Moment


class Kind(StrEnum):
    PERSON = "person"
    PLACE = "place"
    CLIENT = "client"
    WORKSPACE = "workspace"

    @property
    def days(self) -> int:
        """How long it can be taken back."""
        return 14 if self in {Kind.PERSON, Kind.PLACE} else 30


class Deletion(db.Model):
    """It belongs to no tenant, because it outlives the tenant.

    `target` says what is to go, so that nothing is asked for twice at once. `work` holds what the deleting itself must
    remember if it is stopped half way (the names that it takes away, above all); with the end it is emptied, and who
    was erased and who asked are forgotten but for `asked_by_mark`, which only she can show to be hers. `held_up` says
    why it could not be done when it was due.
    """

    __table_args__ = (
        Index("ix_deletion_workspace", "workspace_id"),
        Index("ix_deletion_user", "user_id"),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=new_id)
    kind: Mapped[Kind] = mapped_column(String(10))
    target: Mapped[str] = mapped_column(String(60))
    workspace_id: Mapped[UUID | None] = mapped_column(Id)
    client_id: Mapped[UUID | None] = mapped_column(Id)
    member_id: Mapped[UUID | None] = mapped_column(Id)
    user_id: Mapped[UUID | None] = mapped_column(Id)
    asked_by_id: Mapped[UUID | None] = mapped_column(Id)
    asked_by_mark: Mapped[str] = mapped_column(String(16))
    asked_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    due_on: Mapped[date] = mapped_column(Date)
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    held_up: Mapped[str] = mapped_column(String(300), default="")
    begun_at: Mapped[datetime | None] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    work: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    counts: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    proof: Mapped[str] = mapped_column(String(64), default="")

    @property
    def open(self) -> bool:
        return self.done_at is None and self.withdrawn_at is None

    @property
    def of_person(self) -> bool:
        return self.kind in {Kind.PERSON, Kind.PLACE}

    @property
    def can_be_taken_back(self) -> bool:
        """Until it has begun: what is half deleted is of no use to anybody."""
        return self.open and self.begun_at is None


_STILL_OPEN = and_(Deletion.done_at.is_(None), Deletion.withdrawn_at.is_(None))
Index("uq_deletion_open", Deletion.target, unique=True, sqlite_where=_STILL_OPEN, postgresql_where=_STILL_OPEN)


def mark_of(deletion_id: UUID, user_id: UUID) -> str:
    """What stands for a person in a proof: it names nobody, and whoever it is can show that it is she."""
    return hashlib.sha256(f"{deletion_id}:{user_id}".encode()).hexdigest()[:16]
