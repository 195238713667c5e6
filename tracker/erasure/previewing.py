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
    """How many, and of what."""

    count: int
    what: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Of one place: what goes, and what stays without her name. Lines that count nothing are left out."""

    goes: tuple[Line, ...]
    stays: tuple[Line, ...]


def _hers(model: Any, column: Any) -> Any:
    return scoped(model).where(column == Membership.id, model.workspace_id == Membership.workspace_id)


_GOES = {
    "in the inbox": lambda: _hers(InboxRow, InboxRow.person_id),
    "baseline ratings of how ready she felt": lambda: _hers(Readiness, Readiness.person_id),
    "answers whether she was willing": lambda: _hers(Willingness, Willingness.person_id),
    "opinions about modules": lambda: _hers(ModuleRating, ModuleRating.person_id),
    "quiz answers": lambda: _hers(QuizAttempt, QuizAttempt.person_id),
}
_STAYS = {
    "acts in the history": lambda: _hers(AuditEvent, AuditEvent.actor_id),
    "signatures": lambda: _hers(SignOff, SignOff.signer_id),
    "pieces of logged work": lambda: _hers(WorkEntry, WorkEntry.person_id),
    "training items": lambda: _hers(ItemProgress, ItemProgress.person_id),
    "assessments of skills": lambda: _hers(Assessment, Assessment.person_id),
    "certificates": lambda: _hers(Certificate, Certificate.person_id),
    "comments": lambda: _hers(Comment, Comment.author_id),
}


def preview_of(member: Membership) -> Preview:
    """Counted in one statement."""
    asked = {**_GOES, **_STAYS}
    counts = [
        query().with_only_columns(func.count(), maintain_column_froms=True).correlate(Membership).scalar_subquery()
        for query in asked.values()
    ]  # fmt: skip
    row = db.session.execute(scoped(Membership).where(Membership.id == member.id).with_only_columns(*counts)).one()
    lines = [Line(count, what) for count, what in zip(row, asked, strict=True)]
    return Preview(_said(lines[: len(_GOES)]), _said(lines[len(_GOES) :]))


def _said(lines: list[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.count)


