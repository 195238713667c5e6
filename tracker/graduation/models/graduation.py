"""Graduation: the owner's wish, and how far it is carried out; GraduationTicket: that there is something to do."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKeyConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.database import db
from tracker.core.ids import new_id
from tracker.core.types import Id, Json, Moment
from tracker.tenancy import WorkspaceModel, belongs


class Grant(StrEnum):
    """What the practice keeps."""

    NOTHING = "nothing"
    SUMMARY = "summary"
    READ = "read"


class Stage(StrEnum):
    """One after the other. Up to CHECKED nothing is seen of the new workspace; from SWITCHED on it is the client's."""

    ASKED = "asked"
    SEALED = "sealed"
    COPIED = "copied"
    FILED = "filed"
    CHECKED = "checked"
    SWITCHED = "switched"
    CLOSED = "closed"
    KEPT = "kept"
    DONE = "done"
    BACK = "back"


BEFORE_SWITCH = (Stage.ASKED, Stage.SEALED, Stage.COPIED, Stage.FILED, Stage.CHECKED)
OPEN = "ended_at IS NULL"


class Graduation(WorkspaceModel):
    """Stands in the workspace that is left, and from the switch on also in the client's own.

    `client_id` and `asked_by_id` are emptied when what they name is deleted; names are kept as they were. `target_id`
    is the new workspace, `trouble` why it waits. `summary` is what the practice may keep of each engagement.
    """

    constraints = (
        ForeignKeyConstraint(["workspace_id", "client_id"], ["client.workspace_id", "client.id"]),
        belongs("membership", "asked_by_id", wall="workspace"),
        Index("ix_graduation_wall", "workspace_id", "client_id"),
        Index("uq_graduation_open", "workspace_id", "client_id", unique=True,
              sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
    )  # fmt: skip

    client_id: Mapped[UUID | None] = mapped_column(Id)
    asked_by_id: Mapped[UUID | None] = mapped_column(Id)
    asked_by_name: Mapped[str] = mapped_column(String(120))
    asked_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    words: Mapped[str] = mapped_column(Text)
    client_name: Mapped[str] = mapped_column(String(120))
    practice_name: Mapped[str] = mapped_column(String(120))
    name: Mapped[str] = mapped_column(String(120))
    slug: Mapped[str] = mapped_column(String(40))
    zone: Mapped[str] = mapped_column(String(64))
    grant: Mapped[Grant] = mapped_column(String(8))
    keep_until: Mapped[date | None] = mapped_column(Date)
    target_id: Mapped[UUID] = mapped_column(Id, default=new_id)
    stage: Mapped[Stage] = mapped_column(String(10), default=Stage.ASKED)
    counts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    content_hash: Mapped[str] = mapped_column(String(64), default="")
    summary: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    trouble: Mapped[str] = mapped_column(String(500), default="")
    sealed_at: Mapped[datetime | None] = mapped_column(Moment)
    switched_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def under_way(self) -> bool:
        return self.stage in BEFORE_SWITCH

    @property
    def can_be_called_off(self) -> bool:
        """Once it has begun it is carried out or, if it cannot be, taken back by itself."""
        return self.stage == Stage.ASKED


class GraduationTicket(db.Model):
    """No tenant's text stands in it, so that a worker that has not entered any workspace yet may look for it. Who
    claims it says so; a claim lapses at `next_try_at`."""

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(Id)
    client_id: Mapped[UUID] = mapped_column(Id)
    next_try_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    claim: Mapped[UUID | None] = mapped_column(Id)
    tries: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    of: Mapped[int] = mapped_column(default=0)
