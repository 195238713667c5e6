"""The one way to write an event."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from tracker.core.database import db
from tracker.tenancy import WorkspaceModel

from .models import AuditEvent


def record(
    verb: str,
    subject: WorkspaceModel,
    *,
    by: Any,
    because: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEvent:
    """Write `verb` (such as `gate.passed`) about `subject` in the transaction at hand.

    `by` is the membership of the person who acted, or None for the system. `before` and `after` hold only what
    changed. The engagement that the subject belongs to is marked, so that its index is computed before commit; what
    is the practice's alone (a `client_id` that is empty) moves no index.
    """
    engagement_id, client_id = _engagement_of(subject), _client_of(subject)
    event = AuditEvent(
        workspace_id=subject.workspace_id,
        client_id=client_id,
        engagement_id=engagement_id,
        verb=verb,
        actor_id=by.id if by is not None else None,
        actor_name=by.name if by is not None else "Baton",
        subject_type=type(subject).__name__,
        subject_id=subject.id,
        subject_name=name_of(subject),
        because=because,
        before=_plain(before or {}),
        after=_plain(after or {}),
    )
    db.session.add(event)
    db.session.info.setdefault("recorded", []).append(event)
    if engagement_id is not None and client_id is not None:
        touched = db.session.info.setdefault("touched", {})
        touched.setdefault(engagement_id, []).append(event)
    return event


def _engagement_of(subject: Any) -> UUID | None:
    return subject.id if type(subject).__name__ == "Engagement" else getattr(subject, "engagement_id", None)


def _client_of(subject: Any) -> UUID | None:
    return subject.id if type(subject).__name__ == "Client" else getattr(subject, "client_id", None)


def name_of(subject: Any) -> str:
    """What people call a record, at most 200 characters."""
    for attribute in ("audit_name", "name", "title", "text"):
        if value := getattr(subject, attribute, None):
            return str(value)[:200]
    return type(subject).__name__


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {key: _plain_value(value) for key, value in values.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, UUID | date | datetime):
        return str(value)
    return value
