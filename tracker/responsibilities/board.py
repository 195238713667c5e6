"""The ladder as its page shows it: a row per activity, with who holds it and what the next gate needs of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from tracker.accounts.models import Membership
from tracker.engagements.models import Phase


@dataclass(frozen=True, slots=True)
class Holder:
    name: str
    accepted: bool
    person: UUID


@dataclass(frozen=True, slots=True)
class Doer:
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """One activity. `goal` is the rung planned for the next gate, None once it is reached or no gate is left."""

    id: UUID
    name: str
    critical: bool
    rung: int
    witnessed: bool
    goal: int | None
    href: str
    move_href: str | None
    accountable: Holder | None
    deputy: Holder | None
    doer: Doer | None
    aside: bool
    suggested: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A move that somebody proposed and nobody answered."""

    activity: str
    href: str
    to_rung: int
    by: str
    because: str


@dataclass(frozen=True, slots=True)
class Board:
    rows: list[Row]
    waiting: list[Waiting]

    @property
    def groups(self) -> list[tuple[str | None, list[Row]]]:
        """The critical ones first, as the ladder draws them; what is set aside is not among them."""
        counted = [row for row in self.rows if not row.aside]
        parts = ("Critical activities", True), ("Other activities", False)
        groups = [(title, [row for row in counted if row.critical == critical]) for title, critical in parts]
        return [(title, rows) for title, rows in groups if rows]

    @property
    def aside(self) -> list[Row]:
        return [row for row in self.rows if row.aside]

    @property
    def suggestions(self) -> list[Row]:
        """Where somebody is proposed for a post and the owner has not decided."""
        return [row for row in self.rows if row.suggested and not row.aside]

    def asked(self, member: Membership) -> list[Row]:
        """Where `member` herself is asked and has not answered."""
        return [
            row
            for row in self.rows
            if any(post and post.person == member.id and not post.accepted for post in (row.accountable, row.deputy))
        ]


def next_phase(phases: Iterable[Phase]) -> Phase | None:
    """The phase whose gate is the next to pass."""
    return next((phase for phase in phases if not phase.closed), None)
