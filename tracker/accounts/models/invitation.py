"""Invitation: a one-time way in for one address, to one role."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.tenancy import WorkspaceModel, belongs

from .membership import Role


class Invitation(WorkspaceModel):
    """The token is made when the letter is sent and only its hash is kept; sending again voids the one before.

    `approved_at` is empty while it is only proposed by somebody who may not invite herself.
    """

    constraints = (
        ForeignKeyConstraint(["workspace_id", "client_id"], ["client.workspace_id", "client.id"]),
        belongs("membership", "invited_by_id", wall="workspace"),
        Index("ix_invitation_wall", "workspace_id", "client_id"),
        Index("ix_invitation_token", "workspace_id", "token_hash"),
    )

    client_id: Mapped[UUID | None] = mapped_column(Id)
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(String(12))
    invited_by_id: Mapped[UUID] = mapped_column(Id)
    invited_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    approved_at: Mapped[datetime | None] = mapped_column(Moment)
    token_hash: Mapped[str | None] = mapped_column(String(64))
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
