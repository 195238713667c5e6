"""RecoveryTest: somebody at the client brought a tool's account back, on a day, to see whether it works."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Date, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import AppendOnly, belongs, joined

from ..secrets_refused import refuse_secrets
from .tool import Tool


class RecoveryTest(AppendOnly, EngagementModel):
    """The newest row stands. What the practice can bring back proves nothing about the client, so it never tests."""

    constraints = (
        belongs("tool", "tool_id"),
        belongs("membership", "tester_id", wall="workspace"),
        Index("ix_recovery_test_tool", "workspace_id", "tool_id", "id"),
    )

    tool_id: Mapped[UUID] = mapped_column(Id)
    tester_id: Mapped[UUID] = mapped_column(Id)
    worked: Mapped[bool]
    note: Mapped[str] = mapped_column(Text, default="")
    on: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    tester: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(RecoveryTest.tester_id, Membership)
    )


def try_recovery(tool: Tool, *, by: Membership, worked: bool, on: date, note: str = "") -> RecoveryTest:
    """`by` lost the way in on purpose and came back, or did not. Raises `Refused` at the field that is wrong."""
    refuse_secrets(note=note)
    if not by.of_client:
        raise Refused("Somebody at the client tests the recovery: it is their way back that counts.")
    if not tool.counts:
        raise Refused("This tool is not in the register now.")
    if on > clock.today():
        raise Refused("That day has not come yet.", "on")
    if not worked and not note.strip():
        raise Refused("Say where it failed, so that it can be mended.", "note")
    test = RecoveryTest(**tool.keys, tool_id=tool.id, tester_id=by.id, worked=worked, on=on, note=note)
    db.session.add(test)
    record("tool.recovery_tested", tool, by=by, because=note, after={"worked": worked, "on": on})
    return test
