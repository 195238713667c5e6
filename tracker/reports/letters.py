"""Letters about reports, composed while they are sent."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import undefer

from tracker.access import Can
from tracker.access.policies import allows_reading
from tracker.accounts.letters import written
from tracker.accounts.models import Membership
from tracker.clients.models import Client
from tracker.core.database import db
from tracker.core.outbox import Composed, Enclosed, Letter, letter_kind
from tracker.core.urls import absolute, workspace_url
from tracker.tenancy import Workspace, scoped

from .models import StatusReport
from .paper import period_words
from .showing import in_words


@letter_kind("status_report")
def _status_report(letter: Letter) -> Composed | None:
    """None once its receiver has left or may not read it any more."""
    query = scoped(StatusReport).where(StatusReport.id == UUID(letter.values["report"]))
    report = db.session.scalar(query.options(undefer(StatusReport.paper)))
    person = db.session.scalar(scoped(Membership).where(Membership.id == UUID(letter.values["person"])))
    if report is None or person is None or not person.active or not allows_reading(Can.WRITE_REPORT, person, report):
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
