"""Rota: people who take turns, a week or so each."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Date, Index, String, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from tracker.accounts.models import Membership
from tracker.core.types import Id, Moment
from tracker.engagements.models import EngagementModel
from tracker.tenancy import belongs, joined


class Rota(EngagementModel):
    """A turn lasts `weeks_each` weeks; the first began on `starts_on`, a Monday. Ended rotas are kept."""

    name: Mapped[str] = mapped_column(String(80))
    starts_on: Mapped[date] = mapped_column(Date)
    weeks_each: Mapped[int] = mapped_column(default=1)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    places: Mapped[list["RotaPlace"]] = relationship(
        viewonly=True, lazy="selectin", primaryjoin=lambda: _places_of(), order_by=lambda: RotaPlace.position
    )

    @property
    def members(self) -> list[Membership]:
        """Those in it who still work for the client, in the order of their turns."""
        return [place.person for place in self.places if place.person.active]

    def on_duty(self, day: date) -> Membership | None:
        """Whose turn it is on `day`; None where nobody is left."""
        members = self.members
        if not members:
            return None
        turn = (day - self.starts_on).days // (7 * self.weeks_each)
        return members[turn % len(members)]

    def turns(self, day: date, count: int = 4) -> list[tuple[date, Membership]]:
        """The Monday and the person of this turn and the next ones; empty where nobody is left."""
        length = timedelta(weeks=self.weeks_each)
        first = self.starts_on + length * ((day - self.starts_on) // length)
        mondays = [first + length * place for place in range(count)]
        return [(monday, person) for monday in mondays if (person := self.on_duty(monday)) is not None]


class RotaPlace(EngagementModel):
    """One person's place in the order of a rota."""

    constraints = (
        belongs("rota", "rota_id"),
        belongs("membership", "person_id", wall="workspace"),
        UniqueConstraint("workspace_id", "rota_id", "person_id"),
        Index("ix_rota_place_person", "workspace_id", "person_id"),
    )

    rota_id: Mapped[UUID] = mapped_column(Id)
    person_id: Mapped[UUID] = mapped_column(Id)
    position: Mapped[int]

    person: Mapped[Membership] = relationship(
        viewonly=True, lazy="joined", innerjoin=True, primaryjoin=lambda: joined(RotaPlace.person_id, Membership)
    )


def _places_of() -> object:
    return and_(foreign(RotaPlace.workspace_id) == Rota.workspace_id, foreign(RotaPlace.rota_id) == Rota.id)
