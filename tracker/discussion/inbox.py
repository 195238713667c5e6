"""The inbox: what others want one person to know, counted on every page without a question of its own."""

from typing import Any

from flask import g, url_for
from sqlalchemy import func, select, update

from tracker.accounts.identity import asked_along
from tracker.accounts.models import Membership, Role
from tracker.core import clock
from tracker.core.database import db
from tracker.core.paging import Page, newest_first
from tracker.core.templates import on_every_page
from tracker.engagements.daily import every_day
from tracker.engagements.subjects import subject_of
from tracker.engagements.visibility import out_of_reach
from tracker.tenancy import scoped

from .models import InboxRow, Kind
from .models.inbox_row import LONGEST_EXCERPT


def let_know(
    person: Membership, record: Any, *, by: Membership | None, kind: Kind, text: str, private: bool = False
) -> None:
    """Put something about `record` into `person`'s inbox; nobody is told what she did herself. Baton tells it by
    itself where `by` is None."""
    if (by is not None and person.id == by.id) or not person.active:
        return
    subject = subject_of(record)
    db.session.add(
        InboxRow(
            workspace_id=record.workspace_id, client_id=None if private else record.client_id,
            engagement_id=record.engagement_id, user_id=person.user_id, person_id=person.id, kind=kind,
            subject_type=subject.key, subject_id=record.id, subject_name=subject.name(record),
            by_name=by.name if by is not None else "Baton", excerpt=" ".join(text.split())[:LONGEST_EXCERPT],
        )
    )  # fmt: skip


def inbox_of(member: Membership) -> Page:
    """The newest first; nothing of an engagement that is out of the practice's reach."""
    query = scoped(InboxRow).where(InboxRow.person_id == member.id)
    if member.of_practice:
        query = query.where(InboxRow.engagement_id.not_in(out_of_reach()))
    return newest_first(query, InboxRow.id)


@every_day
def put_away_what_is_out_of_reach() -> int:
    """What the practice may not open any more waits in nobody's inbox there. Looking leaves it out from the first
    moment; this sets the count right."""
    practice = scoped(Membership).with_only_columns(Membership.id).where(Membership.client_id.is_(None))
    done = db.session.execute(
        update(InboxRow)
        .where(
            InboxRow.read_at.is_(None), InboxRow.engagement_id.in_(out_of_reach()), InboxRow.person_id.in_(practice)
        )
        .values(read_at=clock.now())
        .execution_options(synchronize_session=False)
    )  # fmt: skip
    db.session.commit()
    return done.rowcount


def read_all(member: Membership) -> None:
    db.session.execute(
        update(InboxRow)
        .where(InboxRow.person_id == member.id, InboxRow.read_at.is_(None))
        .values(read_at=clock.now())
        .execution_options(synchronize_session=False)
    )


@asked_along("unread")
def _unread(workspace_id: Any, user_id: Any) -> Any:
    return (
        select(func.count(InboxRow.id))
        .where(InboxRow.workspace_id == workspace_id, InboxRow.user_id == user_id, InboxRow.read_at.is_(None))
        .scalar_subquery()
    )


@on_every_page
def _frame() -> dict[str, Any]:
    member = g.get("member")
    if member is None or member.role == Role.PROVIDER:
        return {}
    return {"inbox_url": url_for("discussion.inbox"), "inbox_count": g.get("along", {}).get("unread", 0)}
