"""Rotas: made, changed and ended; whose turn it is, the rota itself tells."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import Select

from tracker.accounts.models import Membership
from tracker.accounts.own_people import check_own_person
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.models import Engagement
from tracker.tenancy import scoped

from .models import Rota, RotaPlace

MOST_PLACES = 8
MOST_WEEKS = 8
MOST_ROTAS = 50


def rotas_of(engagement_id: object) -> Select[tuple[Rota]]:
    """The rotas that run, by name."""
    query = scoped(Rota).where(Rota.engagement_id == engagement_id, Rota.ended_at.is_(None))
    return query.order_by(Rota.name, Rota.id).limit(MOST_ROTAS)


def make_rota(
    engagement: Engagement, name: str, people: Sequence[Membership], *, by: Membership, weeks_each: int = 1,
    starts_on: date | None = None,
) -> Rota:  # fmt: skip
    """A new rota whose first turn begins with the week of `starts_on` (this week unless told)."""
    first = _monday(starts_on or clock.today())
    rota = Rota(**engagement.keys, name=name, starts_on=first, weeks_each=weeks_each)
    _check(rota, people)
    db.session.add(rota)
    db.session.flush()
    _seat(rota, people)
    record("rota.made", rota, by=by, after={"people": [person.name for person in people], "weeks_each": weeks_each})
    return rota


def change_rota(
    rota: Rota, name: str, people: Sequence[Membership], *, by: Membership, weeks_each: int, starts_on: date, seen: str
) -> None:
    """Raises `Stale` where the rota has changed since `seen`, its `mark`, was shown."""
    if rota.ended_at is not None or seen != mark_of(rota):
        raise Stale("Somebody changed this rota meanwhile. Look at it, then send yours again.")
    rota.name, rota.weeks_each, rota.starts_on = name, weeks_each, _monday(starts_on)
    _check(rota, people)
    _seat(rota, people)
    record("rota.changed", rota, by=by, after={"people": [person.name for person in people], "weeks_each": weeks_each})


def end_rota(rota: Rota, *, by: Membership) -> None:
    if rota.ended_at is not None:
        raise Stale("This rota has ended already.")
    rota.ended_at = clock.now()
    record("rota.ended", rota, by=by)


def mark_of(rota: Rota) -> str:
    """What a form carries, so that nobody overwrites an order that she has not seen."""
    places = ",".join(str(place.person_id) for place in rota.places)
    return f"{rota.name}|{rota.starts_on}|{rota.weeks_each}|{places}"


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _check(rota: Rota, people: Sequence[Membership]) -> None:
    if not people:
        raise Refused("Choose at least one person.", "people")
    if len({person.id for person in people}) != len(people):
        raise Refused("Each person stands in it once.", "people")
    if len(people) > MOST_PLACES:
        raise Refused(f"At most {MOST_PLACES} people share a rota.", "people")
    if not 1 <= rota.weeks_each <= MOST_WEEKS:
        raise Refused(f"A turn lasts from one to {MOST_WEEKS} weeks.", "weeks_each")
    for person in people:
        check_own_person(person, rota.client_id, "people")


def _seat(rota: Rota, people: Sequence[Membership]) -> None:
    there = {place.person_id: place for place in rota.places}
    for position, person in enumerate(people):
        place = there.pop(person.id, None)
        if place is None:
            keys = {name: getattr(rota, name) for name in ("workspace_id", "client_id", "engagement_id")}
            db.session.add(RotaPlace(**keys, rota_id=rota.id, person_id=person.id, position=position))
        else:
            place.position = position
    for gone in there.values():
        db.session.delete(gone)
    db.session.flush()
    db.session.expire(rota, ["places"])
