"""Whoever works for the client from outside: whether it fits."""

from collections.abc import Iterator

from .seeing import activities, day_of, in_care
from .sighting import Proof, Severity, Sighting, World, raises_flag

# Mismatch: outsourced, hardly predictable, and much to be known of the company.
PREDICTABILITY, KNOWLEDGE = 2, 5
PREDICTABLE_AT_MOST = 1
KNOWING_AT_LEAST = 3


@raises_flag("mismatch", "Mismatch", "Answer the ten questions again.")
def outsourced_against_the_answers(world: World) -> Iterator[Sighting]:
    """`PREDICTABILITY` and `KNOWLEDGE` are the places of these questions among the ten."""
    for row in activities(world):
        decision = world.facts["sourcing"].get(row["id"])
        if not in_care(world) or decision is None:
            continue
        if decision["choice"] != "outsource" and row["doer"]["kind"] != "provider":
            continue
        steady, knowing = decision["answers"][PREDICTABILITY], decision["answers"][KNOWLEDGE]
        if steady <= PREDICTABLE_AT_MOST and knowing >= KNOWING_AT_LEAST:
            written = day_of(decision["written_on"])
            yield Sighting(
                row["id"], row["name"], Severity.HIGH,
                f"{row['name']} is outsourced, with {steady} of 4 for predictability and {knowing} of 4 for knowledge"
                " of the company.",
                (Proof("The ten answers", written, None, "sourcing.decision", {"id": decision["id"]}),),
            )  # fmt: skip
