"""Reading reports: the list of an engagement, the newest one, and who may receive one."""

from typing import Any
from uuid import UUID

from sqlalchemy import or_

from tracker.access import Can
from tracker.access.policies import allows_reading
from tracker.accounts.models import Membership, Role
from tracker.core.database import db
from tracker.core.paging import Page, newest_first
from tracker.engagements.models import Engagement, Part, TeamMember
from tracker.tenancy import scoped

from .models import ReportDraft, ReportSchedule, StatusReport

REPORTS_ON_A_PAGE = 20
MOST_OFFERED = 200


def reports_of(engagement_id: UUID) -> Page:
    """What was sent, the newest first. One statement."""
    return newest_first(
        scoped(StatusReport).where(StatusReport.engagement_id == engagement_id), StatusReport.id, REPORTS_ON_A_PAGE
    )


def last_report(engagement_id: UUID) -> StatusReport | None:
    query = scoped(StatusReport).where(StatusReport.engagement_id == engagement_id)
    return db.session.scalar(query.order_by(StatusReport.id.desc()).limit(1))


def open_draft(engagement_id: UUID) -> ReportDraft | None:
    """The report that is being written; the client's people never find one."""
    query = scoped(ReportDraft).where(
        ReportDraft.engagement_id == engagement_id, ReportDraft.sent_at.is_(None), ReportDraft.discarded_at.is_(None)
    )
    return db.session.scalar(query.order_by(ReportDraft.id).limit(1))


def schedule_of(engagement_id: UUID) -> ReportSchedule | None:
    """The schedule, also one that has ended: it is taken up again."""
    return db.session.scalar(scoped(ReportSchedule).where(ReportSchedule.engagement_id == engagement_id))


def receivers(engagement: Engagement) -> list[Membership]:
    """Who may be sent a report: the people of both sides who may read one, the client's first. One statement."""
    at_work = scoped(TeamMember).with_only_columns(TeamMember.member_id).where(
        TeamMember.engagement_id == engagement.id, TeamMember.part == Part.CONSULTANT, TeamMember.ended_at.is_(None)
    )  # fmt: skip
    query = (
        scoped(Membership)
        .where(
            Membership.ended_at.is_(None),
            or_(
                Membership.client_id == engagement.client_id,
                Membership.client_id.is_(None) & ((Membership.role == Role.LEAD) | Membership.id.in_(at_work)),
            ),
        )
        .order_by(Membership.client_id.is_(None), Membership.name, Membership.id)
        .limit(MOST_OFFERED)
    )
    return [person for person in db.session.scalars(query) if may_receive(person, engagement)]


def may_receive(person: Membership, engagement: Any) -> bool:
    """Consultants were asked for by their part in the team; of the others their role says it."""
    return person.role == Role.CONSULTANT or allows_reading(Can.WRITE_REPORT, person, engagement)
