"""While a workspace, or a client in it, waits to be deleted, it can be read and taken along, and nothing else."""

from typing import Any

from flask import g, has_app_context

from tracker.access import Can
from tracker.access.policies import held_back_when
from tracker.access.roles import Member
from tracker.clients.models import Client
from tracker.core.templates import on_every_page
from tracker.engagements.hands_off import OPEN_WHEN_SEALED, closing_words, to_be_deleted

STILL_OPEN = OPEN_WHEN_SEALED | {Can.EXPORT, Can.DELETE_WORKSPACE, Can.ERASE_SELF}


@held_back_when
def _closing(can: Can, member: Member, record: Any) -> str | None:
    closing = _closing_here()
    if not closing or can in STILL_OPEN:
        return None
    day = closing.get("all") or closing.get(str(_client_of(member, record)))
    return closing_words(day) if day else None


def _closing_here() -> dict[str, str]:
    """What the request already knows of its workspace: asking costs no statement."""
    space = g.get("workspace") if has_app_context() else None
    return (space.closing or {}) if space is not None else {}


def _client_of(member: Member, record: Any) -> Any:
    if member.client_id is not None:
        return member.client_id
    return record.id if isinstance(record, Client) else getattr(record, "client_id", None)


@on_every_page
def _closing_note() -> dict[str, Any]:
    """What every page says while the whole workspace, or the reader's own client, is to be deleted."""
    member = g.get("member")
    closing = _closing_here() if member is not None else {}
    day = closing.get("all") or closing.get(str(member.client_id)) if closing else None
    return {"closing_note": to_be_deleted(day) if day else None}
