"""What the strategy hands to gates and the index: how each section stands, and what is measured."""

from datetime import date
from typing import Any
from uuid import UUID

from tracker.core import clock
from tracker.engagements.extension_points import evidence
from tracker.engagements.subjects import speaks_of

from . import gate_rules, policies, scope, starting, weak_spots
from .measured import Gauge, board
from .models import Goal, Measure, StrategySection
from .standing import Standing, standings

__all__ = ["gate_rules", "policies", "scope", "starting", "weak_spots"]

speaks_of(StrategySection, "section", "strategy.section")
speaks_of(Goal, "goal", "strategy.goal")
speaks_of(Measure, "measure", "strategy.measure")


@evidence("strategy", nouns=("section",))
def read_strategy(engagement_id: UUID) -> list[dict[str, Any]]:
    """In the playbook's order; one statement."""
    return [_fact(section) for section in standings(engagement_id)]


def _fact(section: Standing) -> dict[str, Any]:
    earlier = section.signed_number is not None and not section.signed
    return {
        "id": str(section.id),
        "key": section.key,
        "title": section.title,
        "weight": section.weight,
        "written": section.written,
        "revisions": section.number,
        "client_share": section.client_share,
        "by_client": section.by_client,
        "revised_on": _iso(section.revised_on),
        "author": _text(section.author_id),
        "signed_on": _iso(section.signed_on) if section.signed else None,
        "earlier_signed_on": _iso(section.signed_on) if earlier else None,
        "signer": _text(section.signer_id),
        "client_edit_on": _iso(section.client_edit_on),
        "asked_on": _iso(section.asked_on),
        "na": section.na,
        "review_on": _iso(section.review_on),
    }


@evidence("measures", nouns=("goal", "measure", "numbers"))
def read_measures(engagement_id: UUID) -> dict[str, Any]:
    """Two statements."""
    found = board(engagement_id)
    return {
        "reviewed_on": _iso(found.reviewed_on),
        "goals": [_goal(goal) for goal, _ in found.goals + found.ended],
        "measures": [_measure(gauge) for gauge in found.running],
    }


def _goal(goal: Goal) -> dict[str, Any]:
    return {
        "id": str(goal.id), "title": goal.title, "due_on": _iso(goal.due_on),
        "outcome": str(goal.outcome) if goal.outcome else None,
    }  # fmt: skip


def _measure(gauge: Gauge) -> dict[str, Any]:
    measure, last = gauge.measure, gauge.last or (None, None)
    return {
        "id": str(measure.id), "key": measure.key, "name": measure.name, "unit": measure.unit,
        "goal": _text(measure.goal_id), "owner": _text(measure.owner_id), "rhythm": measure.rhythm,
        "added_on": _iso(clock.day_of(measure.created_at)),
        "baseline": measure.baseline, "baseline_on": _iso(measure.baseline_on),
        "target": measure.target, "target_on": _iso(measure.target_on), "value": last[1], "value_on": _iso(last[0]),
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _text(id: UUID | None) -> str | None:
    return str(id) if id else None
