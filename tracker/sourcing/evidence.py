"""What sourcing hands to gates and the index: the newest decision of each activity."""

from typing import Any
from uuid import UUID

from sqlalchemy import and_, func

from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import evidence
from tracker.engagements.subjects import speaks_of
from tracker.responsibilities.models import Provider
from tracker.tenancy import scoped

from . import deciding
from .models import Dissent, ProviderMeeting, SourcingDecision

__all__ = ["deciding"]

speaks_of(SourcingDecision, "decision", "sourcing.decision")


@evidence("sourcing", nouns=("sourcing", "provider"))
def read_sourcing(engagement_id: UUID) -> dict[str, Any]:
    """By the id of the activity. One statement."""
    return {str(row.activity_id): _decision(row) for row in db.session.execute(_newest(engagement_id))}


def _newest(engagement_id: UUID) -> Any:
    of_one = {"partition_by": SourcingDecision.activity_id, "order_by": SourcingDecision.id.desc()}
    ranked = (
        scoped(SourcingDecision)
        .with_only_columns(SourcingDecision.id, func.row_number().over(**of_one).label("row"))
        .where(SourcingDecision.engagement_id == engagement_id)
        .subquery()
    )
    dissents = (
        scoped(Dissent)
        .with_only_columns(func.count())
        .where(Dissent.workspace_id == SourcingDecision.workspace_id, Dissent.decision_id == SourcingDecision.id)
        .correlate(SourcingDecision)
        .scalar_subquery()
    )
    provider = and_(
        Provider.workspace_id == SourcingDecision.workspace_id, Provider.id == SourcingDecision.provider_id
    )  # fmt: skip
    return (
        scoped(SourcingDecision)
        .add_columns(SourcingDecision.activity_id, Provider.name, Provider.affiliation, dissents.label("dissents"))
        .join(ranked, and_(ranked.c.id == SourcingDecision.id, ranked.c.row == 1))
        .outerjoin(Provider, provider)
    )


def _decision(row: Any) -> dict[str, Any]:
    decision = row[0]
    return {
        "id": str(decision.id), "rule": str(decision.rule_id), "answers": decision.answers,
        "recommendation": decision.recommendation, "choice": decision.choice, "by_practice": decision.by_practice,
        "provider": row.name, "affiliated": bool(row.affiliation), "hands_on": decision.hands_on,
        "disclosed": bool(decision.interest and decision.second_quote),
        "ends_on": decision.ends_on.isoformat() if decision.ends_on else None,
        "review_on": decision.review_on.isoformat(), "written_on": clock.day_of(decision.written_at).isoformat(),
        "dissents": row.dissents,
    }  # fmt: skip


@evidence("providers", nouns=("provider",))
def read_providers(engagement_id: UUID) -> list[dict[str, Any]]:
    """Every provider, and when it was met last. One statement."""
    met = (
        scoped(ProviderMeeting)
        .with_only_columns(func.max(ProviderMeeting.on))
        .where(ProviderMeeting.workspace_id == Provider.workspace_id, ProviderMeeting.provider_id == Provider.id)
        .correlate(Provider)
        .scalar_subquery()
    )
    query = scoped(Provider).where(Provider.engagement_id == engagement_id).order_by(Provider.name)
    columns = (Provider.id, Provider.name, Provider.affiliation, Provider.meets_every, met.label("met_on"))
    return [
        {
            "id": str(row.id), "name": row.name, "affiliated": bool(row.affiliation), "meets_every": row.meets_every,
            "met_on": row.met_on.isoformat() if row.met_on else None,
        }
        for row in db.session.execute(query.with_only_columns(*columns))
    ]  # fmt: skip
