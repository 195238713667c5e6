"""How every engagement of the demo begins: a client, its owner, a charter to sign, and the owner's people."""

from ..script import Beat, on
from .agreeing import agrees, asks_for_the_charter, signs_the_charter, starts
from .arriving import adds_the_client, arrive


def opens(*, owner: str, lead: str, starter: str, handover_after: int) -> list[Beat]:
    """Day 1 to 3: the lead adds the client and agrees what `starter` prepared; the owner is asked to sign."""
    return [
        *on(1, 1, lead, adds_the_client()),
        *arrive(1, owner, invited_by=lead),
        *on(1, 2, starter, starts(lead=lead, handover_after=handover_after)),
        *(on(1, 3, lead, agrees()) if starter != lead else []),
        *on(1, 3, lead, asks_for_the_charter()),
    ]


def signs_on(week: int, day: int, owner: str, words: str, *people: str) -> list[Beat]:
    """The owner signs, and on the day after invites everybody who takes part."""
    return [*on(week, day, owner, signs_the_charter(words)), *arrive(week, *people, day=day + 1, invited_by=owner)]
