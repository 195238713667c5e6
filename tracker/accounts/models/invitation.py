"""Invitation: a one-time way in for one address, to one role."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.access.roles import Role
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.tenancy import WorkspaceModel, belongs, joined

from .membership import Membership


class InvitationState(StrEnum):
    PROPOSED = "proposed"
    WAITING = "waiting"
    SENT = "sent"
    EXPIRED = "expired"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


class Invitation(WorkspaceModel):
    """The token is made when the letter is sent and only its hash is kept; sending again voids the one before.

    `approved_at` is empty while it is only proposed by somebody who may not invite herself.
    """

    LASTS = timedelta(days=2)
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

    invited_by: Mapped[Membership] = relationship(
        viewonly=True, primaryjoin=lambda: joined(Invitation.invited_by_id, Membership)
    )  # fmt: skip
    client: Mapped[Any] = relationship(
        "Client", viewonly=True,
        primaryjoin="and_(foreign(Invitation.workspace_id)==Client.workspace_id,"
        " foreign(Invitation.client_id)==Client.id)",
    )  # fmt: skip

    @property
    def state(self) -> InvitationState:
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        if self.withdrawn_at is not None:
            return InvitationState.WITHDRAWN
        if self.approved_at is None:
            return InvitationState.PROPOSED
        if self.token_hash is None or self.expires_at is None:
            return InvitationState.WAITING
        return InvitationState.SENT if clock.now() < self.expires_at else InvitationState.EXPIRED

    @property
    def open(self) -> bool:
        """Neither accepted nor withdrawn; it may have expired, and can then be sent again."""
        return self.accepted_at is None and self.withdrawn_at is None

    @property
    def expires_on(self) -> date | None:
        return clock.day_of(self.expires_at) if self.expires_at else None

    @property
    def role_label(self) -> str:
        return Role(self.role).label
