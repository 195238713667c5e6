"""Export: everything of a client, taken out by its owner, to be fetched within a week."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.types import Id, Moment
from tracker.tenancy import ClientModel, belongs


class Export(ClientModel):
    """An archive that was made; its id is that of the work that made it. Only whoever asked for it fetches it.

    `key` says where the bytes lie, `hash` is their SHA-256, `content` that of what is in it, the same wherever it is
    brought in. After `LASTS` the bytes go and `gone_at` says when.
    """

    LASTS = timedelta(days=7)
    constraints = (
        belongs("membership", "asked_by_id", wall="workspace"),
        Index("ix_export_asked_by", "workspace_id", "asked_by_id", "id"),
    )

    asked_by_id: Mapped[UUID] = mapped_column(Id)
    made_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    name: Mapped[str] = mapped_column(String(120))
    key: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(String(64))
    content: Mapped[str] = mapped_column(String(64))
    rows: Mapped[int]
    files: Mapped[int]
    gone_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def expires_at(self) -> datetime:
        return self.made_at + self.LASTS

    @property
    def there(self) -> bool:
        return self.gone_at is None and clock.now() < self.expires_at

    @property
    def size_words(self) -> str:
        return f"{self.size / 1_000_000:.1f} MB" if self.size >= 100_000 else f"{max(1, round(self.size / 1000))} KB"

    @property
    def audit_name(self) -> str:
        return self.name
