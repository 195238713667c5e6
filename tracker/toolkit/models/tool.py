"""Tool: something that the client needs, whoever holds it today."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.core.types import Id, Json, Moment
from tracker.engagements.models import EngagementModel, ScopeAct
from tracker.engagements.scope import settle
from tracker.tenancy import belongs, scoped

from ..secrets_refused import refuse_secrets
from .check import CONTROLS, Holder, ToolCheck
from .locking import lock

NEEDED = "It is needed for the work."


class Tool(EngagementModel):
    """`competencies` are keys of what somebody must be able to do to command it.

    `proposed_at` stands while the practice only proposes that it belongs in the register, and is empty once the
    client agreed.
    """

    constraints = (
        UniqueConstraint("workspace_id", "engagement_id", "key"),
        belongs("membership", "proposed_by_id", wall="workspace"),
    )

    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))
    purpose: Mapped[str] = mapped_column(String(300), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    competencies: Mapped[list[str]] = mapped_column(Json, default=list)
    renews_on: Mapped[date | None] = mapped_column(Date)
    proposed_by_id: Mapped[UUID | None] = mapped_column(Id)
    proposed_at: Mapped[datetime | None] = mapped_column(Moment)
    not_applicable_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def counts(self) -> bool:
        return self.proposed_at is None and self.not_applicable_at is None

    @property
    def proposed(self) -> bool:
        return self.proposed_at is not None and self.not_applicable_at is None

    def describe(
        self, *, by: Membership, name: str, purpose: str, address: str, competencies: list[str], renews_on: date | None
    ) -> None:
        """Change what the register says about it. Raises `Refused` for a secret or an address without https."""
        check_description(name, purpose, address, competencies)
        values = {"name": name, "purpose": purpose, "address": address, "competencies": competencies,
                  "renews_on": renews_on}  # fmt: skip
        changed = {field: value for field, value in values.items() if getattr(self, field) != value}
        if not changed:
            return
        before = {field: getattr(self, field) for field in changed}
        for field, value in changed.items():
            setattr(self, field, value)
        record("tool.described", self, by=by, before=before, after=changed)

    def renew(self, *, by: Membership, until: date) -> None:
        """It was paid for again, `until` the day of the next renewal."""
        if not self.counts:
            raise Refused("This tool is not in the register now.")
        if until <= clock.today() or (self.renews_on is not None and until <= self.renews_on):
            raise Refused("The next renewal is a day to come, after the last one.", "until")
        before, self.renews_on = self.renews_on, until
        record("tool.renewed", self, by=by, before={"renews_on": before}, after={"renews_on": until})

    def agree(self, by: Membership) -> None:
        """The client takes a proposed tool into the register; from now on it counts."""
        self._decide()
        settle(self, "tool", ScopeAct.ADD, self.name, because=NEEDED, by=by)
        self.proposed_at = None
        record("tool.added", self, by=by)

    def decline(self, by: Membership) -> None:
        """The client does not want a proposed tool in the register."""
        self._decide()
        self.not_applicable_at = clock.now()
        record("tool.declined", self, by=by)

    def check(
        self, *, by: Membership, holders: dict[str, Holder], note: str = "", seen: UUID | None | str = ""
    ) -> ToolCheck:
        """Say who holds account, recovery, billing and admin today.

        At the client it stands at once; from the practice it is a proposal until the client confirms it. `seen` is
        the id of the newest check that the form showed (None: there was none); another one since is `Stale`.
        """
        refuse_secrets(note=note)
        if not self.counts:
            raise Refused("This tool is not in the register now.")
        newest = self._newest_check()
        if seen != "" and seen != (newest.id if newest else None):
            raise Stale("Somebody else checked this tool meanwhile. Look at what it says now, then check it again.")
        if newest is not None and newest.waiting:
            newest.declined_at = clock.now()
        confirmed = by.of_client
        check = ToolCheck(
            **self.keys, tool_id=self.id, **{name: holders[name] for name in CONTROLS}, note=note, by_id=by.id,
            confirmed_by_id=by.id if confirmed else None, confirmed_at=clock.now() if confirmed else None,
        )  # fmt: skip
        db.session.add(check)
        after = {name: holders[name] for name in CONTROLS}
        record("tool.checked" if confirmed else "tool.check_proposed", self, by=by, after=after)
        return check

    def set_aside(self, by: Membership, because: str) -> None:
        """The owner says that it does not apply here: it loses both weight and value. One tool must stay."""
        if not because.strip():
            raise Refused("Say why this tool does not apply.", "because")
        if not self.counts:
            raise Stale("This tool has been set aside already.")
        others = scoped(Tool).where(
            Tool.engagement_id == self.engagement_id, Tool.id != self.id, Tool.proposed_at.is_(None),
            Tool.not_applicable_at.is_(None),
        )  # fmt: skip
        if db.session.scalars(others.limit(1)).first() is None:
            raise Refused("This is the last tool in the register, so it cannot be set aside.", "because")
        settle(self, "tool", ScopeAct.REMOVE, self.name, because=because, by=by)
        self.not_applicable_at = clock.now()
        record("tool.set_aside", self, by=by, because=because)

    def take_up(self, by: Membership) -> None:
        """The owner says that it applies after all."""
        if self.not_applicable_at is None or self.proposed_at is not None:
            raise Stale("This tool is in the register already.")
        settle(self, "tool", ScopeAct.RESTORE, self.name, because=NEEDED, by=by)
        self.not_applicable_at = None
        record("tool.taken_up", self, by=by)

    def _decide(self) -> None:
        lock(self, "proposed_at", "not_applicable_at")
        if not self.proposed:
            raise Stale("Somebody has decided about this tool already.")

    def _newest_check(self) -> ToolCheck | None:
        """Locked, so that of two people at once the second sees what the first said."""
        lock(self, "not_applicable_at")
        checks = scoped(ToolCheck).where(ToolCheck.tool_id == self.id, ToolCheck.declined_at.is_(None))
        return db.session.scalars(checks.order_by(ToolCheck.at.desc(), ToolCheck.id.desc()).limit(1)).first()


def check_description(name: str, purpose: str, address: str, competencies: list[str]) -> None:
    """Raises `Refused` at the field that may not be kept as it is."""
    if not name.strip():
        raise Refused("Name is missing.", "name")
    if address and not address.lower().startswith("https://"):
        raise Refused("The address of a tool starts with https://", "address")
    refuse_secrets(name=name, purpose=purpose, address=address)
    if not competencies:
        raise Refused("Choose at least one skill: somebody must be able to command it.", "competencies")
