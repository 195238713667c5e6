"""Who will probably check an item: a colleague proven in its skill, else the engagement's lead."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tracker.accounts.models import Membership, Role
from tracker.core.database import db
from tracker.core.prepared import prepared
from tracker.tenancy import scoped

from .levels import level_needed, newest_assessments
from .models import Competency

_FIRST = (Role.CHAMPION, Role.STAFF, Role.OWNER)


@dataclass(frozen=True, slots=True)
class Checker:
    """`usually` says why it is this person."""

    name: str
    usually: str = ""


Proven = dict[tuple[UUID, str], list[tuple[Role, UUID, str]]]


def proven_colleagues(wanted: Iterable[tuple[UUID, str]]) -> Proven:
    """Active people of the client who may verify, by engagement and competency key. One statement for all."""
    pairs = set(wanted)
    if not pairs:
        return {}
    engagements, keys = {id for id, _ in pairs}, {key for _, key in pairs}
    found: Proven = {}
    for engagement_id, key, level, role, id, name in db.session.execute(*_proven(engagements, keys)):
        needed = level_needed(role)
        if needed is not None and level >= needed:
            found.setdefault((engagement_id, key), []).append((role, id, name))
    return found


@prepared
def _proven(engagement_ids: Any, keys: Any) -> Any:
    newest = newest_assessments()
    return (
        scoped(Membership)
        .join(newest, (newest.c.workspace_id == Membership.workspace_id) & (newest.c.person_id == Membership.id))
        .join(
            Competency,
            (Competency.workspace_id == newest.c.workspace_id) & (Competency.id == newest.c.competency_id),
        )
        .where(
            newest.c.place == 1,
            newest.c.engagement_id.in_(engagement_ids),
            Competency.key.in_(keys),
            Membership.ended_at.is_(None),
        )
        .with_only_columns(
            Competency.engagement_id, Competency.key, newest.c.level, Membership.role, Membership.id, Membership.name
        )
    )


def likely_checker(proven: Proven, engagement_id: UUID, key: str, trainee: UUID, lead: str) -> Checker:
    """A proven colleague other than the trainee, champions first; without one, `lead`."""
    able = [one for one in proven.get((engagement_id, key), ()) if one[1] != trainee]
    if not able:
        return Checker(lead)
    first = min(able, key=lambda one: (_FIRST.index(Role(one[0])), one[2]))
    return Checker(first[2])
