"""What stands for a tool: the newest confirmed check, and the newest try to recover it."""

from typing import Any
from uuid import UUID

from sqlalchemy import Subquery, func

from tracker.tenancy import scoped

from .models import CONTROLS, RecoveryTest, ToolCheck


def confirmed_checks(engagement_id: UUID) -> Subquery:
    """Every confirmed check with its `place`: 1 is the one that stands for its tool."""
    place = func.row_number().over(
        partition_by=ToolCheck.tool_id, order_by=(ToolCheck.at.desc(), ToolCheck.id.desc())
    )  # fmt: skip
    return (
        scoped(ToolCheck)
        .where(ToolCheck.engagement_id == engagement_id, ToolCheck.confirmed_at.is_not(None))
        .with_only_columns(
            ToolCheck.workspace_id, ToolCheck.id, ToolCheck.tool_id, *controls(ToolCheck), ToolCheck.by_id,
            ToolCheck.at, ToolCheck.note, place.label("place"),
        )
        .subquery("standing")
    )  # fmt: skip


def recovery_tests(engagement_id: UUID) -> Subquery:
    """Every recovery test with its `place`: 1 is the newest of its tool."""
    place = func.row_number().over(
        partition_by=RecoveryTest.tool_id, order_by=(RecoveryTest.on.desc(), RecoveryTest.id.desc())
    )  # fmt: skip
    return (
        scoped(RecoveryTest)
        .where(RecoveryTest.engagement_id == engagement_id)
        .with_only_columns(
            RecoveryTest.workspace_id, RecoveryTest.tool_id, RecoveryTest.tester_id, RecoveryTest.worked,
            RecoveryTest.on, place.label("place"),
        )
        .subquery("recovery")
    )  # fmt: skip


def controls(source: Any) -> list[Any]:
    """The four columns of who holds what."""
    return [getattr(source, name) for name in CONTROLS]
