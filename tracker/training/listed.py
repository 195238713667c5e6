"""The items of an engagement, as gates and the index read them."""

from typing import Any
from uuid import UUID

from tracker.core.database import db
from tracker.core.prepared import prepared
from tracker.tenancy import scoped

from .models import ChecklistItem, Module


def items_of(engagement_id: UUID) -> list[dict[str, Any]]:
    """By number. One statement: they are frozen at the start but for what the owner adds to the scope, and takes out of
    it, so that no process may keep them."""
    return [_item(row) for row in db.session.execute(*_items(engagement_id))]


@prepared
def _items(engagement_id: UUID) -> Any:
    return (
        scoped(ChecklistItem)
        .join(Module, (Module.workspace_id == ChecklistItem.workspace_id) & (Module.id == ChecklistItem.module_id))
        .where(ChecklistItem.engagement_id == engagement_id)
        .order_by(ChecklistItem.number)
        .with_only_columns(
            ChecklistItem.id, ChecklistItem.number, ChecklistItem.text, Module.title.label("module"),
            ChecklistItem.competency_key, ChecklistItem.activities, ChecklistItem.required, ChecklistItem.leader,
        )
    )  # fmt: skip


def _item(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.id), "number": row.number, "text": row.text, "module": row.module,
        "competency": row.competency_key, "activities": row.activities, "required": row.required,
        "leader": row.leader,
    }  # fmt: skip
