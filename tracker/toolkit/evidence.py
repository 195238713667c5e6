"""What the toolkit hands to gates and the index: who controls each tool, and the runbooks with their tests."""

from typing import Any
from uuid import UUID

from flask import url_for

from tracker.access import Can
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import evidence
from tracker.engagements.subjects import speaks_of
from tracker.files import attachable
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped

from . import gate_rules, policies, scope, starting
from .models import CONTROLS, AccessGrant, Runbook, RunbookTest, Tool, ToolCheck
from .newest import confirmed_checks, controls

__all__ = ["gate_rules", "policies", "runbooks", "scope", "starting", "tools"]

speaks_of(Tool, "tool", "toolkit.tool")
speaks_of(Runbook, "runbook", "toolkit.runbook", values=lambda runbook: {"id": runbook.activity_id})


def _activity(runbook: Runbook) -> Activity:
    return db.session.get_one(Activity, (runbook.workspace_id, runbook.activity_id))


# A provider's people read the files of what they do, like the runbook itself.
attachable(
    Runbook, page=lambda runbook: url_for("toolkit.runbook", id=runbook.activity_id), through=_activity,
    see=(Can.SEE_ENGAGEMENT, Can.LOG_WORK),
)  # fmt: skip


@evidence("tools", nouns=("tool", "access"))
def tools(engagement_id: UUID) -> list[dict[str, Any]]:
    """Every tool that the client agreed to, the check that stands, and who its admins are. Two statements."""
    admins: dict[UUID, list[dict[str, str]]] = {}
    for tool_id, member_id in db.session.execute(_admins(engagement_id)):
        admins.setdefault(tool_id, []).append({"person": str(member_id)})
    return [_tool(row, admins.get(row.id, [])) for row in db.session.execute(_tools(engagement_id))]


def _tools(engagement_id: UUID) -> Any:
    standing = confirmed_checks(engagement_id)
    waiting = (
        scoped(ToolCheck)
        .where(
            ToolCheck.workspace_id == Tool.workspace_id, ToolCheck.tool_id == Tool.id,
            ToolCheck.confirmed_at.is_(None), ToolCheck.declined_at.is_(None),
        )
        .with_only_columns(ToolCheck.id)
    )  # fmt: skip
    return (
        scoped(Tool)
        .outerjoin(
            standing,
            (standing.c.workspace_id == Tool.workspace_id) & (standing.c.tool_id == Tool.id) & (standing.c.place == 1),
        )
        .where(Tool.engagement_id == engagement_id, Tool.proposed_at.is_(None))
        .order_by(Tool.position)
        .with_only_columns(
            Tool.id, Tool.key, Tool.name, Tool.competencies, Tool.not_applicable_at, *controls(standing.c),
            standing.c.by_id, standing.c.at, waiting.exists().label("waiting"),
        )
    )  # fmt: skip


def _admins(engagement_id: UUID) -> Any:
    return (
        scoped(AccessGrant)
        .where(
            AccessGrant.engagement_id == engagement_id, AccessGrant.admin, AccessGrant.granted_at.is_not(None),
            AccessGrant.revoked_at.is_(None),
        )
        .order_by(AccessGrant.member_id)
        .with_only_columns(AccessGrant.tool_id, AccessGrant.member_id)
    )  # fmt: skip


def _tool(row: Any, admins: list[dict[str, str]]) -> dict[str, Any]:
    check = None
    if row.at is not None:
        check = {name: str(getattr(row, name)) for name in CONTROLS}
        check |= {"on": clock.day_of(row.at).isoformat(), "by": str(row.by_id)}
    return {
        "id": str(row.id), "key": row.key, "name": row.name, "competencies": row.competencies,
        "na": row.not_applicable_at is not None, "check": check, "waiting": bool(row.waiting), "admins": admins,
    }  # fmt: skip


@evidence("runbooks", nouns=("runbook",))
def runbooks(engagement_id: UUID) -> list[dict[str, Any]]:
    """Every runbook with all its tests, oldest first. One statement."""
    rows = db.session.execute(
        scoped(Runbook)
        .outerjoin(
            RunbookTest,
            (RunbookTest.workspace_id == Runbook.workspace_id) & (RunbookTest.runbook_id == Runbook.id),
        )
        .where(Runbook.engagement_id == engagement_id)
        .order_by(Runbook.activity_id, RunbookTest.at, RunbookTest.id)
        .with_only_columns(
            Runbook.activity_id, Runbook.title, Runbook.author_id, Runbook.version, Runbook.written_at,
            RunbookTest.tester_id, RunbookTest.at, RunbookTest.worked, RunbookTest.version.label("tested_version"),
        )
    )  # fmt: skip
    found: dict[UUID, dict[str, Any]] = {}
    for row in rows:
        runbook = found.setdefault(row.activity_id, _runbook(row))
        if row.at is not None:
            runbook["tests"].append(
                {"person": str(row.tester_id), "on": clock.day_of(row.at).isoformat(), "worked": row.worked,
                 "version": row.tested_version}
            )  # fmt: skip
    return list(found.values())


def _runbook(row: Any) -> dict[str, Any]:
    return {
        "activity": str(row.activity_id), "title": row.title, "author": str(row.author_id), "version": row.version,
        "written_on": clock.day_of(row.written_at).isoformat(), "tests": [],
    }  # fmt: skip
