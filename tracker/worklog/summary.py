"""Four weeks of work in short: how much in which mode, whose hands, and where the practice still delivers."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import case, func

from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.tenancy import scoped

from .counting import counts
from .models import Mode, WorkEntry
from .modes import TOTALS
from .shares import SPAN, practice_share

Amounts = dict[str, int]


@dataclass(frozen=True, slots=True)
class Total:
    name: str
    quantity: int
    part: float | None


@dataclass(frozen=True, slots=True)
class Leaning:
    """An activity in which the practice still has a hand."""

    activity: UUID
    share: float


@dataclass(frozen=True, slots=True)
class Summary:
    """`share` is the practice's part of what was delivered in the last 28 days, `before` that of the 28 before."""

    totals: list[Total]
    share: float | None
    before: float | None
    leaning: list[Leaning]

    @property
    def trend(self) -> str | None:
        if self.share is None or self.before is None:
            return None
        change = round(self.share - self.before, 2)
        return "falling" if change < 0 else "rising" if change > 0 else "steady"


def summary_of(engagement: Engagement) -> Summary:
    """One statement."""
    now: dict[UUID, Amounts] = {}
    before: Amounts = {}
    for activity, mode, recent, quantity in db.session.execute(_sums(engagement)):
        if recent:
            now.setdefault(activity, {})[str(mode)] = int(quantity)
        else:
            before[str(mode)] = before.get(str(mode), 0) + int(quantity)
    everything = _added(now.values())
    shares = [(activity, practice_share(amounts)) for activity, amounts in now.items()]
    leaning = [Leaning(activity, share) for activity, share in shares if share]
    return Summary(
        totals=_totals(everything), share=practice_share(everything), before=practice_share(before),
        leaning=sorted(leaning, key=lambda one: (-one.share, str(one.activity))),
    )  # fmt: skip


def _sums(engagement: Engagement) -> Any:
    today = clock.today()
    recent = case((WorkEntry.on > today - SPAN, 1), else_=0).label("recent")
    return (
        scoped(WorkEntry)
        .with_only_columns(WorkEntry.activity_id, WorkEntry.mode, recent, func.sum(WorkEntry.quantity))
        .where(
            WorkEntry.engagement_id == engagement.id,
            WorkEntry.on > today - 2 * SPAN,
            WorkEntry.on <= today,
            counts(engagement.id),
        )
        .group_by(WorkEntry.activity_id, WorkEntry.mode, recent)
    )


def _added(many: Any) -> Amounts:
    sums: Amounts = {}
    for amounts in many:
        for mode, quantity in amounts.items():
            sums[mode] = sums.get(mode, 0) + quantity
    return sums


def _totals(amounts: Amounts) -> list[Total]:
    """Every mode that occurs, in the order of the handover; looking over delivers nothing and has no part."""
    delivered = sum(quantity for mode, quantity in amounts.items() if mode != Mode.OVERSIGHT)
    return [
        Total(name, amounts[mode], None if mode == Mode.OVERSIGHT else amounts[mode] / delivered)
        for mode, name in TOTALS.items()
        if mode in amounts
    ]
