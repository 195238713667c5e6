"""A measure that nobody at the client reads is a weak spot, also when its reader is thought away."""

from datetime import date

from tracker.engagements.weak_spots import World
from tracker.strategy.weak_spots import weak_measures

PEOPLE = {
    "priya": {"name": "Priya Shah", "side": "client", "active": True},
    "mina": {"name": "Mina Okafor", "side": "practice", "active": True},
    "leah": {"name": "Leah Moss", "side": "client", "active": False},
}


def spots(owner, **world):
    measures = {"measures": [{"id": "m", "name": "Answered share", "owner": owner}]}
    facts = {"people": PEOPLE, "measures": measures}
    return [spot.text for thing in weak_measures(World(facts, date(2026, 11, 20), **world)) for spot in thing.spots]


def test_somebody_of_the_clients_own_reads_it():
    assert spots("priya") == []
    assert spots("mina") == ["Mina Okafor read it last."]
    assert spots("leah") == ["Leah Moss read it last."]
    assert spots(None) == ["Nobody is named who reads it."]


def test_it_is_weak_in_a_world_without_her():
    assert spots("priya", gone=frozenset({"priya"})) == ["Priya Shah read it last."]
    assert spots("priya", practice_gone=True) == []


def test_before_there_are_measures_nothing_is_weak():
    assert list(weak_measures(World({"people": PEOPLE}, date(2026, 11, 20)))) == []
