"""Risk: what could hurt, who at the client owns it, and what is done about it."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.access import Can
from tracker.access.policies import allows, allows_proposing
from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined

from .words import severity_of

WRITTEN = ("title", "details", "likelihood", "impact", "plan", "review_on", "seen")
LONGEST_SNOOZE = timedelta(days=90)


class RiskState(StrEnum):
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"


class Risk(EngagementModel):
    """open → acknowledged (its owner, one of the client's people, accepted it) → resolved; snoozed until a date.

    `seen` counts its changes, so that two who change it at once lose nothing. `closing_…` is a proposal to close a
    critical risk, which the client's owner has yet to decide; `activity_id` is what it was raised about, if it was.
    """

    constraints = (
        belongs("membership", "owner_id", wall="workspace"),
        belongs("membership", "raised_by_id", wall="workspace"),
        belongs("membership", "closing_by_id", wall="workspace"),
        belongs("activity", "activity_id"),
        CheckConstraint("likelihood BETWEEN 1 AND 4", name="likelihood"),
        CheckConstraint("impact BETWEEN 1 AND 4", name="impact"),
        Index("ix_risk_open", "workspace_id", "engagement_id", "resolved_at", "id"),
    )

    title: Mapped[str] = mapped_column(String(200))
    details: Mapped[str] = mapped_column(Text, default="")
    likelihood: Mapped[int]
    impact: Mapped[int]
    plan: Mapped[str] = mapped_column(Text, default="")
    review_on: Mapped[date | None] = mapped_column(Date)
    owner_id: Mapped[UUID | None] = mapped_column(Id)
    accepted_at: Mapped[datetime | None] = mapped_column(Moment)
    raised_by_id: Mapped[UUID] = mapped_column(Id)
    raised_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    snoozed_until: Mapped[date | None] = mapped_column(Date)
    snoozed_because: Mapped[str] = mapped_column(String(500), default="")
    resolved_at: Mapped[datetime | None] = mapped_column(Moment)
    resolution: Mapped[str] = mapped_column(Text, default="")
    activity_id: Mapped[UUID | None] = mapped_column(Id)
    closing_by_id: Mapped[UUID | None] = mapped_column(Id)
    closing_at: Mapped[datetime | None] = mapped_column(Moment)
    closing_how: Mapped[str] = mapped_column(Text, default="")
    seen: Mapped[int] = mapped_column(default=1)

    owner: Mapped[Membership | None] = relationship(
        viewonly=True, lazy="joined", primaryjoin=lambda: joined(Risk.owner_id, Membership)
    )
    raised_by: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(Risk.raised_by_id, Membership)
    )

    closing_by: Mapped[Membership | None] = relationship(
        viewonly=True, lazy="joined", primaryjoin=lambda: joined(Risk.closing_by_id, Membership)
    )

    @property
    def severity(self) -> str:
        return severity_of(self.likelihood, self.impact)

    @property
    def held(self) -> bool:
        """Somebody who works at the client has accepted to own it."""
        return self.owner is not None and self.owner.active and self.accepted_at is not None

    @property
    def asleep(self) -> bool:
        return self.snoozed_until is not None and self.snoozed_until > clock.today()

    @property
    def state(self) -> RiskState:
        if self.resolved_at is not None:
            return RiskState.RESOLVED
        if self.asleep:
            return RiskState.SNOOZED
        return RiskState.ACKNOWLEDGED if self.held else RiskState.OPEN

    @property
    def overdue(self) -> bool:
        return self.resolved_at is None and not self.asleep and bool(self.review_on and self.review_on < clock.today())

    def change(self, *, by: Membership, based_on: int, **values: Any) -> None:
        """Write it anew, from what version `based_on` said. Making a critical risk smaller closes it: see `resolve`."""
        self._hold(based_on)
        if self.severity == "critical" and severity_of(values["likelihood"], values["impact"]) != "critical":
            self._only_who_may_close(by, "likelihood")
        before = {name: getattr(self, name) for name, value in values.items() if getattr(self, name) != value}
        if not before:
            return
        for name in before:
            setattr(self, name, values[name])
        self.seen += 1
        record("risk.changed", self, by=by, before=before, after={name: values[name] for name in before})

    def name_owner(self, person: Membership, *, by: Membership) -> None:
        """Ask one of the client's people to own it; whoever takes it herself has accepted at once."""
        self._still_open()
        if not person.of_client or not person.active or person.client_id != self.client_id:
            raise Refused("A risk is owned by somebody who works at the client.", "owner")
        if person.id == self.owner_id:
            return
        self.owner_id, self.accepted_at = person.id, clock.now() if person.id == by.id else None
        record("risk.owner_named", self, by=by, after={"person": person.name})
        db.session.flush()
        db.session.refresh(self, ["owner"])

    def accept(self, *, by: Membership) -> None:
        """“I own this”: only the person who was asked says so."""
        self._asked(by)
        self.accepted_at = clock.now()
        record("risk.accepted", self, by=by)

    def decline(self, *, by: Membership) -> None:
        self._asked(by)
        self.owner_id = self.accepted_at = None
        record("risk.declined", self, by=by)

    def snooze(self, until: date, because: str, *, by: Membership) -> None:
        """Out of sight until a day, at most ninety days from now, with the reason."""
        self._still_open()
        if not clock.today() < until <= clock.today() + LONGEST_SNOOZE:
            raise Refused("Choose a day within the next ninety days.", "until")
        if self.severity == "critical":
            self._only_who_may_close(by)
        self.snoozed_until, self.snoozed_because = until, because
        record("risk.snoozed", self, by=by, because=because, after={"until": until})

    def wake(self, *, by: Membership) -> None:
        if not self.asleep:
            raise Stale("This risk is not asleep.")
        self.snoozed_until, self.snoozed_because = None, ""
        record("risk.woken", self, by=by)

    def resolve(self, how: str, *, by: Membership) -> bool:
        """It can hurt no more, and `how` says why. A critical one is closed by the client's owner alone; others propose
        it. Returns whether it is closed."""
        self._still_open()
        if self.severity == "critical" and not allows(Can.CLOSE_FLAG, by, self):
            if not allows_proposing(Can.CLOSE_FLAG, by, self):
                self._only_who_may_close(by)
            self.closing_by_id, self.closing_at, self.closing_how = by.id, clock.now(), how
            record("risk.closing_proposed", self, by=by, because=how)
            return False
        self.resolved_at, self.resolution = clock.now(), how
        self.snoozed_until, self.snoozed_because = None, ""
        self._forget_closing()
        record("risk.resolved", self, by=by, because=how)
        return True

    def keep_open(self, because: str, *, by: Membership) -> None:
        """The owner turns down what was proposed: it can still hurt."""
        self._still_open()
        if self.closing_at is None:
            raise Stale("Nobody proposes to close this risk any more.")
        self._only_who_may_close(by)
        self._forget_closing()
        record("risk.kept_open", self, by=by, because=because)

    def _forget_closing(self) -> None:
        self.closing_by_id, self.closing_at, self.closing_how = None, None, ""

    def reopen(self, because: str, *, by: Membership) -> None:
        if self.resolved_at is None:
            raise Stale("This risk is open already.")
        self.resolved_at, self.resolution = None, ""
        record("risk.reopened", self, by=by, because=because)

    def _hold(self, based_on: int) -> None:
        db.session.flush()
        db.session.refresh(self, attribute_names=WRITTEN, with_for_update=True)
        if based_on != self.seen:
            raise Stale("Somebody else changed this risk meanwhile. What stands now is shown beside yours.")

    def _still_open(self) -> None:
        if self.resolved_at is not None:
            raise Stale("This risk was resolved meanwhile.")

    def _asked(self, by: Membership) -> None:
        self._still_open()
        if self.owner_id != by.id:
            raise Refused("Only the person who was asked can answer.")
        if self.accepted_at is not None:
            raise Stale("You own this risk already.")

    def _only_who_may_close(self, by: Membership, field: str | None = None) -> None:
        if not allows(Can.CLOSE_FLAG, by, self):
            raise Refused("A critical risk is closed, put off or made smaller by the client's owner alone.", field)
