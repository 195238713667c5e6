"""Weak spots as pages show them: with the address where each is mended and the names of who can."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from tracker.accounts.departures import tells_what_became_fragile, tells_what_leaves
from tracker.accounts.models import Membership

from .extension_points import Facts
from .leaving import Since, after_leaving, before_leaving
from .links import link
from .weak_spots import Found, Spot, menders
from .words import in_a_row

FIRST = 6
MOST_FINE = 12


@dataclass(frozen=True, slots=True)
class ShownSpot:
    """`who` can mend it, by first name; "You" for the reader."""

    severity: str
    title: str
    text: str
    mend: str
    href: str | None
    who: str


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """`first` stands open, `more` behind a click; `fine` would go on, `fine_more` counts those left out."""

    name: str
    first: list[ShownSpot]
    more: list[ShownSpot]
    fine: list[str]
    fine_more: int

    @property
    def count(self) -> int:
        return len(self.first) + len(self.more)


def shown_groups(found: Iterable[Found], facts: Facts, me: Membership) -> list[ShownGroup]:
    """Every group, those with the gravest spots first."""
    groups = [_group(one, facts, me) for one in found]
    rank = {"critical": 0, "high": 1, "warn": 2}
    return sorted(groups, key=lambda group: rank[group.first[0].severity] if group.first else 3)


def _group(found: Found, facts: Facts, me: Membership) -> ShownGroup:
    spots = _together(shown_spots(found.spots, facts, me))
    fine = list(found.fine)
    return ShownGroup(found.group, spots[:FIRST], spots[FIRST:], fine[:MOST_FINE], max(len(fine) - MOST_FINE, 0))


def _together(spots: list[ShownSpot]) -> list[ShownSpot]:
    """All that is said of one thing in one row, with the way to mend what is gravest."""
    things: dict[tuple[str, str | None], ShownSpot] = {}
    for spot in spots:
        first = things.get((spot.title, spot.href))
        things[spot.title, spot.href] = replace(first, text=f"{first.text} {spot.text}") if first else spot
    return list(things.values())


def shown_spots(spots: Iterable[Spot], facts: Facts, me: Membership) -> list[ShownSpot]:
    names = {who: _names(menders(who, facts), facts, str(me.id)) for who in ("owner", "keeper", "trainer", "anybody")}
    return [
        ShownSpot(spot.severity, spot.title, spot.text, spot.mend, link(spot.endpoint, id=spot.id),
                  names.get(spot.who, ""))
        for spot in spots
    ]  # fmt: skip


def shown_since(since: Iterable[Since], facts: Facts, me: Membership) -> list[dict[str, Any]]:
    """“Since Priya left”: what is not mended yet."""
    return [
        {"name": one.name, "on": one.on, "mended": one.mended, "spots": shown_spots(one.spots, facts, me)}
        for one in since
    ]


@tells_what_leaves
def shown_before(leaver: Membership, reader: Membership) -> list[dict[str, Any]]:
    """For whoever is about to end a place: what would become fragile, by engagement."""
    return [
        {"title": one.title, "groups": shown_groups(one.found, one.facts, reader), "thin": list(one.thin)}
        for one in before_leaving(leaver, reader)
    ]


@tells_what_became_fragile
def shown_after(leaver: Membership, reader: Membership) -> list[dict[str, Any]]:
    """What became fragile when she left, and what of it is not mended yet."""
    return [
        {"title": facts["engagement"]["title"], "mended": since.mended,
         "spots": shown_spots(since.spots, facts, reader)}
        for facts, since in after_leaving(leaver, reader)
    ]  # fmt: skip


def _names(people: list[str], facts: Facts, me: str) -> str:
    named = ["you" if person == me else facts["people"][person]["name"].split()[0] for person in people
             if person in facts["people"]]  # fmt: skip
    said = in_a_row(named[:3])
    return said[:1].upper() + said[1:]
