"""OneTime: what a link in a letter opens once. The database keeps only the token's hash."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self
from uuid import UUID

from sqlalchemy import String, select, update
from sqlalchemy.orm import Mapped, mapped_column

from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.ids import new_id
from tracker.core.types import Id, Moment

from ..tokens import fingerprint, new_token


class OneTime:
    """The token is made when the letter is sent and lives for `LASTS` from then; `SPENT` is said to whoever is late."""

    LASTS: ClassVar[timedelta]
    SPENT: ClassVar[str]

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=new_id)
    asked_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime | None] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)

    @classmethod
    def to_be_sent(cls, id: UUID) -> Self | None:
        """The row, locked; None when there is none or its link was used already."""
        row = db.session.get(cls, id, with_for_update=True)
        return row if row is not None and row.used_at is None else None

    def give_token(self) -> str:
        """A new token, valid from now; one made before is void."""
        token = new_token()
        self.token_hash, self.expires_at = fingerprint(token), clock.now() + self.LASTS
        return token

    @classmethod
    def behind(cls, token: str, *more: Any) -> Self | None:
        """What stands behind a link that still works; `more` are further conditions."""
        return db.session.scalar(select(cls).where(*cls._unspent(token), *more))

    @classmethod
    def spend(cls, token: str, *more: Any) -> Self:
        """Use the link.

        One statement asks and marks, so that of any number of uses at once one succeeds. Raises `Refused` for the
        others.
        """
        taken = db.session.execute(update(cls).where(*cls._unspent(token), *more).values(used_at=clock.now()))
        if taken.rowcount != 1:
            raise Refused(cls.SPENT)
        return db.session.scalars(select(cls).where(cls.token_hash == fingerprint(token))).one()

    @classmethod
    def _unspent(cls, token: str) -> tuple[Any, ...]:
        return cls.token_hash == fingerprint(token), cls.used_at.is_(None), cls.expires_at > clock.now()
