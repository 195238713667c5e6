"""Deliverable: something that a phase hands over, from the first draft to the owner's acceptance."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Date, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.core.types import Id, Moment
from tracker.engagements.holding import hold
from tracker.engagements.models import EngagementModel, SignOff
from tracker.engagements.signing import check_own_words, sign
from tracker.files.attaching import keep
from tracker.files.checking import Checked
from tracker.tenancy import belongs, joined, scoped

from .version import DeliverableOpinion, DeliverableVersion, text_of


class DeliverableState(StrEnum):
    DRAFT = "draft"
    REVIEW = "review"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Deliverable(EngagementModel):
    """draft → review → accepted, or returned with a reason; a version after that is a draft again.

    `version` is the number of the newest, 0 for none; `accepted_version` the newest that the owner accepted. Without
    a `due_on` of its own it is due when its phase is planned to end.
    """

    constraints = (
        belongs("phase", "phase_id"),
        belongs("membership", "reviewer_id", wall="workspace"),
        UniqueConstraint("workspace_id", "engagement_id", "key"),
    )

    phase_id: Mapped[UUID] = mapped_column(Id)
    position: Mapped[int]
    key: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(String(400), default="")
    state: Mapped[DeliverableState] = mapped_column(String(10), default=DeliverableState.DRAFT)
    due_on: Mapped[date | None] = mapped_column(Date)
    reviewer_id: Mapped[UUID | None] = mapped_column(Id)
    version: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime | None] = mapped_column(Moment)
    accepted_version: Mapped[int | None]
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)

    reviewer: Mapped[Membership | None] = relationship(
        viewonly=True, lazy="joined", primaryjoin=lambda: joined(Deliverable.reviewer_id, Membership)
    )

    @property
    def changed(self) -> bool:
        """Is there a version that is newer than the accepted one?"""
        return self.accepted_version is not None and self.version > self.accepted_version

    @property
    def waiting(self) -> bool:
        return self.state == DeliverableState.REVIEW

    def plan(self, *, by: Membership, due_on: date | None, reviewer: Membership | None) -> None:
        """A day of its own, and who looks at it before the owner does."""
        after = {"due_on": due_on, "reviewer": reviewer.name if reviewer else None}
        if (self.due_on, self.reviewer_id) == (due_on, reviewer.id if reviewer else None):
            return
        self.due_on, self.reviewer_id = due_on, reviewer.id if reviewer else None
        record("deliverable.planned", self, by=by, after=after)

    def add_version(
        self, *, by: Membership, note: str, text: str, link: str, files: Sequence[Checked] = (), based_on: int
    ) -> DeliverableVersion:
        """The next version. Whoever started from an older one than `based_on` gets `Stale`; nothing is overwritten."""
        self._hold()
        if based_on != self.version:
            raise Stale("Somebody else added a version meanwhile. What you wrote is kept below.", "text")
        if not (text.strip() or link or files):
            raise Refused("A version is a text, a link or a file: give at least one of them.", "text")
        version = DeliverableVersion(
            **self.keys, deliverable_id=self.id, number=self.version + 1, note=note, text=text, link=link,
            author_id=by.id, files_said="\n".join(f"{file.name} {file.hash}" for file in files),
        )  # fmt: skip
        db.session.add(version)
        db.session.flush()
        keep(version, files, by=by)
        self.version, self.state, self.asked_at = version.number, DeliverableState.DRAFT, None
        record("deliverable.versioned", self, by=by, because=note, after={"version": version.number})
        return version

    def ask(self, *, by: Membership) -> None:
        """Put the newest version before the owner. Asking twice asks once."""
        self._hold()
        if not self.version:
            raise Refused("There is no version to look at yet.")
        if self.state == DeliverableState.ACCEPTED:
            raise Stale("This version is accepted already.")
        if self.waiting:
            return
        self.state, self.asked_at = DeliverableState.REVIEW, clock.now()
        record("deliverable.review_asked", self, by=by, after={"version": self.version})

    def advise(self, *, by: Membership, fit: bool, words: str, version: int) -> DeliverableOpinion:
        """Somebody who may not accept it says, in his own words, whether the owner should."""
        latest = self._newest(version)
        check_own_words(words, latest.text)
        verb = "recommended" if fit else "doubted"
        opinion = DeliverableOpinion(
            **self.keys, deliverable_id=self.id, version=version, by_id=by.id, verdict=verb, words=words
        )
        db.session.add(opinion)
        record(f"deliverable.{verb}", self, by=by, because=words, after={"version": version})
        return opinion

    def accept(self, words: str, *, by: Membership, version: int) -> SignOff:
        """The owner accepts the very version that he read, in his own words. Raises `Refused` as `sign` does."""
        latest = self._newest(version)
        if self.state == DeliverableState.ACCEPTED:
            raise Stale("This version is accepted already. Nothing was signed twice.")
        signature = sign(latest, text_of(latest, self.name), words, by=by, name=self.name)
        self.state, self.asked_at = DeliverableState.ACCEPTED, None
        self.accepted_version, self.accepted_at = version, clock.now()
        record("deliverable.accepted", self, by=by, because=words, after={"version": version})
        return signature

    def send_back(self, because: str, *, by: Membership, version: int) -> DeliverableOpinion:
        """The owner does not accept it and says what is missing."""
        if by.role != Role.OWNER:
            raise Refused("Only the owner returns a deliverable.")
        self._newest(version)
        if not self.waiting:
            raise Stale("Nobody waits for a decision on this any more.")
        if not because.strip():
            raise Refused("Say what is missing, so that it can be mended.", "because")
        opinion = DeliverableOpinion(
            **self.keys, deliverable_id=self.id, version=version, by_id=by.id, verdict="returned", words=because
        )
        db.session.add(opinion)
        self.state, self.asked_at = DeliverableState.RETURNED, None
        record("deliverable.returned", self, by=by, because=because, after={"version": version})
        return opinion

    def _hold(self) -> None:
        hold(self, "version", "state", "asked_at", "accepted_version")

    def _newest(self, version: int) -> DeliverableVersion:
        """The newest version, if that is the one that was read."""
        self._hold()
        if not self.version:
            raise Refused("There is no version to look at yet.")
        if version != self.version:
            raise Stale("There is a newer version than the one you read. Look at that one first.")
        query = scoped(DeliverableVersion).where(
            DeliverableVersion.deliverable_id == self.id, DeliverableVersion.number == version
        )
        return db.session.scalars(query).one()
