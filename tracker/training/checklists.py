"""My checklist: the next single item, what comes after it, what waits for a check, and how far I am."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import aliased

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.core.prepared import prepared
from tracker.engagements.models import Engagement, EngagementState
from tracker.engagements.pausing import clock_day
from tracker.tenancy import scoped

from .checkers import Checker, likely_checker, proven_colleagues
from .leaders import named_leader, things
from .models import OPEN, ChecklistItem, ItemProgress, ProgressState
from .quizzes import quiz_words
from .words import due_words, end_of_week, moment_words

TEN_MINUTES = 10
ENDED = (EngagementState.DECLINED, EngagementState.CLOSED, EngagementState.ENDED_EARLY)


@dataclass(frozen=True, slots=True)
class Row:
    """One item as a quiet line; `words` is what stands under it."""

    id: UUID
    text: str
    state: ProgressState
    words: str


@dataclass(frozen=True, slots=True)
class Card:
    """The next item, big. `returned` says by whom it was returned and why, `quiz` what its quiz is,

    `again` why it has to be shown again; each is empty otherwise.
    """

    id: UUID
    text: str
    why: str
    steps: list[str]
    minutes: int
    evidence: str
    note: str
    link: str
    due_words: str
    returned: str
    verifier: Checker
    quiz: str = ""
    again: str = ""


@dataclass(frozen=True, slots=True)
class ChecklistView:
    """`todo` comes in the order in which it is to be done, `waiting` oldest tick first, `verified_rows` newest first.

    `next` is the first of `todo` in full; where it takes longer than ten minutes, `quick` is the first that does not.
    `essentials` are the leader essentials of a named leader, by number, wherever
    else they stand too.
    """

    next: Card | None
    todo: list[Row]
    waiting: list[Row]
    verified_rows: list[Row]
    due_this_week: int
    essentials: list[Row] = field(default_factory=list)
    quick: Row | None = None

    @property
    def essentials_verified(self) -> int:
        return sum(1 for row in self.essentials if row.state == ProgressState.VERIFIED)

    @property
    def essentials_title(self) -> str:
        """`Your six things`."""
        return f"Your {things(len(self.essentials))}"

    @property
    def later(self) -> list[Row]:
        return self.todo[1:]

    @property
    def verified(self) -> int:
        return len(self.verified_rows)

    @property
    def total(self) -> int:
        return len(self.todo) + len(self.waiting) + len(self.verified_rows)

    @property
    def due_words(self) -> str:
        """`2 due this week`, or nothing to say."""
        return f"{self.due_this_week} due this week" if self.due_this_week else ""

    @property
    def finished(self) -> bool:
        """Everything is at least ticked off."""
        return bool(self.total) and self.next is None


def checklist_of(member: Membership) -> ChecklistView:
    """What `member` has to do in every engagement of hers that goes on. Two statements."""
    today = clock.today()
    found = [*db.session.execute(*_items_of(member.id))]
    todo = sorted((row for row in found if row.state in OPEN), key=_urgency)
    waiting = sorted((row for row in found if row.state == ProgressState.DONE), key=lambda row: row.done_at)
    verified = sorted(
        (row for row in found if row.state == ProgressState.VERIFIED), key=lambda row: row.verified_at, reverse=True
    )
    proven = proven_colleagues((row.engagement_id, row.competency_key) for row in [*todo[:1], *waiting])

    def checker(row: Any) -> Checker:
        return likely_checker(proven, row.engagement_id, row.competency_key, member.id, row.lead)

    return ChecklistView(
        next=_card(todo[0], checker(todo[0]), today) if todo else None,
        todo=[Row(row.id, row.text, row.state, _open_words(row, today)) for row in todo],
        waiting=[Row(row.id, row.text, row.state, _waiting_words(row, checker(row), today)) for row in waiting],
        verified_rows=[Row(row.id, row.text, row.state, _verified_words(row, today)) for row in verified],
        essentials=[_essential(row, today) for row in sorted(found, key=_number) if row.leader and row.named],
        quick=_quick(todo, today),
        due_this_week=sum(1 for row in todo if row.due_on is not None and row.due_on <= end_of_week(today)),
    )


@prepared
def _items_of(member_id: UUID) -> Any:
    lead, checked = aliased(Membership), aliased(Membership)
    return (
        scoped(ItemProgress)
        .join(
            ChecklistItem,
            (ChecklistItem.workspace_id == ItemProgress.workspace_id) & (ChecklistItem.id == ItemProgress.item_id),
        )
        .join(
            Engagement,
            (Engagement.workspace_id == ItemProgress.workspace_id) & (Engagement.id == ItemProgress.engagement_id),
        )
        .join(lead, (lead.workspace_id == Engagement.workspace_id) & (lead.id == Engagement.lead_id))
        .outerjoin(
            checked,
            (checked.workspace_id == ItemProgress.workspace_id) & (checked.id == ItemProgress.verified_by_id),
        )
        .where(ItemProgress.person_id == member_id, Engagement.state.not_in(ENDED))
        .with_only_columns(
            ItemProgress.id, ItemProgress.engagement_id, ItemProgress.state, ItemProgress.due_on,
            ItemProgress.done_at, ItemProgress.verified_at, ItemProgress.returned_because, ItemProgress.note,
            ItemProgress.link, ItemProgress.lapsed_because, ChecklistItem.number, ChecklistItem.text,
            ChecklistItem.why, ChecklistItem.steps,
            ChecklistItem.minutes, ChecklistItem.evidence, ChecklistItem.competency_key, ChecklistItem.quiz,
            ChecklistItem.leader, named_leader().label("named"), lead.name.label("lead"),
            checked.name.label("checked_by"), Engagement.paused_on,
        )
    )  # fmt: skip


_FIRST = {ProgressState.RETURNED: 0, ProgressState.LAPSED: 1}


def _urgency(row: Any) -> tuple[int, date, int]:
    """What was returned, what has lapsed, then what is due first; without a due date, in the playbook's order."""
    return _FIRST.get(row.state, 2), row.due_on or date.max, row.number


def _card(row: Any, verifier: Checker, today: date) -> Card:
    return Card(
        row.id, row.text, row.why, row.steps, row.minutes, row.evidence, row.note, row.link,
        due_words(row.due_on, clock_day(row.paused_on, today)), _returned(row), verifier, quiz_words(row.quiz),
        row.lapsed_because or "" if row.state == ProgressState.LAPSED else "",
    )  # fmt: skip


def _quick(todo: list[Any], today: date) -> Row | None:
    """Something for whoever has ten minutes now."""
    if not todo or todo[0].minutes <= TEN_MINUTES:
        return None
    row = next((row for row in todo if row.minutes <= TEN_MINUTES), None)
    return Row(row.id, row.text, row.state, _open_words(row, today)) if row is not None else None


def _number(row: Any) -> int:
    return row.number


def _essential(row: Any, today: date) -> Row:
    """Short, since it stands in full elsewhere on the page."""
    if row.state == ProgressState.VERIFIED:
        return Row(row.id, row.text, row.state, _verified_words(row, today))
    if row.state == ProgressState.DONE:
        return Row(row.id, row.text, row.state, "Waits for a check")
    return Row(row.id, row.text, row.state, _open_words(row, today))


def _returned(row: Any) -> str:
    return f"{row.checked_by}: {row.returned_because}" if row.state == ProgressState.RETURNED else ""


def _open_words(row: Any, today: date) -> str:
    if row.state == ProgressState.RETURNED:
        return f"Returned by {_returned(row)}"
    if row.state == ProgressState.LAPSED:
        return f"Show it again. {row.lapsed_because}"
    due = due_words(row.due_on, clock_day(row.paused_on, today))
    return f"{due}, {row.minutes} minutes" if due else f"{row.minutes} minutes"


def _waiting_words(row: Any, checker: Checker, today: date) -> str:
    return f"Ticked {moment_words(row.done_at, today)}, with {checker.name} to check"


def _verified_words(row: Any, today: date) -> str:
    return f"Verified {moment_words(row.verified_at, today)} by {row.checked_by}"
