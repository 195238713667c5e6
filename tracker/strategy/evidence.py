"""What the strategy hands to gates and the index: how each section stands."""

from datetime import date
from typing import Any
from uuid import UUID

from tracker.engagements.extension_points import evidence
from tracker.engagements.subjects import speaks_of

from . import gate_rules, policies, starting
from .models import StrategySection
from .standing import Standing, standings

__all__ = ["gate_rules", "policies", "starting"]

speaks_of(StrategySection, "section", "strategy.section")


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
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _text(id: UUID | None) -> str | None:
    return str(id) if id else None
