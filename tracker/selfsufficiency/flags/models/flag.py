"""Flag: something that somebody should look at, from the day it was seen to the day it was gone."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.access import Can
from tracker.access.policies import allows, allows_proposing
from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.core.types import Id, Json, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined, scoped

from ...models import Standing
from ..sighting import KINDS, Severity

LONGEST_SNOOZE = timedelta(days=90)
STANDING = "gone_on IS NULL"
# Kinds of this beginning watch the practice's own hands: only the client's owner lets them rest.
GURU_GUARD = "guard-"


class FlagState(StrEnum):
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"
    GONE = "gone"


class Flag(EngagementModel):
    """open → acknowledged → resolved (by a person, with a reason) or gone (what was seen is so no more); snoozed until
    a day.

    `kind` and `subject` say what it is from day to day: of those that are not gone there is one. `judged` is how grave
    it was when somebody snoozed or resolved it: graver than that, it is open again. `closing_…` is a proposal to
    resolve it (or, with `closing_until`, to snooze it) that the client's owner has yet to decide.
    """

    constraints = (
        belongs("membership", "acknowledged_by_id", wall="workspace"),
        belongs("membership", "keeper_id", wall="workspace"),
        belongs("membership", "closing_by_id", wall="workspace"),
        CheckConstraint("severity BETWEEN 1 AND 3", name="severity"),
        Index("uq_flag_standing", "workspace_id", "engagement_id", "kind", "subject", unique=True,
              sqlite_where=text(STANDING), postgresql_where=text(STANDING)),
    )  # fmt: skip

    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(120), default="")
    name: Mapped[str] = mapped_column(String(200))
    severity: Mapped[int]
    says: Mapped[str] = mapped_column(Text)
    proofs: Mapped[list[Any]] = mapped_column(Json, default=list)
    opened_on: Mapped[date] = mapped_column(Date)
    opened_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    seen_on: Mapped[date] = mapped_column(Date)
    gone_on: Mapped[date | None] = mapped_column(Date)
    acknowledged_at: Mapped[datetime | None] = mapped_column(Moment)
    acknowledged_by_id: Mapped[UUID | None] = mapped_column(Id)
    keeper_id: Mapped[UUID | None] = mapped_column(Id)
    plan: Mapped[str] = mapped_column(Text, default="")
    judged: Mapped[int] = mapped_column(default=0)
    snoozed_until: Mapped[date | None] = mapped_column(Date)
    snoozed_because: Mapped[str] = mapped_column(String(500), default="")
    resolved_at: Mapped[datetime | None] = mapped_column(Moment)
    resolved_by: Mapped[str] = mapped_column(String(120), default="")
    resolution: Mapped[str] = mapped_column(Text, default="")
    closing_by_id: Mapped[UUID | None] = mapped_column(Id)
    closing_at: Mapped[datetime | None] = mapped_column(Moment)
    closing_until: Mapped[date | None] = mapped_column(Date)
    closing_because: Mapped[str] = mapped_column(Text, default="")
    changes: Mapped[int] = mapped_column(default=1)

    keeper: Mapped[Membership | None] = relationship(
        viewonly=True, lazy="joined", primaryjoin=lambda: joined(Flag.keeper_id, Membership)
    )
    acknowledged_by: Mapped[Membership | None] = relationship(
        viewonly=True, lazy="joined", primaryjoin=lambda: joined(Flag.acknowledged_by_id, Membership)
    )
    closing_by: Mapped[Membership | None] = relationship(
        viewonly=True, lazy="joined", primaryjoin=lambda: joined(Flag.closing_by_id, Membership)
    )

    @property
    def title(self) -> str:
        known = KINDS.get(self.kind)
        return known.title if known else self.kind.replace("_", " ").capitalize()

    @property
    def action(self) -> str:
        """What to do about flags of this kind."""
        known = KINDS.get(self.kind)
        return known.action if known else ""

    @property
    def audit_name(self) -> str:
        return f"{self.title}: {self.name}" if self.subject and self.name else self.title

    @property
    def level(self) -> str:
        return Severity(self.severity).word

    @property
    def state(self) -> FlagState:
        if self.resolved_at is not None:
            return FlagState.RESOLVED
        if self.gone_on is not None:
            return FlagState.GONE
        if self.asleep:
            return FlagState.SNOOZED
        return FlagState.ACKNOWLEDGED if self.acknowledged_at else FlagState.OPEN

    @property
    def asleep(self) -> bool:
        return self.snoozed_until is not None and self.snoozed_until > clock.today()

    @property
    def standing(self) -> bool:
        """What was seen is still so, and nobody has resolved it."""
        return self.gone_on is None and self.resolved_at is None

    @property
    def closed_by_the_owner_alone(self) -> bool:
        return self.severity == Severity.CRITICAL or self.kind.startswith(GURU_GUARD)

    def acknowledge(self, *, by: Membership) -> None:
        """“Seen”: said once, whoever says it first."""
        self._hold()
        if self.acknowledged_at is None:
            self._seen_by(by)
            record("flag.acknowledged", self, by=by)

    def look_after(self, person: Membership, plan: str, *, by: Membership, based_on: int) -> None:
        """`person` looks after it from now on, and `plan` is what she does about it; naming her acknowledges it."""
        self._hold(based_on)
        if not person.active:
            raise Refused(f"{person.name} has left.", "keeper")
        if (person.id, plan) == (self.keeper_id, self.plan):
            return
        verb = "flag.taken_on" if person.id == by.id else "flag.given"
        self.keeper_id, self.plan = person.id, plan
        if self.acknowledged_at is None:
            self._seen_by(by)
        record(verb, self, by=by, because=plan, after={"person": person.name})
        db.session.flush()
        db.session.refresh(self, ["keeper"])

    def snooze(self, until: date, because: str, *, by: Membership) -> bool:
        """Out of sight until a day, at most ninety days from now. Returns whether it is; else it is proposed."""
        self._hold()
        if not clock.today() < until <= clock.today() + LONGEST_SNOOZE:
            raise Refused("Choose a day within the next ninety days.", "until")
        if self._only_proposed(by, because, until):
            return False
        self._rest(until, because)
        record("flag.snoozed", self, by=by, because=because, after={"until": until})
        return True

    def wake(self, *, by: Membership | None) -> None:
        """Back in sight: somebody takes it up again, or the day has come."""
        if by is not None:
            self._hold()
            if not self.asleep:
                raise Stale("This flag is not put off.")
        self.snoozed_until, self.snoozed_because = None, ""
        record("flag.woken", self, by=by)

    def resolve(self, because: str, *, by: Membership) -> bool:
        """Somebody has judged it: it stands no more, though what was seen may still be so. Returns whether it is
        resolved; else it is proposed."""
        self._hold()
        if self._only_proposed(by, because):
            return False
        self._settle(because, by)
        record("flag.resolved", self, by=by, because=because)
        return True

    def agree(self, *, by: Membership, based_on: int) -> None:
        """The owner carries out what was proposed."""
        self._hold(based_on)
        self._proposed_still(by)
        because, until = self.closing_because, self.closing_until
        proposed_by = self.closing_by.name if self.closing_by else ""
        if until is None:
            self._settle(because, by)
            record("flag.closing_agreed", self, by=by, because=because, after={"person": proposed_by})
            return
        if until <= clock.today():
            raise Stale("The day until which it was to be put off has passed. Keep it open, or choose another day.")
        self._rest(until, because)
        record("flag.snooze_agreed", self, by=by, because=because, after={"person": proposed_by, "until": until})

    def keep_open(self, because: str, *, by: Membership) -> None:
        self._hold()
        self._proposed_still(by)
        self._forget_closing()
        record("flag.kept_open", self, by=by, because=because)

    def reopen(self, because: str, *, by: Membership) -> None:
        self._hold(resolved=True)
        self.resolved_at, self.resolved_by, self.resolution = None, "", ""
        record("flag.reopened", self, by=by, because=because)

    def _hold(self, based_on: int | None = None, *, resolved: bool = False) -> None:
        """Lock the standing, by which all changes of an engagement's flags wait for each other, then read anew."""
        db.session.flush()
        line = scoped(Standing).with_only_columns(Standing.id).where(Standing.engagement_id == self.engagement_id)
        db.session.execute(line.with_for_update())
        db.session.refresh(self)
        if based_on is not None and based_on != self.changes:
            raise Stale("Somebody else changed this flag meanwhile. What stands now is shown beside yours.")
        if self.gone_on is not None:
            raise Stale("What set this flag off is gone meanwhile, and so is the flag.")
        if not resolved and self.resolved_at is not None:
            raise Stale("This flag was resolved meanwhile.")
        if resolved and self.resolved_at is None:
            raise Stale("This flag is open already.")
        self.changes += 1

    def _seen_by(self, by: Membership) -> None:
        self.acknowledged_at, self.acknowledged_by_id = clock.now(), by.id

    def _rest(self, until: date, because: str) -> None:
        self.snoozed_until, self.snoozed_because, self.judged = until, because[:500], self.severity
        self._forget_closing()

    def _settle(self, because: str, by: Membership) -> None:
        self.resolved_at, self.resolved_by, self.resolution = clock.now(), by.name, because
        self.snoozed_until, self.snoozed_because, self.judged = None, "", self.severity
        self._forget_closing()

    def _only_proposed(self, by: Membership, because: str, until: date | None = None) -> bool:
        """Whether `by` may only propose this; then it is proposed. Raises `Refused` for who may not even do that."""
        if not self.closed_by_the_owner_alone or allows(Can.CLOSE_FLAG, by, self):
            return False
        if not allows_proposing(Can.CLOSE_FLAG, by, self):
            raise Refused("Only the client's owner puts this flag off or resolves it; a lead or champion proposes it.")
        self.closing_by_id, self.closing_at = by.id, clock.now()
        self.closing_until, self.closing_because = until, because
        verb = "flag.closing_proposed" if until is None else "flag.snooze_proposed"
        record(verb, self, by=by, because=because, after={"until": until} if until else None)
        db.session.flush()
        db.session.refresh(self, ["closing_by"])
        return True

    def _proposed_still(self, by: Membership) -> None:
        if self.closing_at is None:
            raise Stale("Nobody proposes to close this flag any more.")
        if not allows(Can.CLOSE_FLAG, by, self):
            raise Refused("Only the client's owner decides this.")

    def _forget_closing(self) -> None:
        self.closing_by_id = self.closing_at = self.closing_until = None
        self.closing_because = ""
