"""Membership: a person inside one workspace, with the role that policies see."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.access.roles import Role, label_of
from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.tenancy import WorkspaceModel


def initials_of(name: str) -> str:
    """The first letters of the first and the last word, at most two."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


class Membership(WorkspaceModel):
    """On the practice side `client_id` is empty; otherwise the person belongs to exactly that client.

    A place that ended keeps its history and stops counting that day. One user has at most one open place in a
    workspace, so nobody is on both sides.

    `own` marks a place in a workspace that its client owns: there the owner decides what a lead decides elsewhere.
    `moving` marks one whose workspace is being taken over at the moment: she reads and does not write.
    """

    open_to_clients = True
    constraints = (
        ForeignKeyConstraint(["workspace_id", "client_id"], ["client.workspace_id", "client.id"]),
        ForeignKeyConstraint(["user_id"], ["users.id"]),
        Index("ix_membership_user", "user_id"),
        Index("uq_membership_open", "workspace_id", "user_id", unique=True,
              sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL")),
        Index("ix_membership_wall", "workspace_id", "client_id", "user_id"),
        CheckConstraint("(client_id IS NULL) = (role IN ('lead', 'consultant'))", name="side"),
    )  # fmt: skip

    client_id: Mapped[UUID | None] = mapped_column(Id)
    user_id: Mapped[UUID] = mapped_column(Id)
    role: Mapped[Role] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(120))
    provider_id: Mapped[UUID | None] = mapped_column(Id)
    joined_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    own: Mapped[bool] = mapped_column(default=False, server_default=false())
    moving: Mapped[bool] = mapped_column(default=False, server_default=false())

    client: Mapped[Any] = relationship(
        "Client", viewonly=True,
        primaryjoin="and_(foreign(Membership.workspace_id)==Client.workspace_id,"
        " foreign(Membership.client_id)==Client.id)",
    )  # fmt: skip

    @property
    def active(self) -> bool:
        return self.ended_at is None

    @property
    def of_practice(self) -> bool:
        return self.client_id is None

    @property
    def of_client(self) -> bool:
        """Counts as the client's own person; a provider's people work for it but are not its own."""
        return self.client_id is not None and self.role != Role.PROVIDER

    @property
    def leads(self) -> bool:
        """Decides for the whole workspace: a lead of the practice, and the owner of a workspace of its own."""
        return self.role == Role.LEAD or (self.own and self.role == Role.OWNER)

    @property
    def wall(self) -> UUID | None:
        """The client beyond whose rows she does not reach; None for who reaches all of the workspace's."""
        return None if self.leads else self.client_id

    @property
    def role_label(self) -> str:
        return label_of(Role(self.role), own=self.own)

    @property
    def initials(self) -> str:
        return initials_of(self.name)

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def joined_on(self) -> date:
        return clock.day_of(self.joined_at)

    def left_on(self) -> date | None:
        return clock.day_of(self.ended_at) if self.ended_at else None
