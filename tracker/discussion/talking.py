"""Saying something of a record, and reading what was said of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import g, url_for

from tracker.access import Can, may
from tracker.accounts.models import Membership
from tracker.audit import record as tell
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.paging import Page, newest_first
from tracker.core.templates import for_templates
from tracker.engagements.subjects import Subject, subject_of
from tracker.tenancy import scoped

from .forms import CommentForm
from .inbox import let_know
from .mentions import mentioned, tellable
from .models import MENDABLE, Comment, Kind, Mending, Visibility

SHOWN, WHOLE = 20, 50


@dataclass(frozen=True, slots=True)
class Said:
    """One comment as a page shows it; `text` as its author last left it, `first` what stood there before."""

    id: UUID
    text: str
    first: str
    author: str
    of_practice: bool
    private: bool
    at: datetime
    mendable: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said of one record, the oldest first, and the form to say more; None for who may not."""

    subject: Subject
    record: Any
    said: list[Said]
    older: str | None
    form: CommentForm | None
    say_href: str
    tell_href: str


def say(
    subject_record: Any, text: str, *, by: Membership, private: bool = False, tell_person: Membership | None = None
) -> Comment:
    """`by` says something of a record, and whom it mentions finds it in the inbox.

    Raises `Refused` where somebody of a client wants to keep it from her own, for a name that fits several, and for
    somebody to be told who could not read it.
    """
    if private and not by.of_practice:
        raise Refused("Only the practice's people write what the practice alone sees.", "visibility")
    people = tellable(subject_record, private=private) if tell_person is not None or "@" in text else []
    if tell_person is not None and tell_person.id not in {person.id for person in people}:
        raise Refused(f"{tell_person.name} could not read this.", "tell")
    subject = subject_of(subject_record)
    comment = Comment(
        workspace_id=subject_record.workspace_id, client_id=None if private else subject_record.client_id,
        engagement_id=subject_record.engagement_id, author_id=by.id, text=text,
        visibility=Visibility.PRACTICE if private else Visibility.EVERYONE,
        subject_type=subject.key, subject_id=subject_record.id, subject_name=subject.name(subject_record),
    )  # fmt: skip
    db.session.add(comment)
    db.session.flush()
    for person in {one.id: one for one in [*mentioned(text, people), *filter(None, [tell_person])]}.values():
        let_know(person, subject_record, by=by, kind=Kind.MENTION, text=text, private=private)
    tell("note.written" if private else "comment.written", comment, by=by)
    return comment


@for_templates
def talk_about(record: Any, *, refused: CommentForm | None = None, whole: bool = False) -> Talk:
    """What was said of `record`, its newest comments. One statement; one more for the `whole` page, which lists whom
    to tell."""
    subject = subject_of(record)
    page = _page(record, WHOLE if whole else SHOWN)
    older = url_for(f"discussion.read_{subject.key}", id=record.id, after=page.after) if page.after else None
    writes = may(Can.COMMENT, record)
    tell_href = url_for(f"discussion.tell_{subject.key}", id=record.id) if writes and not refused and not whole else ""
    return Talk(
        subject, record, [_said(*row) for row in reversed(page.rows)], older,
        (refused or CommentForm(formdata=None, people=tellable(record) if whole else None)) if writes else None,
        url_for(f"discussion.say_{subject.key}", id=record.id) if writes else "", tell_href,
    )  # fmt: skip


def _page(record: Any, size: int) -> Page:
    mended = (
        scoped(Mending)
        .where(Mending.workspace_id == Comment.workspace_id, Mending.comment_id == Comment.id)
        .order_by(Mending.id.desc())
        .limit(1)
        .with_only_columns(Mending.text)
        .correlate(Comment)
        .scalar_subquery()
    )
    query = (
        scoped(Comment)
        .add_columns(Membership, mended)
        .join(Membership, (Membership.workspace_id == Comment.workspace_id) & (Membership.id == Comment.author_id))
        .where(Comment.subject_id == record.id)
    )
    return newest_first(query, Comment.id, size)


def _said(comment: Comment, author: Membership, mended: str | None) -> Said:
    return Said(
        id=comment.id, text=mended or comment.text, first=comment.text if mended else "", author=author.name,
        of_practice=author.of_practice, private=comment.private, at=comment.at,
        mendable=author.id == g.member.id and clock.now() <= comment.at + MENDABLE,
    )  # fmt: skip
