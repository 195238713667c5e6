"""The fact slice "gates": the four phases with their criteria, the newest claim and the newest waiver of each."""

from typing import Any
from uuid import UUID

from sqlalchemy import and_, func

from tracker.core import clock
from tracker.core.database import db
from tracker.tenancy import scoped

from .extension_points import evidence
from .models import CriterionClaim, ExitCriterion, Phase, Waiver


@evidence("gates", nouns=("charter", "gate", "criterion", "phase", "plan"))
def read_gates(engagement_id: UUID) -> list[dict[str, Any]]:
    """In the order of the phases; two statements."""
    phases = scoped(Phase).where(Phase.engagement_id == engagement_id).order_by(Phase.position).with_only_columns(
        Phase.id, Phase.position, Phase.kind, Phase.name, Phase.state, Phase.planned_end, Phase.closed_at
    )  # fmt: skip
    criteria: dict[UUID, list[dict[str, Any]]] = {}
    for phase_id, *columns in db.session.execute(_criteria(engagement_id)):
        criteria.setdefault(phase_id, []).append(_criterion(*columns))
    return [
        {
            "id": str(id), "position": position, "kind": kind, "name": name, "state": str(state),
            "planned_end": planned_end.isoformat(), "closed_on": _day(closed_at), "criteria": criteria.get(id, []),
        }
        for id, position, kind, name, state, planned_end, closed_at in db.session.execute(phases)
    ]  # fmt: skip


def _criteria(engagement_id: UUID) -> Any:
    claim, waiver = _newest(CriterionClaim, engagement_id, open_only=True), _newest(Waiver, engagement_id)
    return (
        scoped(ExitCriterion)
        .with_only_columns(
            ExitCriterion.phase_id, ExitCriterion.id, ExitCriterion.key, ExitCriterion.text, ExitCriterion.rule,
            ExitCriterion.evidence, CriterionClaim.by_id, CriterionClaim.at, CriterionClaim.evidence,
            CriterionClaim.link, Waiver.by_id, Waiver.at, Waiver.reason, Waiver.expires_on,
        )
        .select_from(ExitCriterion)
        .outerjoin(CriterionClaim, and_(*_of_criterion(CriterionClaim), CriterionClaim.id.in_(claim)))
        .outerjoin(Waiver, and_(*_of_criterion(Waiver), Waiver.id.in_(waiver)))
        .where(ExitCriterion.engagement_id == engagement_id)
        .order_by(ExitCriterion.position)
    )  # fmt: skip


def _of_criterion(model: Any) -> tuple[Any, ...]:
    return model.workspace_id == ExitCriterion.workspace_id, model.criterion_id == ExitCriterion.id


def _newest(model: Any, engagement_id: UUID, *, open_only: bool = False) -> Any:
    """Ids of the newest row per criterion; claims only while they are not withdrawn."""
    row = func.row_number().over(partition_by=model.criterion_id, order_by=model.id.desc()).label("row")
    query = scoped(model).with_only_columns(model.id, row).where(model.engagement_id == engagement_id)
    if open_only:
        query = query.where(model.withdrawn_at.is_(None))
    ranked = query.subquery()
    return scoped(model).with_only_columns(ranked.c.id).select_from(ranked).where(ranked.c.row == 1)


def _criterion(
    id: UUID, key: str, text: str, rule: Any, shown: str, claim_by: Any, claim_at: Any, evidence: Any, link: Any,
    waiver_by: Any, waiver_at: Any, reason: Any, expires_on: Any,
) -> dict[str, Any]:  # fmt: skip
    claim = {"by": str(claim_by), "on": _day(claim_at), "evidence": evidence, "link": link} if claim_by else None
    waiver = (
        {"by": str(waiver_by), "on": _day(waiver_at), "reason": reason, "expires_on": expires_on.isoformat()}
        if waiver_by
        else None
    )
    return {"id": str(id), "key": key, "text": text, "rule": rule, "evidence": shown, "claim": claim, "waiver": waiver}


def _day(moment: Any) -> str | None:
    return clock.day_of(moment).isoformat() if moment else None
