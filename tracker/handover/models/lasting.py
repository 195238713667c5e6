"""Lasting: the figures of one engagement that the practice keeps for its own scorecard, and nothing else of it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.types import Id, Json, Moment
from tracker.tenancy import WorkspaceModel


class Lasting(WorkspaceModel):
    """Days, stages and counts of an engagement that was handed over; no name and no word of the client.

    It hangs on no row: it outlives the engagement, which the client may take over or have deleted. `stood` is the stage
    by days after the handover, `dated` lists the check-ins that have a day and `answered` those that were answered;
    `down_at_90` counts what was down when day 90 was answered. Once `settled` nothing more is read.
    """

    constraints = (UniqueConstraint("workspace_id", "engagement_id"),)

    engagement_id: Mapped[UUID] = mapped_column(Id)
    signed_on: Mapped[date | None] = mapped_column(Date)
    reached_on: Mapped[date | None] = mapped_column(Date)
    handed_over_on: Mapped[date] = mapped_column(Date)
    stood: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    dated: Mapped[list[int]] = mapped_column(Json, default=list)
    answered: Mapped[list[int]] = mapped_column(Json, default=list)
    down_at_90: Mapped[int] = mapped_column(default=0)
    relapses: Mapped[int] = mapped_column(default=0)
    climbed: Mapped[int] = mapped_column(default=0)
    settled: Mapped[bool] = mapped_column(default=False, server_default=false())
    kept_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
