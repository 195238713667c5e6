"""Harbour & Lane with its six clients, and Tidewater Advisers behind the wall."""

from tracker.access.roles import Role

from ..script import Practice, people
from . import ashdown, calder, copperleaf, fenwick, northgate, quay, weir

HARBOUR = Practice(
    name="Harbour & Lane",
    zone="Europe/London",
    people=people("harbour-lane.example", marcus=("Marcus Hale", Role.LEAD), mina=("Mina Okafor", Role.CONSULTANT),
                  jonas=("Jonas Weller", Role.CONSULTANT)),
    stories=(calder.STORY, northgate.STORY, fenwick.STORY, copperleaf.STORY, weir.STORY, ashdown.STORY),
)  # fmt: skip

TIDEWATER = Practice(
    name="Tidewater Advisers",
    zone="Europe/London",
    people=people("tidewater-advisers.example", tessa=("Tessa Quinn", Role.LEAD)),
    stories=(quay.STORY,),
)

PRACTICES = (TIDEWATER, HARBOUR)
