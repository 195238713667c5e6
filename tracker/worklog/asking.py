"""“Is that so?”: about what is said to be somebody else's work always, about a part of the rest.

Of what people log as the client's own work, and of what the practice logs as done together, one entry in ten is asked
about. Its id decides, which is made with the entry: nobody can know beforehand. The question goes to whoever does the
activity, else to whoever answers for it or stands in, but never to whoever logged it.
"""

import hashlib
from collections.abc import Iterable
from uuid import UUID

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.responsibilities.models import DoerKind, Post
from tracker.tenancy import scoped

from .checking import Ground, Piece
from .models import Answer, Mode, Why, WorkEntry, WorkQuestion
from .modes import DONE

ONE_IN = 10


class Asking:
    """Who has to be asked about what `by` logs now. Several entries of one act share what was looked up."""

    def __init__(self, by: Membership):
        self.by = by

    def about(self, entry: WorkEntry, piece: Piece, ground: Ground) -> None:
        """Put the question that belongs to `entry`, if any."""
        if piece.person.id != self.by.id and piece.person.of_client:
            self._ask(entry, piece, piece.person.id, Why.NAMED)
        elif self._of_the_pool(piece) and (asked := self._whom(piece, ground)) and self._drawn(entry):
            self._ask(entry, piece, asked, Why.SAMPLE)

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
        return self.by.of_client and own

    def _drawn(self, entry: WorkEntry) -> bool:
        return drawn(entry.id)

    def _whom(self, piece: Piece, ground: Ground) -> UUID | None:
        activity, posts = piece.activity, ground.posts.get(piece.activity.id, {})
        doer = activity.doer_id if activity.doer_kind == DoerKind.PERSON else None
        asked = (doer, posts.get(Post.ACCOUNTABLE), posts.get(Post.DEPUTY))
        return next((one for one in asked if one is not None and one != self.by.id), None)


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
