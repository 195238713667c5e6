"""Sending a report: from then on it is what it was."""

from sqlalchemy import func

from tracker.accounts.models import Membership, User
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.outbox import post
from tracker.engagements.models import Engagement
from tracker.tenancy import Workspace, scoped

from .models import ReportDraft, StatusReport
from .numbers import read_numbers
from .paper import paper_of
from .parts import shown_parts


def send(draft: ReportDraft, people: list[Membership], *, by: Membership, seen: int) -> StatusReport:
    """Freeze the draft, whose revision `seen` was read, with the numbers of this moment, and post it to `people`.

    They are among `reading.receivers`. Raises `Refused` (field `recipients`) without any, and `Stale` where the draft
    was changed, sent or thrown away meanwhile.
    """
    draft.hold_open(seen)
    if not people:
        raise Refused("Choose at least one person to send it to.", "recipients")
    engagement = db.session.get_one(Engagement, (draft.workspace_id, draft.engagement_id))
    report = _frozen(draft, engagement, people, by)
    draft.sent_at = report.sent_at
    db.session.add(report)
    db.session.flush()
    addresses = dict(db.session.execute(_addresses(people)).all())
    for person in people:
        post("status_report", addresses[person.id], workspace_id=report.workspace_id, report=str(report.id),
             person=str(person.id))  # fmt: skip
    record("report.sent", report, by=by, after={"people": len(people)})
    return report


def _frozen(draft: ReportDraft, engagement: Engagement, people: list[Membership], by: Membership) -> StatusReport:
    practice = db.session.get_one(Workspace, draft.workspace_id).practice
    numbers = read_numbers(engagement, draft.since, practice)
    said = {"title": draft.title, "since": draft.since, "until": clock.today(), "parts": shown_parts(draft.parts),
            "numbers": numbers}  # fmt: skip
    sent = scoped(StatusReport).where(StatusReport.engagement_id == engagement.id)
    return StatusReport(
        **engagement.keys, **said, draft_id=draft.id, sent_by_id=by.id, scheduled=draft.scheduled, sent_at=clock.now(),
        number=1 + (db.session.scalar(sent.with_only_columns(func.max(StatusReport.number))) or 0),
        recipients=[{"id": str(person.id), "name": person.name} for person in people],
        paper=paper_of(**said, client=engagement.client.name, practice=practice, by=by.name),
    )  # fmt: skip


def _addresses(people: list[Membership]):
    ids = [person.id for person in people]
    return (
        scoped(Membership)
        .join(User, User.id == Membership.user_id)
        .where(Membership.id.in_(ids))
        .with_only_columns(Membership.id, User.email)
    )
