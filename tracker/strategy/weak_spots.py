"""What breaks where numbers are concerned: a measure that nobody at the client reads."""

from collections.abc import Iterator

from tracker.engagements.weak_spots import Spot, Thing, World, looks_for_weak_spots


@looks_for_weak_spots("Measures")
def weak_measures(world: World) -> Iterator[Thing]:
    """A measure is carried by the one person who reads it; those of goals that ended are not in the facts."""
    for row in world.facts.get("measures", {}).get("measures", ()):
        reads = world.here(row["owner"])
        spots = () if reads else (_unread(row, world),)
        yield Thing(row["name"], spots, hands=int(reads))


def _unread(row: dict, world: World) -> Spot:
    text = f"{world.name(row['owner'])} read it last." if row["owner"] else "Nobody is named who reads it."
    return Spot(
        f"measure-{row['id']}", "warn", f"Nobody of the client's own reads {row['name']}", text, "Name somebody",
        "keeper", "strategy.measure", row["id"],
    )  # fmt: skip
