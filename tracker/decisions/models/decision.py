"""Decision: a question that somebody at the client answered, and why; it counts once that person confirms it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.core.types import Id, Moment
from tracker.engagements.holding import hold
from tracker.engagements.models import EngagementModel
from tracker.engagements.signing import check_own_words, hash_of
from tracker.tenancy import AppendOnly, belongs, joined, scoped

SAID = ("question", "options", "decision", "reasons", "dissent", "decided_on", "decider_id", "supersedes_id",
        "about_type", "about_id")  # fmt: skip


class Decision(EngagementModel):
    """Whoever writes it down, it is in force from `confirmed_at` on, when the decider confirmed it in words of his own.

    `revision` counts its texts while it waits; after that it never changes. `about_id` names a record of `about_type`
    (a key of `engagements.subjects`). What supersedes it is a later decision that is in force.
    """

    constraints = (
        belongs("membership", "decider_id", wall="workspace"),
        belongs("membership", "written_by_id", wall="workspace"),
        belongs("decision", "supersedes_id"),
        UniqueConstraint("workspace_id", "engagement_id", "number"),
        Index("uq_decision_successor", "workspace_id", "supersedes_id", unique=True,
              sqlite_where=text("confirmed_at IS NOT NULL"), postgresql_where=text("confirmed_at IS NOT NULL")),
    )  # fmt: skip

    number: Mapped[int]
    question: Mapped[str] = mapped_column(String(300))
    options: Mapped[str] = mapped_column(Text, default="")
    decision: Mapped[str] = mapped_column(Text)
    reasons: Mapped[str] = mapped_column(Text)
    dissent: Mapped[str] = mapped_column(Text, default="")
    decided_on: Mapped[date] = mapped_column(Date)
    decider_id: Mapped[UUID] = mapped_column(Id)
    supersedes_id: Mapped[UUID | None] = mapped_column(Id)
    about_type: Mapped[str] = mapped_column(String(40), default="")
    about_id: Mapped[UUID | None] = mapped_column(Id)
    written_by_id: Mapped[UUID] = mapped_column(Id)
    written_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    revision: Mapped[int] = mapped_column(default=1)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    dropped_at: Mapped[datetime | None] = mapped_column(Moment)

    decider: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(Decision.decider_id, Membership)
    )
    written_by: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(Decision.written_by_id, Membership)
    )

    @property
    def code(self) -> str:
        return f"D-{self.number}"

    @property
    def audit_name(self) -> str:
        return f"{self.code}: {self.question}"

    @property
    def waiting(self) -> bool:
        return self.confirmed_at is None and self.dropped_at is None

    @property
    def said(self) -> str:
        """The whole of it, as a signature is fixed to it."""
        return "\n\n".join(str(getattr(self, name) or "") for name in SAID)

    def rewrite(self, *, by: Membership, seen: int, **values: Any) -> None:
        """Change it while it waits. `seen` is the revision that the writer read; another one since is `Stale`."""
        self._hold_waiting(seen)
        if all(getattr(self, name) == value for name, value in values.items()):
            return
        for name, value in values.items():
            setattr(self, name, value)
        self.revision += 1
        db.session.flush()
        record("decision.rewritten", self, by=by)

    def confirm(self, words: str, *, by: Membership, seen: int) -> "DecisionAnswer":
        """The decider says in his own words that this is what he decided. From now on it is in force and stays so."""
        self._check_decider(by)
        self._hold_waiting(seen)
        check_own_words(words, self.said)
        if self.supersedes_id is not None and successor_of(self.supersedes_id) is not None:
            raise Refused("Another decision has superseded that earlier one meanwhile. Name that one instead.")
        self.confirmed_at = clock.now()
        return self._answer("confirmed", words, by)

    def decline(self, because: str, *, by: Membership, seen: int) -> "DecisionAnswer":
        """The decider says that this is not what he decided."""
        self._check_decider(by)
        return self._drop("declined", because, by, seen)

    def withdraw(self, because: str, *, by: Membership, seen: int) -> "DecisionAnswer":
        """Whoever wrote it down takes it out again before it counts."""
        if by.id != self.written_by_id:
            raise Refused(f"{self.written_by.name} wrote this down and can withdraw it; the decider can decline it.")
        return self._drop("withdrawn", because, by, seen)

    def _drop(self, verdict: str, because: str, by: Membership, seen: int) -> "DecisionAnswer":
        self._hold_waiting(seen)
        if not because.strip():
            raise Refused("Say why, in a sentence.", "because")
        self.dropped_at = clock.now()
        return self._answer(verdict, because, by)

    def _answer(self, verdict: str, words: str, by: Membership) -> "DecisionAnswer":
        answer = DecisionAnswer(
            **self.keys, decision_id=self.id, by_id=by.id, verdict=verdict, words=words, said_hash=hash_of(self.said)
        )
        db.session.add(answer)
        db.session.flush()
        record(f"decision.{verdict}", self, by=by, because=words)
        return answer

    def _check_decider(self, by: Membership) -> None:
        if by.id != self.decider_id or not by.active or not by.of_client:
            raise Refused(f"Only {self.decider.name} can answer this.")

    def _hold_waiting(self, seen: int) -> None:
        hold(self, "revision", "confirmed_at", "dropped_at", *SAID)
        if self.confirmed_at is not None:
            raise Stale("This decision is confirmed already and stays as it is. A later one can supersede it.")
        if self.dropped_at is not None:
            raise Stale("This has been declined or withdrawn already.")
        if seen != self.revision:
            raise Stale("Somebody changed this after you opened the page. Read it again before you go on.")


class DecisionAnswer(AppendOnly, EngagementModel):
    """What was answered to it: `confirmed`, `declined` by the decider, or `withdrawn`. `said_hash` is of the text."""

    constraints = (
        belongs("decision", "decision_id"),
        belongs("membership", "by_id", wall="workspace"),
        Index("ix_decision_answer_decision", "workspace_id", "decision_id", "id"),
    )

    decision_id: Mapped[UUID] = mapped_column(Id)
    by_id: Mapped[UUID] = mapped_column(Id)
    verdict: Mapped[str] = mapped_column(String(12))
    words: Mapped[str] = mapped_column(Text)
    said_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    by: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(DecisionAnswer.by_id, Membership)
    )


def successor_of(decision_id: UUID) -> Decision | None:
    """The decision in force that supersedes this one."""
    return db.session.scalar(
        scoped(Decision).where(Decision.supersedes_id == decision_id, Decision.confirmed_at.is_not(None))
    )
