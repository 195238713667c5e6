"""Sourcing: who should do an activity, put forward with the aid's reasons, and how providers are judged."""

from datetime import timedelta

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.responsibilities.models import Activity
from tracker.responsibilities.rules import ruling_of
from tracker.sourcing import deciding, judging
from tracker.sourcing.drafts import Draft
from tracker.sourcing.models import SourcingDecision
from tracker.sourcing.scoring import CONDITIONS, MARKS
from tracker.tenancy import Workspace, scoped

from ..scene import Scene
from ..script import act


@act
def puts_forward(
    scene: Scene, by: Membership, key: str, answers: str, choice: str, who: str, to: str = "", ends_in: int = 0,
    **more: object,
) -> None:  # fmt: skip
    """`answers` are ten digits; `to` names a provider, or "practice"; `ends_in` days from now it stops."""
    activity = scene.get(Activity, key)
    scene.check(Can.SIGN, by, activity, propose=True)
    ruling = ruling_of(activity)
    draft = Draft(
        answers=[int(digit) for digit in answers], choice=choice, who=who, provider=scene.providers.get(to),
        by_practice=to == "practice", ends_on=clock.today() + timedelta(days=ends_in) if ends_in else None, **more,
    )  # fmt: skip
    practice = db.session.get_one(Workspace, activity.workspace_id).name
    deciding.put_forward(activity, draft, by=by, practice=practice, seen=ruling.rule.id if ruling else None)


@act
def disagrees(scene: Scene, by: Membership, key: str, text: str) -> None:
    activity = scene.get(Activity, key)
    query = scoped(SourcingDecision).where(SourcingDecision.activity_id == activity.id)
    decision = db.session.scalars(query.order_by(SourcingDecision.id.desc()).limit(1)).one()
    scene.check(Can.SIGN, by, decision, propose=True)
    deciding.dissent(decision, text, by=by)


@act
def scores(scene: Scene, by: Membership, name: str, marks: str, note: str) -> None:
    """`marks` are eight digits of 0 to 5; every condition holds."""
    provider = scene.providers[name]
    scene.check(Can.SCORE_PROVIDER, by, provider)
    judging.score_provider(
        provider, dict.fromkeys(CONDITIONS, True), dict(zip(MARKS, map(int, marks), strict=True)), by=by, note=note
    )  # fmt: skip


@act
def meets(scene: Scene, by: Membership, name: str, note: str) -> None:
    provider = scene.providers[name]
    scene.check(Can.SCORE_PROVIDER, by, provider)
    judging.hold_meeting(provider, clock.today(), by=by, note=note)
