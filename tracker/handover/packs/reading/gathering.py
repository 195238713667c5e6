"""The material of one pack, read whole: read again where somebody changed the record meanwhile."""

from collections.abc import Callable
from typing import Any

from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.extension_points import facts_of
from tracker.engagements.models import Engagement
from tracker.selfsufficiency.album import album_of
from tracker.selfsufficiency.display import standing_of
from tracker.selfsufficiency.doubts import doubts_of, figures_of
from tracker.selfsufficiency.forecast_words import forecast_words
from tracker.selfsufficiency.models import Snapshot, Standing
from tracker.selfsufficiency.words import stage_of
from tracker.tenancy import Workspace, scoped
from tracker.training.matrix import matrix_of
from tracker.training.sight import Anybody

from ...check_in_questions import questions_of
from ...models.check_in import DAYS
from ..material import Material
from ..records import Skill
from . import drawn, lasting, owned, worked

TRIES = 4
DAYS_BETWEEN = 28
MOST_DAYS = 1600


def gather(engagement: Engagement, kind: str, tell: Callable[[], None] = lambda: None) -> tuple[Material, int]:
    """The material, and the number of the last change of the record that it holds (0 before there is one).

    Every statement sees what is committed at its own moment; so that no half of a change comes in, all is read again
    while the record moves. Raises `Refused` when it does not rest.
    """
    for _ in range(TRIES):
        before = record_number(engagement.id)
        material = _read(engagement, kind, tell)
        if record_number(engagement.id) == before:
            return material, before
        db.session.expire_all()
    raise Refused("People write in this engagement just now, so that no still picture of it could be taken. Try again.")


def record_number(engagement_id: Any) -> int:
    query = scoped(Standing).with_only_columns(Standing.changes).where(Standing.engagement_id == engagement_id)
    return int(db.session.scalar(query) or 0)


def _read(engagement: Engagement, kind: str, tell: Callable[[], None]) -> Material:
    id, today = engagement.id, clock.today()
    workspace = db.session.get_one(Workspace, engagement.workspace_id)
    facts, signatures = facts_of(id), owned.Signatures(id)
    tell()
    certificates, modules = worked.certificates_of(id)
    read: dict[str, Any] = {
        **owned.charter_of(engagement, signatures),
        "signatures": signatures.all(),
        "sections": owned.sections_of(id),
        "decisions": owned.decisions_of(id),
        "rules": owned.rules_of(id, signatures),
        "firms": owned.firms_of(id),
        "papers": owned.papers_of(id, signatures),
    }
    tell()
    read |= {
        "tool_notes": worked.tool_notes_of(id),
        "access": worked.access_of(id),
        "involved": worked.involved_in(id),
        "books": worked.books_of(id),
        "planned": worked.planned_in(id, today),
        "turns": worked.turns_of(id, today),
        "certificates": certificates,
        "modules": modules,
        "readings": worked.readings_of(id, drawn.Courses()),
        "reviews": worked.reviews_in(id),
    }
    tell()
    read |= {
        "risks": worked.risks_of(id),
        "lessons": worked.lessons_of(id),
        "incidents": worked.incidents_of(id),
        "keepers": worked.keepers_of(id),
        "drills": worked.drills_of(id),
        "files": worked.files_of(id),
        "skills": _skills(facts),
        "trials": lasting.trials_of(id),
        "answered": lasting.answered_in(id),
        "questions": tuple((days, tuple(questions_of(engagement.playbook, days))) for days in DAYS),
        **_index(engagement, workspace.practice),
    }
    tell()
    return Material(
        as_of=today, kind=kind, client=engagement.client.name, practice=workspace.practice, title=engagement.title,
        code=engagement.code, facts=facts, **read,
    )  # fmt: skip


def _skills(facts: Any) -> tuple[Skill, ...]:
    rows = matrix_of(facts, Anybody()).rows
    return tuple(Skill(row.name, row.critical, row.coverage, row.of, row.risk) for row in rows)


def _index(engagement: Engagement, practice: str) -> dict[str, Any]:
    standing = standing_of(engagement.id)
    if standing is None:
        return {}
    stage = stage_of(standing.stage)
    return {
        "value": standing.value,
        "stage": stage.label,
        "doubts": tuple((doubt.word, doubt.says) for doubt in doubts_of(figures_of(standing))),
        "forecast": forecast_words(standing, clock.today(), engagement),
        "days": _days(engagement.id),
        "pictures": drawn.pictures_of(album_of(engagement, Anybody(), practice), int(stage)),
    }


def _days(engagement_id: Any) -> Any:
    """The first day, the last, and every fourth week between."""
    query = (
        scoped(Snapshot)
        .with_only_columns(Snapshot.day, Snapshot.value, Snapshot.stage)
        .where(Snapshot.engagement_id == engagement_id, Snapshot.current)
        .order_by(Snapshot.day)
        .limit(MOST_DAYS)
    )
    rows = db.session.execute(query).all()
    kept = [row for place, row in enumerate(rows) if place % DAYS_BETWEEN == 0 or place == len(rows) - 1]
    return tuple((day, value, stage_of(stage).label) for day, value, stage in kept)
