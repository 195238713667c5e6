"""AccessGrant: who may use a tool."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined, scoped

from ..secrets_refused import refuse_secrets
from .tool import Tool


class AccessGrant(EngagementModel):
    """requested → active → revoked. `admin` people may let others in; `role` is what the tool itself calls her part.

    One open row per tool and person.
    """

    constraints = (
        belongs("tool", "tool_id"),
        belongs("membership", "member_id", wall="workspace"),
        Index("uq_access_grant_open", "workspace_id", "tool_id", "member_id", unique=True,
              sqlite_where=text("revoked_at IS NULL"), postgresql_where=text("revoked_at IS NULL")),
    )  # fmt: skip

    tool_id: Mapped[UUID] = mapped_column(Id)
    member_id: Mapped[UUID] = mapped_column(Id)
    admin: Mapped[bool] = mapped_column(default=False)
    role: Mapped[str] = mapped_column(String(60), default="")
    requested_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    granted_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)

    member: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(AccessGrant.member_id, Membership)
    )
    tool: Mapped[Tool] = relationship(viewonly=True, primaryjoin=lambda: joined(AccessGrant.tool_id, Tool))

    @property
    def audit_name(self) -> str:
        return self.tool.name

    @property
    def active(self) -> bool:
        return self.granted_at is not None and self.revoked_at is None

    @property
    def waiting(self) -> bool:
        return self.granted_at is None and self.revoked_at is None

    def grant(self, by: Membership, admin: bool = False) -> None:
        """Let the person in, perhaps as somebody who may let others in."""
        if not self.waiting:
            raise Stale("Somebody has decided about this access already.")
        if not self.member.active:
            raise Refused(f"{self.member.name} has left.")
        self.granted_at, self.admin = clock.now(), admin
        record("access.granted", self, by=by, after={"person": self.member.name, "admin": admin})

    def call_role(self, by: Membership, role: str) -> None:
        """Note what the tool itself calls her part there, such as Editor."""
        if not self.active:
            raise Stale("This access is not active now.")
        refuse_secrets(role=role)
        if self.role != role:
            before, self.role = self.role, role
            after = {"person": self.member.name, "role": role}
            record("access.role_changed", self, by=by, before={"role": before}, after=after)

    def make_admin(self, by: Membership, admin: bool) -> None:
        """Give or take the right to let others in."""
        if not self.active:
            raise Stale("This access is not active now.")
        if self.admin != admin:
            self.admin = admin
            record("access.changed", self, by=by, after={"person": self.member.name, "admin": admin})

    def revoke(self, by: Membership) -> None:
        """End the access, or turn the request down."""
        if self.revoked_at is not None:
            raise Stale("This access has been ended already.")
        past = "revoked" if self.active else "turned_down"
        self.revoked_at = clock.now()
        record(f"access.{past}", self, by=by, before={"person": self.member.name, "admin": self.admin})


def request_access(tool: Tool, person: Membership, *, by: Membership, role: str = "") -> AccessGrant:
    """Ask for access to `tool`, for oneself or for somebody else. Raises `Refused` when she has it or has asked."""
    refuse_secrets(role=role)
    _check(tool, person)
    grant = AccessGrant(**tool.keys, tool_id=tool.id, member_id=person.id, role=role)
    db.session.add(grant)
    db.session.flush()
    record("access.requested", grant, by=by, after={"person": person.name})
    return grant


def give_access(
    tool: Tool, person: Membership, *, by: Membership, admin: bool = False, role: str = ""
) -> AccessGrant:
    """Let somebody in at once; whoever may do so need not ask."""
    grant = request_access(tool, person, by=by, role=role)
    grant.grant(by, admin)
    return grant


def _check(tool: Tool, person: Membership) -> None:
    if not tool.counts:
        raise Refused("This tool is not in the register now.")
    if not person.active or person.client_id not in (None, tool.client_id):
        raise Refused("Only people who work here now can have access.", "person")
    open_row = scoped(AccessGrant).where(
        AccessGrant.tool_id == tool.id, AccessGrant.member_id == person.id, AccessGrant.revoked_at.is_(None)
    )
    if db.session.scalars(open_row.limit(1)).first() is not None:
        raise Refused(f"{person.name} has access already, or has asked for it.", "person")
