"""AuditEvent: who did what to which record, and how it stood before and after."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.types import Id, Json, Moment
from tracker.tenancy import AppendOnly, WorkspaceModel


class AuditEvent(AppendOnly, WorkspaceModel):
    """One change. Events of a client carry its id; events of the practice alone carry none and stay inside it.

    `verb` is `noun.past_tense` (`gate.passed`). Names are kept as they were, so that history survives leavers.
    """

    constraints = (
        Index("ix_audit_event_engagement", "workspace_id", "engagement_id", "id"),
        Index("ix_audit_event_wall", "workspace_id", "client_id", "id"),
    )

    client_id: Mapped[UUID | None] = mapped_column(Id)
    engagement_id: Mapped[UUID | None] = mapped_column(Id)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    verb: Mapped[str] = mapped_column(String(60))
    actor_id: Mapped[UUID | None] = mapped_column(Id)
    actor_name: Mapped[str] = mapped_column(String(120))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID] = mapped_column(Id)
    subject_name: Mapped[str] = mapped_column(String(200))
    because: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)

    @property
    def noun(self) -> str:
        return self.verb.partition(".")[0]
