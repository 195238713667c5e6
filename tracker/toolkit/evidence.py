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

from . import gate_rules, policies, scope, starting, weak_spots
from .models import CONTROLS, AccessGrant, Contract, Runbook, RunbookTest, Tool, ToolCheck
from .newest import confirmed_checks, controls, recovery_tests

__all__ = ["gate_rules", "policies", "runbooks", "scope", "starting", "tools", "weak_spots"]

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
    """Every tool that the client agreed to, the check that stands, and who may use it. Two statements."""
    let_in: dict[UUID, list[tuple[str, bool]]] = {}
    for tool_id, member_id, admin in db.session.execute(_let_in(engagement_id)):
        let_in.setdefault(tool_id, []).append((str(member_id), admin))
    return [_tool(row, let_in.get(row.id, [])) for row in db.session.execute(_tools(engagement_id))]


def _tools(engagement_id: UUID) -> Any:
    standing, recovery = confirmed_checks(engagement_id), recovery_tests(engagement_id)
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
        .outerjoin(
            recovery,
            (recovery.c.workspace_id == Tool.workspace_id) & (recovery.c.tool_id == Tool.id) & (recovery.c.place == 1),
        )
        .outerjoin(Contract, (Contract.workspace_id == Tool.workspace_id) & (Contract.tool_id == Tool.id))
        .where(Tool.engagement_id == engagement_id, Tool.proposed_at.is_(None))
        .order_by(Tool.position)
        .with_only_columns(
            Tool.id, Tool.key, Tool.name, Tool.competencies, Tool.not_applicable_at, Tool.renews_on,
            Contract.paid_by, Contract.holder_id, *controls(standing.c), standing.c.by_id, standing.c.at,
            waiting.exists().label("waiting"), recovery.c.tester_id, recovery.c.worked, recovery.c.on,
        )
    )  # fmt: skip


def _let_in(engagement_id: UUID) -> Any:
    return (
        scoped(AccessGrant)
        .where(
            AccessGrant.engagement_id == engagement_id, AccessGrant.granted_at.is_not(None),
            AccessGrant.revoked_at.is_(None),
        )
        .order_by(AccessGrant.member_id)
        .with_only_columns(AccessGrant.tool_id, AccessGrant.member_id, AccessGrant.admin)
    )  # fmt: skip


def _tool(row: Any, let_in: list[tuple[str, bool]]) -> dict[str, Any]:
    check = None
    if row.at is not None:
        check = {name: str(getattr(row, name)) for name in CONTROLS}
        check |= {"on": clock.day_of(row.at).isoformat(), "by": str(row.by_id)}
    recovery = None
    if row.on is not None:
        recovery = {"by": str(row.tester_id), "worked": bool(row.worked), "on": row.on.isoformat()}
    return {
        "id": str(row.id), "key": row.key, "name": row.name, "competencies": row.competencies,
        "na": row.not_applicable_at is not None, "check": check, "waiting": bool(row.waiting),
        "admins": [{"person": person} for person, admin in let_in if admin], "users": [person for person, _ in let_in],
        "recovery": recovery, "renews_on": row.renews_on.isoformat() if row.renews_on else None,
        "paid_by": row.paid_by and str(row.paid_by), "contract": row.holder_id and str(row.holder_id),
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
