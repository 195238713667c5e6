"""What is kept of the index: where each engagement stands now, and one row for each of its days."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Date, Index, String, UniqueConstraint, column, true
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.ids import new_id
from tracker.core.types import Id, Json, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import AppendOnly

from .listed import Listed, indexes, keep_with

AT_TOP = column("stage", String) == "self_sufficient"


class _Numbers:
    """Unrounded: pillars 0 to 1, index and bounds 0 to 100.

    Steps (see `steps.py`) as they are left, and how they moved on the day: left the day before = left + done − lost −
    added; none where they were not counted yet. The practice's share, 0 to 1, and what was `delivered`,
    `{mode: quantity}`, are of the 28 days that end with the day.
    """

    value: Mapped[float]
    strategy: Mapped[float]
    tools: Mapped[float]
    responsibility: Mapped[float]
    practice: Mapped[float]
    resilience: Mapped[float]
    stage: Mapped[str] = mapped_column(String(16))
    held_by: Mapped[list[Any]] = mapped_column(Json, default=list)
    present: Mapped[int]
    required: Mapped[int]
    upper_bound: Mapped[float]
    low: Mapped[float]
    high: Mapped[float]
    formula_version: Mapped[int]
    steps_left: Mapped[int | None]
    steps_done: Mapped[int] = mapped_column(default=0, server_default="0")
    steps_lost: Mapped[int] = mapped_column(default=0, server_default="0")
    steps_added: Mapped[int] = mapped_column(default=0, server_default="0")
    practice_share: Mapped[float | None]
    delivered: Mapped[dict[str, int]] = mapped_column(Json, default=dict, server_default="{}")


class Standing(Listed, _Numbers, EngagementModel):
    """Where an engagement stands now: the one row that portfolio and homes read.

    `mark` is new whenever it was reckoned anew, and whenever its facts on record changed. `weekly` holds the last
    eight weeks as `[["2026-11-16", 64.2], …]`; `gate` the next gate as `{"phase": id, "name": …, "met": n, "of": n,
    "missing": […]}`; `waiting` what waits for whom; `needs` how gravely, for sorting; `causes` what moved the index
    today, as `[verb, subject, person, points, kind, event]`; the kind is people, time, scope or regression, `event`
    the id of the event, null where time passed. `changes` numbers the last of its `FactChange`s. `last_step_on` is
    the newest day on which a step was done, `done_on` the first on which none was left; `forecast` is the newest
    answer in short (`forecasts.Asked.answer`); `flags` are the open ones, the gravest first and at most twenty, as
    `[[kind, subject, severity (1 to 3), state, title, says, since, until], …]`.
    """

    constraints = (UniqueConstraint("workspace_id", "engagement_id"), *indexes("standing"))

    day: Mapped[date] = mapped_column(Date)
    changes: Mapped[int] = mapped_column(default=0, server_default="0")
    mark: Mapped[UUID] = mapped_column(Id, default=new_id)
    weekly: Mapped[list[Any]] = mapped_column(Json, default=list)
    practice_share_before: Mapped[float | None]
    hands_on_share: Mapped[float | None]
    client_seen_at: Mapped[datetime | None] = mapped_column(Moment)
    client_seen_name: Mapped[str] = mapped_column(String(120), default="")
    gate: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    waiting: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    needs: Mapped[int] = mapped_column(default=0)
    causes: Mapped[list[Any]] = mapped_column(Json, default=list)
    last_step_on: Mapped[date | None] = mapped_column(Date)
    done_on: Mapped[date | None] = mapped_column(Date)
    forecast: Mapped[dict[str, Any]] = mapped_column(Json, default=dict, server_default="{}")
    flags: Mapped[list[Any]] = mapped_column(Json, default=list, server_default="[]")


keep_with(Standing)


class Snapshot(_Numbers, EngagementModel):
    """The index as it was at the end of a day (so far, for today), and the events that moved it.

    A new formula leaves what the earlier one said beside its own; `current` marks the row that pages show of a day.
    """

    constraints = (
        UniqueConstraint("workspace_id", "engagement_id", "day", "formula_version"),
        Index("ix_snapshot_wall", "workspace_id", "client_id", "day"),
        # The days at the top alone, to find the first of them.
        Index("ix_snapshot_top", "workspace_id", "engagement_id", "day", sqlite_where=AT_TOP, postgresql_where=AT_TOP),
    )

    day: Mapped[date] = mapped_column(Date)
    current: Mapped[bool] = mapped_column(default=True, server_default=true())
    causes: Mapped[list[Any]] = mapped_column(Json, default=list)
    computed_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class Forecast(AppendOnly, EngagementModel):
    """A forecast as it was made on a `day`: from `history`, the nets of so many weeks, the oldest first, for the steps
    that were left. `even`, `likely` and `safe` are the days by which 50, 85 and 95 of 100 draws were done; none where
    it does not converge, or only beyond two years."""

    constraints = (Index("ix_forecast_wall", "workspace_id", "client_id", "day"),)

    day: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(16))
    steps_left: Mapped[int]
    history: Mapped[list[int]] = mapped_column(Json)
    method: Mapped[str] = mapped_column(String(10))
    even_weeks: Mapped[int | None]
    likely_weeks: Mapped[int | None]
    safe_weeks: Mapped[int | None]
    even: Mapped[date | None] = mapped_column(Date)
    likely: Mapped[date | None] = mapped_column(Date)
    safe: Mapped[date | None] = mapped_column(Date)
    planned_handover: Mapped[date] = mapped_column(Date)


class FactSlice(EngagementModel):
    """The dated facts of one feature, as plain JSON: what index, gates and explanations are reckoned from.

    A change rewrites only the slices that it touched; time passing rewrites none.
    """

    constraints = (UniqueConstraint("workspace_id", "engagement_id", "name"),)

    name: Mapped[str] = mapped_column(String(20))
    data: Mapped[Any] = mapped_column(JSON)


class FactChange(AppendOnly, EngagementModel):
    """What one commit, or a reading anew, changed of the facts: from these rows all history can be rebuilt.

    `number` counts within the engagement, without gaps; `day` is the one that it counts for. `events` are the ids of
    the audit events that the commit told of; none when facts were only read anew, as after an update. `patch` holds a
    patch (see `patches.py`) for each slice that changed. The first row holds all of them whole.
    """

    constraints = (
        UniqueConstraint("workspace_id", "engagement_id", "number"),
        Index("ix_fact_change_wall", "workspace_id", "client_id", "id"),
    )

    number: Mapped[int]
    day: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    events: Mapped[list[str]] = mapped_column(Json, default=list)
    patch: Mapped[dict[str, Any]] = mapped_column(JSON)
