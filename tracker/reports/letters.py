"""Letters about reports, composed while they are sent."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import undefer

from tracker.access import Can
from tracker.access.policies import allows_reading, sees
from tracker.accounts.letters import written
from tracker.accounts.models import Membership
from tracker.clients.models import Client
from tracker.core.database import db
from tracker.core.outbox import Composed, Enclosed, Letter, letter_kind
from tracker.core.urls import absolute, workspace_url
from tracker.engagements.models import Engagement
from tracker.tenancy import Workspace, scoped

from .models import ReportDraft, StatusReport
from .paper import period_words
from .showing import in_words


@letter_kind("status_report")
def _status_report(letter: Letter) -> Composed | None:
    """None once its receiver has left or may not read it any more."""
    query = scoped(StatusReport).where(StatusReport.id == UUID(letter.values["report"]))
    report = db.session.scalar(query.options(undefer(StatusReport.paper)))
    if report is None or _receiver(letter, report) is None:
        return None
    workspace = db.session.get_one(Workspace, report.workspace_id)
    client = db.session.get_one(Client, (report.workspace_id, report.client_id))
    composed = written("status_report", **_said(report, workspace, client))
    return Composed(composed.subject, composed.text, composed.html, (Enclosed(f"{report.title}.pdf", report.paper),))


def _said(report: StatusReport, workspace: Workspace, client: Client) -> dict[str, Any]:
    return {
        "report": report,
        "client": client.name,
        "workspace_name": workspace.name,
        "period": period_words(report.since, report.until),
        "shown": in_words(report.numbers),
        "action_label": "Read the whole report",
        "action_url": absolute(workspace_url(workspace.slug, "reports.show", id=report.id)),
    }


@letter_kind("report_ready")
def _report_ready(letter: Letter) -> Composed | None:
    """None once the draft was sent or thrown away, or its reader has left."""
    draft = db.session.scalar(scoped(ReportDraft).where(ReportDraft.id == UUID(letter.values["draft"])))
    person = _receiver(letter, draft)
    if draft is None or person is None or not draft.open:
        return None
    workspace = db.session.get_one(Workspace, draft.workspace_id)
    engagement = db.session.get_one(Engagement, (draft.workspace_id, draft.engagement_id))
    return written(
        "report_ready", draft=draft, client=engagement.client.name, workspace_name=workspace.name,
        action_label="Read and edit it",
        action_url=absolute(workspace_url(workspace.slug, "reports.edit", id=draft.id)),
    )  # fmt: skip


def _receiver(letter: Letter, record: Any) -> Membership | None:
    """The person whom the letter is for, if she may still read it."""
    person = db.session.scalar(scoped(Membership).where(Membership.id == UUID(letter.values["person"])))
    if person is None or record is None or not person.active:
        return None
    return person if sees(person, record) and allows_reading(Can.WRITE_REPORT, person, record) else None
