"""Critical skills that too few people of the client have."""

from collections.abc import Iterator

from tracker.engagements.weak_spots import Spot, Thing, World, looks_for_weak_spots

from .cover import able_people
from .proofs import last_shown


@looks_for_weak_spots("Skills")
def skills(world: World) -> Iterator[Thing]:
    shown = last_shown(world.facts)
    for row in world.facts["competencies"]:
        if row["critical"] and not row["leader"]:
            able = [person for person in able_people(row, shown, world.today) if world.here(person)]
            yield Thing(row["name"], _spots(row, len(able)), hands=len(able))


def _spots(row: dict, able: int) -> tuple[Spot, ...]:
    if able > 1:
        return ()
    severity, what, text = (
        ("high", "one", "One person can do it alone: if she or he is away, it stops.")
        if able
        else ("critical", "nobody", "Nobody of the client can do it alone.")
    )
    mend = "Train a second person" if able else "Train and assess somebody"
    key = f"skill:{row['key']}:{what}"
    return (Spot(key, severity, row["name"], text, mend, "trainer", "training.competency", row["id"], skill=True),)
