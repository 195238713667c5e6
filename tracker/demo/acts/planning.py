"""Fit, charter and baseline at the start; later the handover moved, a pause, the scope. The owner decides."""

from datetime import timedelta
from typing import Any

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.baseline import keeping
from tracker.baseline.models import RATINGS, Kind, Willing
from tracker.core.database import db
from tracker.engagements import charter, fit, plan_changes, scope
from tracker.engagements.charter_text import first_terms
from tracker.engagements.models import PlanChange, ScopeChange
from tracker.tenancy import scoped
from tracker.training.models import ChecklistItem

from ..scene import Scene
from ..script import act


@act
def asks_for_time(scene: Scene, by: Membership, because: str, *, weeks: int) -> None:
    """Propose to move the handover by so many weeks; in force at once where the owner says it."""
    scene.check(Can.CHANGE_SCOPE, by, scene.engagement, propose=True)
    to_on = scene.engagement.planned_handover + timedelta(weeks=weeks)
    plan_changes.propose_extension(scene.engagement, to_on, because, by=by)


@act
def pauses(scene: Scene, by: Membership, because: str) -> None:
    scene.check(Can.CHANGE_SCOPE, by, scene.engagement, propose=True)
    plan_changes.propose_pause(scene.engagement, because, by=by)


@act
def goes_on(scene: Scene, by: Membership, because: str) -> None:
    scene.check(Can.CHANGE_SCOPE, by, scene.engagement, propose=True)
    plan_changes.propose_resumption(scene.engagement, because, by=by)


@act
def agrees_to_the_change(scene: Scene, by: Membership, words: str) -> None:
    """Approve the oldest change of the plan that waits."""
    change = _waiting(scene)
    scene.check(Can.CHANGE_SCOPE, by, change)
    plan_changes.approve(change, words, by=by)


@act
def declines_the_change(scene: Scene, by: Membership, because: str) -> None:
    change = _waiting(scene)
    scene.check(Can.CHANGE_SCOPE, by, change)
    plan_changes.decline(change, because, by=by)


@act
def goes_through_the_fit(scene: Scene, by: Membership, note: str, **answers: str) -> None:
    """Every answer is yes unless it is named."""
    scene.check(Can.CREATE_ENGAGEMENT, by, scene.engagement, propose=True)
    fit.record_fit(scene.engagement, {one.key: answers.get(one.key, fit.YES) for one in fit.QUESTIONS}, note, by=by)


@act
def agrees_hours(scene: Scene, by: Membership, hours: int, hours_for: str) -> None:
    """A second version of the charter, with the hours that are protected."""
    scene.check(Can.CREATE_ENGAGEMENT, by, scene.engagement, propose=True)
    terms = first_terms(scene.engagement)._replace(hours=hours, hours_for=hours_for)
    charter.revise(scene.engagement, terms, by=by, based_on=1)


@act
def rates(scene: Scene, by: Membership, ratings: str, key: str = "", note: str = "") -> None:
    """Five digits, in the order of the ratings; the organisation's without a person."""
    scene.check(Can.KEEP_BASELINE, by, scene.engagement)
    numbers = dict(zip(RATINGS, map(int, ratings), strict=True))
    keeping.rate(scene.engagement, scene.person(key) if key else None, numbers, note, by=by)


@act
def is_willing(scene: Scene, by: Membership, answer: str, wish: str = "") -> None:
    keeping.answer(scene.engagement, by, Willing(answer), wish, by=by)


@act
def finds(scene: Scene, by: Membership, kind: str, name: str, state: str, holder: str, note: str = "") -> None:
    scene.check(Can.KEEP_BASELINE, by, scene.engagement)
    keeping.note_finding(scene.engagement, Kind(kind), name, state, holder, note, by=by)


@act
def asks_to_add(scene: Scene, by: Membership, kind: str, name: str, purpose: str, because: str) -> None:
    scene.check(Can.CHANGE_SCOPE, by, scene.engagement, propose=True)
    fields = {"name": name, "purpose": purpose, "critical": False, "because": because}
    scope.propose_addition(scene.engagement, kind, fields, because, by=by)


@act
def asks_to_take_out(scene: Scene, by: Membership, number: int, because: str) -> None:
    """A training item is to be required no longer."""
    scene.check(Can.CHANGE_SCOPE, by, scene.engagement, propose=True)
    scope.propose_removal(scene.engagement, scene.get(ChecklistItem, number), because, by=by)


@act
def agrees_to_the_scope(scene: Scene, by: Membership, words: str) -> None:
    change = _waiting(scene, ScopeChange)
    scene.check(Can.CHANGE_SCOPE, by, change)
    scope.approve(change, words, by=by)


def _waiting(scene: Scene, model: Any = PlanChange) -> Any:
    rows = scoped(model).where(model.engagement_id == scene.engagement.id).order_by(model.id)
    return next(row for row in db.session.scalars(rows) if row.waiting)
