"""When somebody leaves: what becomes fragile, told before and after, and kept in view until it is mended."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.tenancy import scoped

from .extension_points import Facts, evidence, facts_of, facts_of_many
from .models import Departure, Engagement, EngagementState, TeamMember
from .visibility import out_of_reach
from .weak_spots import Found, Spot, World, keys_now, leaves_with, weak_spots

OVER = (EngagementState.DECLINED, EngagementState.CLOSED, EngagementState.ENDED_EARLY)
MOST_ENGAGEMENTS = 20
REMEMBERED_DAYS = 365
MOST_DEPARTURES = 20


@dataclass(frozen=True, slots=True)
class Since:
    """Somebody left, and this is not mended yet; `mended` counts what is."""

    name: str
    on: date
    spots: tuple[Spot, ...]
    mended: int


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leaves one engagement with a person. `thin` names skills that few people have, where the reader may not
    know whether she is among them."""

    title: str
    facts: Facts
    found: tuple[Found, ...]
    thin: tuple[str, ...]


def note_departure(engagement: Engagement, leaver: Membership, by: Membership) -> None:
    """Keep what became fragile, from the facts as they were while she still counted. One statement."""
    if engagement.state in OVER:
        return
    found = leaves_with(facts_of(engagement.id), str(leaver.id), clock.today())
    spots = [asdict(spot) for one in found for spot in one.spots]
    db.session.add(
        Departure(**engagement.keys, person_id=leaver.id, person_name=leaver.name, by_id=by.id, spots=spots)
    )


def before_leaving(leaver: Membership, reader: Membership) -> list[Leaving]:
    """What would leave with her, by engagement. Two statements.

    A skill stands beside her name only for the practice, whose people are her trainers, and for herself.
    """
    engagements = [*db.session.scalars(_within_reach(_engagements_of(leaver), Engagement.id, reader.of_practice))]
    facts = facts_of_many([one.id for one in engagements])
    told = reader.of_practice or reader.id == leaver.id
    found = [_leaving(one, facts.get(one.id, {}), leaver, told) for one in engagements]
    return [one for one in found if one.found or one.thin]


def _leaving(engagement: Engagement, facts: Facts, leaver: Membership, told: bool) -> Leaving:
    today = clock.today()
    found = [_without_skills(one, told) for one in leaves_with(facts, str(leaver.id), today)]
    known = told or not leaver.of_client
    thin = () if known else tuple(name for one in weak_spots(World(facts, today)) for name in one.thin)
    return Leaving(engagement.title, facts, tuple(one for one in found if one.spots), thin)


def _without_skills(found: Found, told: bool) -> Found:
    return found if told else Found(found.group, tuple(spot for spot in found.spots if not spot.skill))


def since_they_left(facts: Facts, today: date) -> list[Since]:
    """Everybody who left in the last year and whose gap is not mended yet, the newest first. Pure."""
    weak = keys_now(facts, today)
    found = [_since(row, weak) for row in facts.get("departures", ())]
    return [one for one in found if one.spots]


def after_leaving(leaver: Membership, reader: Membership) -> list[tuple[Facts, Since]]:
    """The same for one person who left, over all engagements; also where all is mended. Two statements."""
    facts = facts_of_many([*db.session.scalars(_departed_from(leaver, reader.of_practice))])
    today, me = clock.today(), str(leaver.id)
    return [
        (of_one, _since(row, keys_now(of_one, today)))
        for of_one in facts.values()
        for row in of_one.get("departures", ())
        if row["person"] == me
    ]


def _since(row: dict[str, Any], weak: set[str]) -> Since:
    spots = tuple(Spot(**spot) for spot in row["spots"] if spot["key"] in weak)
    return Since(row["name"], date.fromisoformat(row["on"]), spots, len(row["spots"]) - len(spots))


@evidence("departures", nouns=("team",))
def departures(engagement_id: UUID) -> list[dict[str, Any]]:
    """Who left in the last year and what became fragile, the newest first."""
    query = scoped(Departure).where(
        Departure.engagement_id == engagement_id, Departure.at >= clock.ago(days=REMEMBERED_DAYS)
    )  # fmt: skip
    rows = db.session.scalars(query.order_by(Departure.at.desc(), Departure.id.desc()).limit(MOST_DEPARTURES))
    return [
        {"person": str(row.person_id), "name": row.person_name, "on": clock.day_of(row.at).isoformat(),
         "spots": row.spots}
        for row in rows
    ]  # fmt: skip


def _engagements_of(leaver: Membership) -> Any:
    """Those that still run: all of a client's for its people, and of the practice's people where they have a seat."""
    query = scoped(Engagement).where(Engagement.state.not_in(OVER))
    if leaver.client_id is not None:
        query = query.where(Engagement.client_id == leaver.client_id)
    else:
        seats = scoped(TeamMember).where(TeamMember.member_id == leaver.id, TeamMember.ended_at.is_(None))
        query = query.where(Engagement.id.in_(seats.with_only_columns(TeamMember.engagement_id)))
    return query.order_by(Engagement.reference.desc()).limit(MOST_ENGAGEMENTS)


def _within_reach(query: Any, id: Any, of_practice: bool) -> Any:
    return query.where(id.not_in(out_of_reach())) if of_practice else query


def _departed_from(leaver: Membership, of_practice: bool) -> Any:
    query = scoped(Departure).with_only_columns(Departure.engagement_id).where(Departure.person_id == leaver.id)
    query = _within_reach(query, Departure.engagement_id, of_practice)
    return query.order_by(Departure.at.desc()).limit(MOST_ENGAGEMENTS)
