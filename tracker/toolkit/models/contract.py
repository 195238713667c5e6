"""Contract: on what terms a tool is used: who pays how much, for how many people, and who holds the contract."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, String, UniqueConstraint
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
from .check import Holder
from .locking import lock
from .tool import Tool

MOST_SEATS = 100_000
FIELDS = ("cost", "paid_by", "seats", "holder_id")


class Contract(EngagementModel):
    """At most one for a tool. `cost` in words ("£29 a month"); `seats` what the licence allows; `holder` whom the
    supplier knows."""

    constraints = (
        belongs("tool", "tool_id"),
        belongs("membership", "holder_id", wall="workspace"),
        UniqueConstraint("workspace_id", "tool_id"),
        CheckConstraint("seats > 0", name="seats"),
    )

    tool_id: Mapped[UUID] = mapped_column(Id)
    cost: Mapped[str] = mapped_column(String(60), default="")
    paid_by: Mapped[Holder | None] = mapped_column(String(10))
    seats: Mapped[int | None]
    holder_id: Mapped[UUID | None] = mapped_column(Id)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    holder: Mapped[Membership | None] = relationship(
        viewonly=True, lazy="joined", primaryjoin=lambda: joined(Contract.holder_id, Membership)
    )

    @property
    def mark(self) -> str:
        """What a form that showed it sends along, so that a change meanwhile is noticed."""
        return self.changed_at.isoformat()


def contract_of(tool: Tool) -> Contract | None:
    return db.session.scalar(scoped(Contract).where(Contract.tool_id == tool.id))


def keep_contract(
    tool: Tool, *, by: Membership, cost: str, paid_by: Holder | None, seats: int | None, holder: Membership | None,
    seen: str,
) -> Contract:  # fmt: skip
    """Say on what terms the tool is used. `seen` is the `mark` of what the form showed, empty where there was none.

    Raises `Refused` at the field that is wrong, and `Stale` when somebody changed it meanwhile.
    """
    refuse_secrets(cost=cost)
    if seats is not None and not 0 < seats <= MOST_SEATS:
        raise Refused(f"A licence is for 1 to {MOST_SEATS:,} people.", "seats")
    if holder is not None and not (holder.active and holder.client_id in (None, tool.client_id)):
        raise Refused("Whoever holds the contract works here, or for the practice.", "holder")
    lock(tool, "not_applicable_at")
    contract = contract_of(tool)
    if seen != (contract.mark if contract else ""):
        raise Stale("Somebody else changed this meanwhile. What it says now stands below.", "cost")
    if contract is None:
        contract = Contract(**tool.keys, tool_id=tool.id)
        db.session.add(contract)
    values = dict(zip(FIELDS, (cost, paid_by, seats, holder.id if holder else None), strict=True))
    changed = {name: value for name, value in values.items() if getattr(contract, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(contract, name, value)
        contract.changed_at = clock.now()
        record("tool.contract_changed", tool, by=by, after={name: changed[name] for name in changed})
    return contract
