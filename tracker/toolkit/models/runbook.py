"""Runbook: how an activity is done, written down, and tried by somebody who did not write it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import AppendOnly, belongs, joined

from ..secrets_refused import refuse_secrets
from .locking import lock


class Runbook(EngagementModel):
    """draft → tested → stale, read from its tests. `text` is Markdown; a new text is a new version, untested."""

    constraints = (
        belongs("activity", "activity_id"),
        belongs("membership", "author_id", wall="workspace"),
        Index("uq_runbook_activity", "workspace_id", "activity_id", unique=True),
    )

    activity_id: Mapped[UUID] = mapped_column(Id)
    title: Mapped[str] = mapped_column(String(160))
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[UUID] = mapped_column(Id)
    version: Mapped[int] = mapped_column(default=1)
    written_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    author: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(Runbook.author_id, Membership)
    )

    def rewrite(self, *, by: Membership, title: str, text: str, based_on: int) -> None:
        """A new version by `by`, who read version `based_on`. Another one since is `Stale`; nothing is overwritten."""
        refuse_secrets(title=title, text=text)
        lock(self, "version", "title", "text", "author_id", "written_at")
        if based_on != self.version:
            raise Stale("Somebody else saved a newer version while you wrote. Both are kept below.", "text")
        if (title, text) == (self.title, self.text):
            return
        db.session.add(self._kept())
        self.title, self.text, self.author_id = title, text, by.id
        self.version, self.written_at = self.version + 1, clock.now()
        record("runbook.rewritten", self, by=by, after={"version": self.version})

    def _kept(self) -> "RunbookVersion":
        """The present text as history: what people followed until now stays to be compared with."""
        return RunbookVersion(
            **self.keys, runbook_id=self.id, version=self.version, title=self.title, text=self.text,
            author_id=self.author_id, written_at=self.written_at,
        )  # fmt: skip

    def test(self, *, by: Membership, worked: bool, note: str, version: int) -> "RunbookTest":
        """Somebody who did not write it followed it and says whether it worked. A failure needs a note."""
        refuse_secrets(note=note)
        if by.id == self.author_id:
            raise Refused("Whoever wrote a runbook cannot test it. Ask a colleague to follow it word by word.")
        if version != self.version:
            raise Stale("There is a newer version of this runbook. Follow that one.")
        if not worked and not note.strip():
            raise Refused("Say where it failed, so that it can be mended.", "note")
        test = RunbookTest(
            **self.keys, runbook_id=self.id, version=version, tester_id=by.id, worked=worked, note=note
        )  # fmt: skip
        db.session.add(test)
        record("runbook.tested", self, by=by, because=note, after={"worked": worked, "version": version})
        return test


class RunbookVersion(AppendOnly, EngagementModel):
    """A text that was replaced; the present one stands in the runbook itself."""

    constraints = (
        belongs("runbook", "runbook_id"),
        belongs("membership", "author_id", wall="workspace"),
        UniqueConstraint("workspace_id", "runbook_id", "version"),
    )

    runbook_id: Mapped[UUID] = mapped_column(Id)
    version: Mapped[int]
    title: Mapped[str] = mapped_column(String(160))
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[UUID] = mapped_column(Id)
    written_at: Mapped[datetime] = mapped_column(Moment)

    author: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(RunbookVersion.author_id, Membership)
    )


class RunbookTest(AppendOnly, EngagementModel):
    """Somebody followed it and says whether it worked."""

    constraints = (
        belongs("runbook", "runbook_id"),
        belongs("membership", "tester_id", wall="workspace"),
        Index("ix_runbook_test_runbook", "workspace_id", "runbook_id", "id"),
    )

    runbook_id: Mapped[UUID] = mapped_column(Id)
    version: Mapped[int]
    tester_id: Mapped[UUID] = mapped_column(Id)
    worked: Mapped[bool]
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    tester: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(RunbookTest.tester_id, Membership)
    )
