"""CharterVersion: what both sides mean to sign, kept for ever as it was read. FitCheck: whether to begin at all."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.types import Id, Json, Moment
from tracker.tenancy import AppendOnly

from .base import EngagementModel
from .proposal import proposer


class CharterVersion(AppendOnly, EngagementModel):
    """The newest counts until one is signed; the signed one is found by `text_hash`, which its SignOff carries.

    `hours` are protected hours a week, None where they are still to be agreed. `text` is everything as it is signed.
    """

    constraints = (UniqueConstraint("workspace_id", "engagement_id", "number"), proposer())

    number: Mapped[int]
    by_id: Mapped[UUID] = mapped_column(Id)
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    owned: Mapped[str] = mapped_column(Text)
    hours: Mapped[int | None]
    hours_for: Mapped[str] = mapped_column(String(300), default="")
    exit_plan: Mapped[str] = mapped_column(Text)
    handover: Mapped[str] = mapped_column(Text)
    planned_handover: Mapped[date] = mapped_column(Date)
    text: Mapped[str] = mapped_column(Text)
    text_hash: Mapped[str] = mapped_column(String(64))

    @property
    def audit_name(self) -> str:
        return f"version {self.number} of the charter"


class FitCheck(AppendOnly, EngagementModel):
    """The answers of one talk, `{key: yes | unsure | no}`; the newest row stands."""

    constraints = (proposer(),)

    by_id: Mapped[UUID] = mapped_column(Id)
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    answers: Mapped[dict[str, Any]] = mapped_column(Json)
    note: Mapped[str] = mapped_column(Text, default="")

    @property
    def audit_name(self) -> str:
        return "the fit"
