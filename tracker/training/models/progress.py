"""ItemProgress: one person's way through one checklist item, and the verbs that move it on."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Index, String, Text, UniqueConstraint, update
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import set_committed_value

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.files.shelf import files_of
from tracker.tenancy import belongs, joined

from ..proving import check_proof
from .certifying import certify, withdraw
from .checklist import ChecklistItem
from .renewing import renew_with


class ProgressState(StrEnum):
    TODO = "todo"
    DONE = "done_by_trainee"
    VERIFIED = "verified"
    RETURNED = "returned"
    LAPSED = "lapsed"


OPEN = (ProgressState.TODO, ProgressState.RETURNED, ProgressState.LAPSED)


class ItemProgress(EngagementModel):
    """todo → done_by_trainee → verified, or returned with a reason. `verified_by` is who checked it last, either way.

    What was verified lapses when the skill has faded or somebody asks to see it again; then it is shown once more.

    Item and person come with every row, since no page shows a progress without them.
    """

    constraints = (
        belongs("checklist_item", "item_id"),
        belongs("membership", "person_id", wall="workspace"),
        belongs("membership", "verified_by_id", wall="workspace"),
        UniqueConstraint("workspace_id", "item_id", "person_id"),
        Index("ix_item_progress_person", "workspace_id", "person_id", "state"),
        Index("ix_item_progress_waiting", "workspace_id", "state", "done_at"),
    )

    item_id: Mapped[UUID] = mapped_column(Id)
    person_id: Mapped[UUID] = mapped_column(Id)
    state: Mapped[ProgressState] = mapped_column(String(16), default=ProgressState.TODO)
    due_on: Mapped[date | None] = mapped_column(Date)
    due_from: Mapped[str | None] = mapped_column(String(24))
    due_days: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")
    link: Mapped[str] = mapped_column(String(500), default="")
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    verified_by_id: Mapped[UUID | None] = mapped_column(Id)
    verified_at: Mapped[datetime | None] = mapped_column(Moment)
    returned_because: Mapped[str] = mapped_column(Text, default="")
    stuck_at: Mapped[datetime | None] = mapped_column(Moment)
    lapsed_at: Mapped[datetime | None] = mapped_column(Moment)
    lapsed_because: Mapped[str | None] = mapped_column(Text)
    assigned_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)

    item: Mapped[ChecklistItem] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(ItemProgress.item_id, ChecklistItem)
    )
    person: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(ItemProgress.person_id, Membership)
    )
    verified_by: Mapped[Membership | None] = relationship(
        viewonly=True, primaryjoin=lambda: joined(ItemProgress.verified_by_id, Membership)
    )

    @property
    def open(self) -> bool:
        return self.state in OPEN

    @property
    def waiting(self) -> bool:
        return self.state == ProgressState.DONE

    @property
    def verified(self) -> bool:
        return self.state == ProgressState.VERIFIED

    @property
    def _before_the_tick(self) -> ProgressState:
        if self.returned_because:
            return ProgressState.RETURNED
        return ProgressState.LAPSED if self.lapsed_at else ProgressState.TODO

    @property
    def untouched(self) -> bool:
        """Nobody has done anything with it yet, so that taking it off somebody's list loses nothing."""
        return self.state == ProgressState.TODO and not (self.note or self.link or self.returned_because)

    @property
    def audit_name(self) -> str:
        return self.item.text

    @property
    def mark(self) -> str:
        """What a checker's form carries, so that she judges the very evidence that she read."""
        return f"{self.state}:{self.done_at.isoformat() if self.done_at else ''}"

    def tick(self, by: Membership, note: str = "", link: str = "") -> None:
        """The trainee says that she did it and shows how it went.

        Raises `Refused` for anybody else, and without the evidence that the item asks for.
        """
        self._own(by, "tick it off")
        if self.item.quiz:
            raise Refused("This item has a quiz: passing it ticks the item off.")
        check_proof(self.item.evidence, note, link, lambda: bool(files_of([self])[self.id]))
        if not self.open:
            raise Stale("This item has been ticked off already.")
        self._tick(by, note, link)

    def pass_quiz(self, by: Membership, score: str) -> None:
        """The trainee passed the item's quiz: ticked off with `score` as its evidence. See `training.quizzes`."""
        self._own(by, "tick it off")
        self._tick(by, score, "")

    def lapse(self, because: str, by: Membership | None = None, seen: str | None = None) -> None:
        """It has to be shown again: by time alone, or because `by` asks for it. What was verified stays on record."""
        if by is not None:
            self._judge(by, seen)
        if not because.strip():
            raise Refused("Say why it should be shown again.", "because")
        if not self.verified:
            raise Stale(self._whereabouts())
        self._move(by, "lapsed", ProgressState.LAPSED, because=because, lapsed_at=clock.now(), lapsed_because=because,
                   due_on=None, due_from=None, due_days=None)  # fmt: skip

    def redemonstrate(self, by: Membership, note: str = "", link: str = "") -> None:
        """The trainee shows again what has lapsed. Like every tick it waits to be verified."""
        if self.state != ProgressState.LAPSED:
            raise Stale("This item does not have to be shown again.")
        self.tick(by, note, link)

    def _tick(self, by: Membership, note: str, link: str) -> None:
        past = "shown_again" if self.state == ProgressState.LAPSED else "ticked"
        self._move(by, past, ProgressState.DONE, note=note, link=link, done_at=clock.now(), stuck_at=None)

    def undo(self, by: Membership) -> None:
        """The trainee takes her tick back, as long as nobody has verified it. Her note and link stay."""
        self._own(by, "take the tick back")
        if self.verified:
            raise Stale("This item has been verified already. Whoever verified it can return it to you.")
        if not self.waiting:
            raise Stale("This item is not ticked off.")
        self._move(by, "unticked", self._before_the_tick, done_at=None)

    def verify(self, by: Membership, seen: str | None = None, because: str = "") -> None:
        """Somebody else saw the evidence and is satisfied. `seen` is the `mark` of what she looked at."""
        self._judge(by, seen)
        if not self.waiting:
            raise Stale(self._whereabouts())
        lapsed_because = self.lapsed_because
        self._move(by, "verified", ProgressState.VERIFIED, because=because, verified_by_id=by.id,
                   verified_at=clock.now(), returned_because="", lapsed_at=None, lapsed_because=None)  # fmt: skip
        if lapsed_because:
            renew_with(self, lapsed_because, by)
        certify(self, by)

    def send_back(self, by: Membership, because: str, seen: str | None = None) -> None:
        """Return it with a reason: what was ticked and does not show it yet, or what was verified by a slip."""
        self._judge(by, seen)
        if not because.strip():
            raise Refused("Say what is missing, so that it can be mended.", "because")
        if self.open:
            raise Stale(self._whereabouts())
        if self.verified:
            withdraw(self, by)
        self._move(by, "returned", ProgressState.RETURNED, because=because, returned_because=because,
                   verified_by_id=by.id, verified_at=None, done_at=None)  # fmt: skip

    def stuck(self, by: Membership, words: str = "") -> None:
        """The trainee asks for help with it."""
        self._own(by, "ask for help with it")
        if not self.open:
            raise Stale("This item is ticked off, so there is nothing to be stuck in.")
        self._note("stuck", by, because=words, stuck_at=clock.now())

    def carry_on(self, by: Membership) -> None:
        """The trainee is no longer stuck."""
        self._own(by, "carry on with it")
        if self.stuck_at is not None:
            self._note("unstuck", by, stuck_at=None)

    def _own(self, by: Membership, act: str) -> None:
        if by.id != self.person_id:
            raise Refused(f"Only {self.person.name} can {act}.")

    def _judge(self, by: Membership, seen: str | None) -> None:
        if by.id == self.person_id:
            raise Refused("Nobody verifies their own work. Ask somebody else to look at it.")
        if seen is not None and seen != self.mark:
            raise Stale(self._whereabouts())

    def _whereabouts(self) -> str:
        """How it stands now, for somebody who had an older page open."""
        if self.verified:
            return "Somebody has verified this meanwhile. Nothing was changed."
        if self.waiting:
            return f"{self.person.name} ticked this anew meanwhile. Look at the evidence again."
        return f"This is back with {self.person.name} meanwhile. Nothing was changed."

    def _move(self, by: Membership | None, past: str, to: ProgressState, because: str = "", **values: Any) -> None:
        """One conditional UPDATE, so that of two people at the same moment exactly one moves it."""
        before = self.state
        changed = db.session.execute(
            update(ItemProgress)
            .where(
                ItemProgress.workspace_id == self.workspace_id,
                ItemProgress.id == self.id,
                ItemProgress.state == before,
            )
            .values(state=to, **values)
            .execution_options(synchronize_session=False)
        )
        if changed.rowcount != 1:
            raise Stale("Somebody else changed this item at the same moment. Look again.")
        for name, value in {"state": to, **values}.items():
            set_committed_value(self, name, value)
        record(f"item.{past}", self, by=by, because=because, before={"state": before},
               after={"state": to, "person": self.person.name})  # fmt: skip

    def _note(self, past: str, by: Membership, because: str = "", **values: Any) -> None:
        for name, value in values.items():
            setattr(self, name, value)
        record(f"item.{past}", self, by=by, because=because, after={"person": self.person.name})
