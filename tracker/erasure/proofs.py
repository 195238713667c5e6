"""The proof of a deletion: what stays when all is gone. It names nobody, and its hash holds it together."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from .models import Deletion


def words_of(deletion: Deletion) -> str:
    """The proof as a text that a letter can carry and anybody can hash again: JSON in one line, its keys in order."""
    said: dict[str, Any] = {
        "deletion": str(deletion.id),
        "kind": str(deletion.kind),
        "workspace": str(deletion.workspace_id) if deletion.workspace_id else None,
        "client": str(deletion.client_id) if deletion.client_id else None,
        "asked_at": _moment(deletion.asked_at),
        "asked_by": deletion.asked_by_mark,
        "done_at": _moment(deletion.done_at),
        "rows": dict(sorted(deletion.counts.items())),
    }
    return json.dumps(said, sort_keys=True, separators=(",", ":"))


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else None


def sealed(deletion: Deletion) -> str:
    """The SHA-256 of the proof's text."""
    return hashlib.sha256(words_of(deletion).encode()).hexdigest()


def holds(deletion: Deletion) -> bool:
    return bool(deletion.proof) and deletion.proof == sealed(deletion)
