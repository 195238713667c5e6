"""“Is that so?”: about what is said to be somebody else's work always, about a part of the rest.

Of what people log as the client's own work while it is still learnt (below the rung at which the client does it), and
of what the practice logs as done together, one entry in ten is asked about, chosen by its id, and at least the first
that somebody logs in a week. The question goes to whoever does the activity, else to whoever answers for it or stands
in, but never to whoever logged it.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from uuid import UUID

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.responsibilities.models import DoerKind, Post
from tracker.tenancy import scoped

from .checking import Ground, Piece
from .models import Answer, Mode, Why, WorkEntry, WorkQuestion
from .modes import DONE

CLIENT_DOES_IT = 3
ONE_IN = 10


class Asking:
    """Who has to be asked about what `by` logs now. Several entries of one act share what was looked up."""

    def __init__(self, by: Membership):
        self.by = by
        self._asked_this_week: bool | None = None

    def about(self, entry: WorkEntry, piece: Piece, ground: Ground) -> None:
        """Put the question that belongs to `entry`, if any."""
        if piece.person.id != self.by.id and piece.person.of_client:
            self._ask(entry, piece, piece.person.id, Why.NAMED)
        elif self._of_the_pool(piece) and (asked := self._whom(piece, ground)) and self._drawn(entry):
            self._ask(entry, piece, asked, Why.SAMPLE)
            self._asked_this_week = True

    def _ask(self, entry: WorkEntry, piece: Piece, asked: UUID, why: Why) -> None:
        question = WorkQuestion(
            **piece.activity.keys, activity_id=piece.activity.id, asked_id=asked, asked_by_id=self.by.id, why=why,
            what=in_words(piece),
        )  # fmt: skip
        db.session.add(question)
        db.session.flush()
        entry.question_id = question.id

    def _of_the_pool(self, piece: Piece) -> bool:
        if self.by.of_practice:
            return piece.mode == Mode.TOGETHER
        own = piece.mode in {Mode.CLIENT, Mode.CLIENT_CHECKED}
        return self.by.of_client and own and piece.activity.rung < CLIENT_DOES_IT

    def _whom(self, piece: Piece, ground: Ground) -> UUID | None:
        activity, posts = piece.activity, ground.posts.get(piece.activity.id, {})
        doer = activity.doer_id if activity.doer_kind == DoerKind.PERSON else None
        asked = (doer, posts.get(Post.ACCOUNTABLE), posts.get(Post.DEPUTY))
        return next((one for one in asked if one is not None and one != self.by.id), None)

    def _drawn(self, entry: WorkEntry) -> bool:
        return drawn(entry.id) or not self._asked_already()

    def _asked_already(self) -> bool:
        if self._asked_this_week is None:
            query = scoped(WorkQuestion).with_only_columns(WorkQuestion.id).where(
                WorkQuestion.asked_by_id == self.by.id,
                WorkQuestion.why == Why.SAMPLE,
                WorkQuestion.asked_at >= _monday(),
            )  # fmt: skip
            self._asked_this_week = db.session.scalar(query.limit(1)) is not None
        return self._asked_this_week


def withdraw(questions: Iterable[UUID | None], *, whole_import: bool = False) -> None:
    """Nobody need answer any more for what was taken back. A question about many entries stays while others count."""
    if not (ids := set(questions) - {None}):
        return
    query = scoped(WorkQuestion).where(WorkQuestion.id.in_(ids), WorkQuestion.answered_at.is_(None))
    for question in db.session.scalars(query):
        if whole_import or question.entries == 1:
            question.answer, question.answered_at = Answer.WITHDRAWN, clock.now()


def drawn(id: UUID) -> bool:
    """One id in ten, always the same."""
    return int.from_bytes(hashlib.sha256(id.bytes).digest()[:4], "big") % ONE_IN == 0


def in_words(piece: Piece) -> str:
    name, unit = piece.activity.name, piece.activity.unit
    return f"{piece.quantity} × {unit}, {name}, {piece.on.day} {piece.on:%B}, {DONE[Mode(piece.mode)]}"


def _monday() -> datetime:
    today = clock.today()
    return datetime.combine(today - timedelta(days=today.weekday()), time(), clock.zone())
