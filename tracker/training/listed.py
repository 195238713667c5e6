"""The items of an engagement: frozen at its start, so that each process reads them once."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from tracker.core.context import current_context
from tracker.core.database import db
from tracker.tenancy import scoped

from .models import ChecklistItem, Module


def items_of(engagement_id: UUID) -> tuple[dict[str, Any], ...]:
    """The items never change once an engagement has started, so they are read once for each process."""
    context = current_context()
    found = _kept_items(context.workspace, context.client, engagement_id)
    if not found:
        _kept_items.cache_clear()
    return found


@lru_cache(maxsize=128)
def _kept_items(_workspace: UUID, _client: UUID | None, engagement_id: UUID) -> tuple[dict[str, Any], ...]:
    rows = db.session.execute(
        scoped(ChecklistItem)
        .join(Module, (Module.workspace_id == ChecklistItem.workspace_id) & (Module.id == ChecklistItem.module_id))
        .where(ChecklistItem.engagement_id == engagement_id)
        .order_by(ChecklistItem.number)
        .with_only_columns(
            ChecklistItem.id, ChecklistItem.number, ChecklistItem.text, Module.title.label("module"),
            ChecklistItem.competency_key, ChecklistItem.activities, ChecklistItem.required, ChecklistItem.leader,
        )
    )  # fmt: skip
    return tuple(
        {
            "id": str(row.id), "number": row.number, "text": row.text, "module": row.module,
            "competency": row.competency_key, "activities": row.activities, "required": row.required,
            "leader": row.leader,
        }
        for row in rows
    )  # fmt: skip
