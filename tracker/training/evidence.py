"""What training hands to gates and the index: levels, items verified and waiting, and what a rung still needs."""

from typing import Any
from uuid import UUID

from flask import url_for

from tracker.access import Can
from tracker.core import clock
from tracker.core.database import db
from tracker.core.prepared import prepared
from tracker.engagements.extension_points import evidence
from tracker.engagements.subjects import speaks_of
from tracker.files import attachable
from tracker.tenancy import scoped

from . import due, gate_rules, lapsing, policies, readiness, rules, scope, starting, weak_spots
from .levels import newest_assessments
from .listed import items_of
from .models import ChecklistItem, Competency, ItemProgress, ProgressState

__all__ = [
    "competencies", "due", "gate_rules", "items", "lapsing", "policies", "readiness", "rules", "scope", "starting",
    "weak_spots",
]  # fmt: skip

speaks_of(ChecklistItem, "training item", "training.checklist_item")
# What somebody shows is between her and whoever may check it, and stays as it is while it waits for a check.
attachable(
    ItemProgress, page=lambda progress: url_for("training.item", id=progress.id), private=True,
    see=(Can.COMPLETE_ITEM, Can.VERIFY), attach=(Can.COMPLETE_ITEM,), fixed=lambda progress: not progress.open,
)  # fmt: skip

JUDGED = {ProgressState.VERIFIED: "verified", ProgressState.DONE: "waiting", ProgressState.LAPSED: "lapsed"}


@evidence("competencies", nouns=("competency", "assessment"))
def competencies(engagement_id: UUID) -> list[dict[str, Any]]:
    """The competencies in order, each with the newest level of every person ever judged. One statement."""
    newest = newest_assessments(engagement_id)
    rows = db.session.execute(
        scoped(Competency)
        .outerjoin(
            newest,
            (newest.c.workspace_id == Competency.workspace_id)
            & (newest.c.competency_id == Competency.id)
            & (newest.c.place == 1),
        )
        .where(Competency.engagement_id == engagement_id)
        .order_by(Competency.position, newest.c.person_id)
        .with_only_columns(
            Competency.id, Competency.key, Competency.name, Competency.critical, Competency.leader, Competency.target,
            newest.c.person_id, newest.c.level, newest.c.on, newest.c.method, newest.c.assessor_id,
        )
    )  # fmt: skip
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        competency = found.setdefault(row.key, _competency(row))
        if row.person_id is not None:
            competency["people"].append(
                {"person": str(row.person_id), "level": row.level, "on": row.on.isoformat(),
                 "assessor": str(row.assessor_id), "method": row.method}
            )  # fmt: skip
    return list(found.values())


def _competency(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.id), "key": row.key, "name": row.name, "critical": row.critical, "leader": row.leader,
        "target": row.target, "people": [],
    }  # fmt: skip


@evidence("items", nouns=("item",))
def items(engagement_id: UUID) -> dict[str, Any]:
    """The items, and by whom which is verified, waits for a check or has lapsed. Two statements."""
    listed = items_of(engagement_id)
    rows = db.session.execute(*_judged(engagement_id))
    judged: dict[str, list[list[Any]]] = {name: [] for name in JUDGED.values()}
    for row in rows:
        at = row.done_at if row.state == ProgressState.DONE else row.verified_at
        judged[JUDGED[row.state]].append([row.number, str(row.person_id), clock.day_of(at).isoformat()])
    return {"items": listed, **judged}


@prepared
def _judged(engagement_id: UUID) -> Any:
    return (
        scoped(ItemProgress)
        .join(
            ChecklistItem,
            (ChecklistItem.workspace_id == ItemProgress.workspace_id) & (ChecklistItem.id == ItemProgress.item_id),
        )
        .where(ItemProgress.engagement_id == engagement_id, ItemProgress.state.in_(JUDGED))
        .order_by(ChecklistItem.number, ItemProgress.person_id)
        .with_only_columns(
            ChecklistItem.number, ItemProgress.person_id, ItemProgress.state, ItemProgress.done_at,
            ItemProgress.verified_at,
        )
    )  # fmt: skip
