"""What a deletion would take away, what stays without a name, and what cannot be taken away: counted."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func

from tracker.accounts.models import Membership
from tracker.audit import AuditEvent
from tracker.baseline.models import Readiness, Willingness
from tracker.core.database import db
from tracker.discussion.models import Comment, InboxRow
from tracker.engagements.models import SignOff
from tracker.tenancy import scoped
from tracker.training.models import Assessment, Certificate, ItemProgress, ModuleRating, QuizAttempt
from tracker.worklog.models import WorkEntry


@dataclass(frozen=True, slots=True)
class Line:
    """How many, and of what: `words` are for one and for several."""

    count: int
    words: tuple[str, str]

    @property
    def what(self) -> str:
        return self.words[self.count != 1]


@dataclass(frozen=True, slots=True)
class Preview:
    """Of one place: what goes, and what stays without her name. Lines that count nothing are left out."""

    goes: tuple[Line, ...]
    stays: tuple[Line, ...]


def _hers(model: Any, column: Any) -> Any:
    return scoped(model).where(column == Membership.id, model.workspace_id == Membership.workspace_id)


_GOES = {
    ("message in the inbox", "messages in the inbox"): lambda: _hers(InboxRow, InboxRow.person_id),
    ("rating of how ready she felt", "ratings of how ready she felt"): lambda: _hers(Readiness, Readiness.person_id),
    ("answer whether she was willing", "answers whether she was willing"): lambda: _hers(
        Willingness, Willingness.person_id
    ),
    ("opinion about a module", "opinions about modules"): lambda: _hers(ModuleRating, ModuleRating.person_id),
    ("answered quiz", "answered quizzes"): lambda: _hers(QuizAttempt, QuizAttempt.person_id),
}
_STAYS = {
    ("act in the history", "acts in the history"): lambda: _hers(AuditEvent, AuditEvent.actor_id),
    ("signature", "signatures"): lambda: _hers(SignOff, SignOff.signer_id),
    ("piece of logged work", "pieces of logged work"): lambda: _hers(WorkEntry, WorkEntry.person_id),
    ("training item", "training items"): lambda: _hers(ItemProgress, ItemProgress.person_id),
    ("assessment of a skill", "assessments of skills"): lambda: _hers(Assessment, Assessment.person_id),
    ("certificate", "certificates"): lambda: _hers(Certificate, Certificate.person_id),
    ("comment", "comments"): lambda: _hers(Comment, Comment.author_id),
}


def preview_of(member: Membership) -> Preview:
    """Counted in one statement."""
    asked = {**_GOES, **_STAYS}
    counts = [
        query().with_only_columns(func.count(), maintain_column_froms=True).correlate(Membership).scalar_subquery()
        for query in asked.values()
    ]  # fmt: skip
    row = db.session.execute(scoped(Membership).where(Membership.id == member.id).with_only_columns(*counts)).one()
    lines = [Line(count, words) for count, words in zip(row, asked, strict=True)]
    return Preview(_said(lines[: len(_GOES)]), _said(lines[len(_GOES) :]))


def _said(lines: list[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.count)


