"""Check-ins as their pages show them: the list with its comparison, and one with what was said."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import Engagement, EngagementState
from tracker.engagements.words import day_words
from tracker.tenancy import scoped
from tracker.training.models import Competency

from .check_in_booking import every
from .models import CheckIn, CheckInAnswer, CheckInState, Relapse
from .models.check_in import DAYS
from .models.check_in_answer import MANAGE

WORDS = {
    CheckInState.PLANNED: "Planned",
    CheckInState.SCHEDULED: "Scheduled",
    CheckInState.INVITED: "Open now",
    CheckInState.DONE: "Answered",
    CheckInState.MISSED: "Missed",
}
MOST_MINE = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One check-in of the list; `check_in` is None where nobody booked it yet."""

    days: int
    check_in: CheckIn | None
    says: str

    @property
    def state(self) -> str:
        return str(self.check_in.state) if self.check_in is not None else ""


@dataclass(frozen=True, slots=True)
class Compared:
    """One answered check-in beside the others: how it looked then."""

    check_in: CheckIn
    answer: CheckInAnswer
    alone: int
    of: int
    manage: str


@dataclass(frozen=True, slots=True)
class Listed:
    """`rows` are of the handover that stands; `compared` are all that were answered, the first one first."""

    rows: list[Row]
    compared: list[Compared]
    relapses: list[Relapse]

    @property
    def booked(self) -> bool:
        return all(row.check_in is not None for row in self.rows)

    @property
    def down(self) -> list[Relapse]:
        return [one for one in self.relapses if one.open]


def listed(engagement: Engagement) -> Listed:
    """Three statements."""
    found = every(engagement.id)
    newest = {one.days: one for one in found}
    said = scoped(CheckInAnswer).where(CheckInAnswer.engagement_id == engagement.id)
    answers = {one.check_in_id: one for one in db.session.scalars(said)}
    fallen = scoped(Relapse).where(Relapse.engagement_id == engagement.id).order_by(Relapse.id)
    rows = [Row(days, newest.get(days), _says(newest.get(days), engagement)) for days in DAYS]
    compared = [_compared(one, answers[one.id]) for one in found if one.id in answers]
    return Listed(rows, compared, list(db.session.scalars(fallen)))


def _compared(check_in: CheckIn, answer: CheckInAnswer) -> Compared:
    alone = sum(said == 4 for _name, _before, said, _why in answer.who_does)
    return Compared(check_in, answer, alone, len(answer.who_does), MANAGE[answer.manage])


def _says(one: CheckIn | None, engagement: Engagement) -> str:
    if one is None:
        return "Nobody is asked yet"
    if one.answered_at is not None:
        return f"Answered {day_words(clock.day_of(one.answered_at))}"
    if engagement.state == EngagementState.CLOSED:
        return "Not asked any more: the engagement is closed"
    if one.due_on is None:
        return f"{one.days} days after the handover"
    return due_words(one, clock.today())


def due_words(one: CheckIn, today: date) -> str:
    """When it is due, or by how much it is late."""
    if one.due_on is None:
        return ""
    late = (today - one.due_on).days
    if late == 0:
        return "Due today"
    if late > 0:
        return f"Due {day_words(one.due_on)}, {late} {'day' if late == 1 else 'days'} late"
    return f"Due {day_words(one.due_on)}" if one.open else f"Due {day_words(one.due_on)}, opens {_opens(one)}"


def _opens(one: CheckIn) -> str:
    return day_words(one.opens_on) if one.opens_on is not None else ""


def answer_of(check_in: CheckIn) -> CheckInAnswer | None:
    return db.session.scalar(scoped(CheckInAnswer).where(CheckInAnswer.check_in_id == check_in.id))


def skills_of(engagement_id: UUID) -> list[tuple[str, str]]:
    """The skills of an engagement by id and name, critical ones first."""
    query = scoped(Competency).where(Competency.engagement_id == engagement_id)
    rows = query.order_by(Competency.critical.desc(), Competency.position).with_only_columns(
        Competency.id, Competency.name
    )
    return [(str(id), name) for id, name in db.session.execute(rows)]


def to_be_shown(check_in: CheckIn) -> str:
    """Who shows what to whom, as it is written so far; empty when nothing is. At most two statements."""
    show = check_in.written("show")
    ids = {show[name] for name in ("person", "witness") if show.get(name)}
    if not ids:
        return ""
    people = scoped(Membership).where(Membership.id.in_([UUID(str(id)) for id in ids]))
    names = {str(one.id): one.name for one in db.session.scalars(people)}
    skills = dict(skills_of(check_in.engagement_id))
    who, saw = (names.get(str(show.get(name)), "somebody") for name in ("person", "witness"))
    return f"{who} shows {skills.get(show.get('competency', ''), 'a skill')}, and {saw} watches."


@dataclass(frozen=True, slots=True)
class Mine:
    """A check-in that waits for one person, on her own pages."""

    check_in: CheckIn
    title: str
    words: str


def waiting_for(member: Membership) -> list[Mine]:
    """The open check-ins that `member` is to answer, the oldest first. One statement."""
    same = (Engagement.workspace_id == CheckIn.workspace_id) & (Engagement.id == CheckIn.engagement_id)
    query = (
        scoped(CheckIn)
        .join(Engagement, same)
        .add_columns(Engagement.title)
        .where(
            (CheckIn.answers_id == member.id) | (CheckIn.stand_in_id == member.id), CheckIn.answered_at.is_(None),
            CheckIn.due_on.is_not(None), Engagement.state == EngagementState.HANDED_OVER,
        )
        .order_by(CheckIn.due_on)
        .limit(2 * len(DAYS))
    )  # fmt: skip
    rows: list[Any] = [*db.session.execute(query)]
    mine = [(one, title) for one, title in rows if one.open and one.whose_turn is not None]
    return [Mine(one, title, due_words(one, clock.today())) for one, title in mine if one.whose_turn.id == member.id][
        :MOST_MINE
    ]
