"""What the page of the steps left shows: how they went down, of what they consist, and whose hands did the work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_

from tracker.core.database import db
from tracker.core.drawing.hands import Weeks
from tracker.engagements.extension_points import Facts
from tracker.engagements.pausing import spans_of
from tracker.tenancy import scoped
from tracker.training.sight import Sight

from .forecasting import WEEK, Week, full_weeks, monday_of
from .forecasts import counted_since
from .models import Snapshot
from .steps import CRITERIA, HANDOVER, RUNGS, SECTIONS, SKILLS, Part

SHOWN = timedelta(weeks=104)
FOUR_WEEKS = timedelta(weeks=4)
PERIODS = 13
ENDPOINTS = {RUNGS: "responsibilities.activity", SKILLS: "training.competency", SECTIONS: "strategy.section"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A week of the burn-down: its last day (today for the present one), and the steps left at its end."""

    until: date
    left: int
    done: int
    lost: int
    added: int


def kept_days(engagement_id: UUID, today: date) -> list[Any]:
    """The kept days on which steps moved, and every twenty-eighth before today, oldest first. One statement."""
    fourth = [today - place * FOUR_WEEKS for place in range(PERIODS)]
    moved = (Snapshot.steps_done != 0, Snapshot.steps_lost != 0, Snapshot.steps_added != 0)
    query = (
        scoped(Snapshot)
        .with_only_columns(
            Snapshot.day, Snapshot.steps_left, Snapshot.steps_done, Snapshot.steps_lost, Snapshot.steps_added,
            Snapshot.delivered,
        )
        .where(
            Snapshot.engagement_id == engagement_id, Snapshot.day > today - SHOWN, Snapshot.day <= today,
            Snapshot.steps_left.is_not(None), or_(*moved, Snapshot.day.in_(fourth)),
        )
        .order_by(Snapshot.day)
    )  # fmt: skip
    return list(db.session.execute(query))


def stretches(days: Sequence[Any], today: date) -> list[Stretch]:
    """Week by week from the first of the `days`, which begins with what was left before it."""
    if not days:
        return []
    first = days[0]
    left = first.steps_left + first.steps_done - first.steps_lost - first.steps_added
    found = [Stretch(first.day - timedelta(days=1), left, 0, 0, 0)]
    monday, rest = monday_of(first.day), list(days)
    while monday <= today:
        until, sums = min(monday + WEEK - timedelta(days=1), today), [0, 0, 0]
        while rest and rest[0].day <= until:
            row = rest.pop(0)
            left, moved = row.steps_left, (row.steps_done, row.steps_lost, row.steps_added)
            sums = [had + more for had, more in zip(sums, moved, strict=True)]
        found.append(Stretch(until, left, *sums))
        monday += WEEK
    return found


def shares(days: Sequence[Any], today: date) -> list[Weeks]:
    """What was delivered in each four weeks back from today, oldest first, since anything was."""
    found = [
        Weeks(row.day - FOUR_WEEKS + timedelta(days=1), row.day, row.delivered)
        for row in days
        if not (today - row.day) % FOUR_WEEKS
    ]
    while found and not found[0].all:
        found.pop(0)
    return found


def weeks_behind(days: Sequence[Any], facts: Facts, today: date) -> list[Week]:
    """The weeks that a forecast made today rests on."""
    since = counted_since(facts)
    moved = [(row.day, row.steps_done, row.steps_lost, row.steps_added) for row in days]
    return full_weeks(moved, since, today, spans_of(facts)) if since else []


def links_of(parts: Sequence[Part], facts: Facts, sight: Sight) -> dict[str, list[dict[str, Any]]]:
    """What is left, by source, each with the page where it is done.

    How many levels a skill lacks is `counted` for those alone who may know levels: with one holder it is hers.
    """
    judged = {row["id"] for row in facts["competencies"] if row["key"] in sight.judges}
    gate = next((gate["id"] for gate in facts["gates"] if gate["kind"] == HANDOVER), None)
    found: dict[str, list[dict[str, Any]]] = {}
    for part in parts:
        if part.left:
            where = (
                ("engagements.gate", {"id": gate, "_anchor": f"criterion-{part.id}"})
                if part.source == CRITERIA
                else (ENDPOINTS[part.source], {"id": part.id})
            )
            found.setdefault(part.source, []).append(
                {"part": part, "endpoint": where[0], "where": where[1],
                 "counted": part.steps > 1 and (part.source != SKILLS or part.id in judged)}
            )  # fmt: skip
    return found
