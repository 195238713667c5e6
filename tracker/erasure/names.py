"""The names that somebody goes by, and how a text reads without them. Pure but for the two functions that look."""

import re
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from tracker.accounts.models import Membership
from tracker.audit import AuditEvent
from tracker.core.database import db
from tracker.tenancy import scoped

FORMER = "Former member"
MOST_NAMES = 20
Renamed = Callable[[str], str]


def without(names: Iterable[str], label: str) -> Renamed:
    """Texts with each of `names`, where it stands as whole words, replaced by `label`. The longest goes first."""
    ordered = sorted({name for name in names if name.strip()}, key=len, reverse=True)
    if not ordered:
        return lambda text: text
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")
    return lambda text: pattern.sub(label.replace("\\", r"\\"), text)


def rewritten(value: Any, renamed: Renamed) -> Any:
    """Plain JSON with all its texts so renamed. Its keys stay: they are words of ours and ids.

    What is patched and then rewritten is the same as what is rewritten and then patched, so that facts, their history
    and all that is replayed from it go on agreeing."""
    if isinstance(value, str):
        return renamed(value)
    if isinstance(value, list):
        return [rewritten(one, renamed) for one in value]
    if isinstance(value, dict):
        return {key: rewritten(one, renamed) for key, one in value.items()}
    return value


def names_of(member: Membership) -> list[str]:
    """The name of today, and those that she had before in this workspace, as the record tells."""
    renames = scoped(AuditEvent).where(AuditEvent.verb == "member.renamed", AuditEvent.subject_id == member.id)
    columns = renames.with_only_columns(AuditEvent.before, AuditEvent.after).order_by(AuditEvent.id.desc())
    told = [one.get("name") for row in db.session.execute(columns.limit(MOST_NAMES)) for one in row]
    return [*dict.fromkeys([member.name, *(name for name in told if name)])]


def also_called(names: Iterable[str], but: UUID) -> set[str]:
    """Those of `names` that somebody else in this workspace bears too: where only the name stands it tells nobody."""
    others = scoped(Membership).where(Membership.name.in_(list(names)), Membership.id != but)
    return set(db.session.scalars(others.with_only_columns(Membership.name)))


def free_label() -> str:
    """The next label of this workspace: whoever has one keeps it, so that history still tells people apart."""
    given = scoped(Membership).where(Membership.name.startswith(FORMER + " "))
    taken = [_number(name) for name in db.session.scalars(given.with_only_columns(Membership.name))]
    return f"{FORMER} {max(taken, default=0) + 1}"


def _number(name: str) -> int:
    last = name.rpartition(" ")[2]
    return int(last) if last.isascii() and last.isdigit() and len(last) < 7 else 0


def is_label(name: str) -> bool:
    return name.startswith(FORMER + " ") and bool(_number(name))


__all__ = ["FORMER", "also_called", "free_label", "is_label", "names_of", "rewritten", "without"]
