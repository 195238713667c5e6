"""Job: a piece of long work that somebody asked for; JobTicket: that it waits, for whichever worker comes first."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.database import db
from tracker.core.types import Id, Json, Moment
from tracker.tenancy import WorkspaceModel, belongs


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(WorkspaceModel):
    """What was asked for, by whom, and what became of it. `client_id` is the asker's own, empty on the practice side.

    `home` is the page that it belongs to and `result` the page to go to afterwards: an endpoint and its values.
    """

    constraints = (
        ForeignKeyConstraint(["workspace_id", "client_id"], ["client.workspace_id", "client.id"]),
        belongs("membership", "asked_by_id", wall="workspace"),
        Index("ix_job_asker", "workspace_id", "asked_by_id", "id"),
        Index("ix_job_wall", "workspace_id", "client_id"),
    )

    client_id: Mapped[UUID | None] = mapped_column(Id)
    asked_by_id: Mapped[UUID] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(160))
    args: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    home: Mapped[list[Any]] = mapped_column(Json, default=list)
    state: Mapped[JobState] = mapped_column(String(8), default=JobState.WAITING)
    message: Mapped[str] = mapped_column(String(500), default="")
    result: Mapped[list[Any]] = mapped_column(Json, default=list)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def open(self) -> bool:
        return self.state in {JobState.WAITING, JobState.RUNNING}


class JobTicket(db.Model):
    """That the job of the same id waits in a workspace. No tenant's text stands in it, so that a worker that has not
    entered any workspace yet may look for it. Who claims it says so; a claim lapses at `next_try_at`."""

    __table_args__ = (Index("ix_job_ticket_due", "next_try_at"), Index("ix_job_ticket_workspace", "workspace_id"))

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(Id)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    next_try_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    claim: Mapped[UUID | None] = mapped_column(Id)
    tries: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    of: Mapped[int] = mapped_column(default=0)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)
