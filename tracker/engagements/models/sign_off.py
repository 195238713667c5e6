"""SignOff: what the owner accepted, in his own words, fixed to the very text that he read."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.tenancy import AppendOnly, belongs

from .base import EngagementModel


class SignOff(AppendOnly, EngagementModel):
    """`subject_hash` (SHA-256) is of what was signed. A withdrawal is a new row that names the one it takes back.

    `subject_name` is what people call it, `text_words` counts the words of the text; `read_seconds` is how long the
    page with it stood open before he signed, empty where that is not known.
    """

    constraints = (
        belongs("membership", "signer_id", wall="workspace"),
        Index("ix_sign_off_subject", "workspace_id", "subject_id"),
    )

    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[UUID] = mapped_column(Id)
    subject_name: Mapped[str] = mapped_column(String(200), default="", server_default="")
    subject_hash: Mapped[str] = mapped_column(String(64))
    signer_id: Mapped[UUID] = mapped_column(Id)
    signer_name: Mapped[str] = mapped_column(String(120))
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    withdraws_id: Mapped[UUID | None] = mapped_column(Id)
    read_seconds: Mapped[int | None]
    text_words: Mapped[int | None]
