"""What the page of one tool reads."""

from typing import Any
from uuid import UUID

from sqlalchemy import or_
from sqlalchemy.orm import joinedload

from tracker.accounts.models import Membership
from tracker.clients.models import Client
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.tenancy import scoped

from .models import CONTROLS, Contract, RecoveryTest, Tool, ToolCheck
from .register import User, users_of

MOST_CHECKS = 10
MOST_PEOPLE = 200


def checks_of(tool: Tool) -> list[ToolCheck]:
    """The last checks, newest first, with who made them."""
    query = scoped(ToolCheck).where(ToolCheck.tool_id == tool.id).options(joinedload(ToolCheck.by))
    return [*db.session.scalars(query.order_by(ToolCheck.at.desc(), ToolCheck.id.desc()).limit(MOST_CHECKS))]


def newest_check(tool: Tool) -> ToolCheck | None:
    """The newest that was not declined, whether or not it was confirmed."""
    return next((check for check in checks_of(tool) if check.declined_at is None), None)


def place_and_terms(tool: Tool) -> dict[str, Any]:
    """Where the tool belongs, on what terms it is used, and the last tries to recover it, newest first. One statement
    for all: `engagement`, `client`, `contract` (or None) and `recoveries`."""
    beside = Tool.workspace_id
    query = (
        scoped(Tool)
        .add_columns(Engagement, Client, Contract, RecoveryTest)
        .join(Engagement, (Engagement.workspace_id == beside) & (Engagement.id == Tool.engagement_id))
        .join(Client, (Client.workspace_id == beside) & (Client.id == Tool.client_id))
        .outerjoin(Contract, (Contract.workspace_id == beside) & (Contract.tool_id == Tool.id))
        .outerjoin(RecoveryTest, (RecoveryTest.workspace_id == beside) & (RecoveryTest.tool_id == Tool.id))
        .where(Tool.id == tool.id)
        .options(joinedload(RecoveryTest.tester, innerjoin=False))  # else a tool without a try would not be found
        .order_by(RecoveryTest.on.desc(), RecoveryTest.id.desc())
        .limit(MOST_CHECKS)
    )
    rows = db.session.execute(query).all()
    _, engagement, client, contract, _ = rows[0]
    tries = [row[4] for row in rows if row[4] is not None]
    return {"engagement": engagement, "client": client, "contract": contract, "recoveries": tries}


def users_of_tool(tool: Tool) -> list[User]:
    return [user for _, user in users_of(tool.engagement_id, tool.id)]


def people_to_let_in(tool: Tool) -> list[Membership]:
    """Active people of the client, its providers, and of the practice."""
    query = scoped(Membership).where(
        or_(Membership.client_id == tool.client_id, Membership.client_id.is_(None)), Membership.ended_at.is_(None)
    )
    return [*db.session.scalars(query.order_by(Membership.name).limit(MOST_PEOPLE))]


def skills_in(engagement: Engagement) -> list[tuple[str, str]]:
    """The competencies of the engagement's frozen playbook, as choices."""
    return [(competency["key"], competency["name"]) for competency in engagement.playbook["competencies"]]


def as_seen(check: ToolCheck | None) -> str:
    return str(check.id) if check is not None else "none"


def seen_id(text: str | None) -> UUID | None | str:
    """What a check form saw, as `Tool.check` takes it; anything odd is an id that no row has."""
    if text == "none":
        return None
    try:
        return UUID(text or "")
    except ValueError:
        return UUID(int=0)


def holders_of(check: ToolCheck | None) -> dict[str, Any]:
    return {name: getattr(check, name) for name in CONTROLS} if check is not None else {}
