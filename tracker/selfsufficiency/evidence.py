"""What the index offers to the pages of an engagement, and the keeping of it."""

from uuid import UUID

from tracker.core import clock
from tracker.engagements.extension_points import Facts, Headline, reads_facts, reads_headline, reads_many_facts

from . import facts_on_record, keeping
from .display import shown, standing_of
from .flags import catalogue, gate_rules, views
from .flags.kept import grave
from .forecast_words import shown_forecast
from .guards import evidence as guards

__all__ = ["catalogue", "gate_rules", "guards", "keeping", "views"]


@reads_facts
def _facts(engagement_id: UUID) -> Facts:
    return facts_on_record.facts_of(engagement_id)


@reads_many_facts
def _many_facts(engagement_ids: list[UUID]) -> dict[UUID, Facts]:
    return facts_on_record.facts_of_many(engagement_ids)


@reads_headline
def _headline(engagement_id: UUID) -> Headline:
    standing = standing_of(engagement_id)
    index = shown(standing)
    if standing is None or index is None:
        return {}
    return {
        "value": index.value,
        "stage": index.stage,
        "stage_number": index.stage_number,
        "change": index.change,
        "weekly": standing.weekly,
        "gate": standing.gate,
        "flags": grave(standing.flags),
        "doubts": [doubt for doubt in index.doubts if doubt.word],
        "forecast": shown_forecast(standing, clock.today()),
    }
