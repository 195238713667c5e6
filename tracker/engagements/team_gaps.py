"""What of the team itself would be missing: who signs, who champions, who of the practice is at work."""

from collections.abc import Iterator

from .weak_spots import Spot, Thing, World, looks_for_weak_spots


@looks_for_weak_spots("The team")
def team(world: World) -> Iterator[Thing]:
    seats = world.facts["engagement"]
    owners = [id for id, one in world.facts["people"].items() if one["role"] == "owner"]
    champions = [one["person"] for one in seats["champions"] if one["accepted"]]
    deputies = [one["person"] for one in seats["deputy_champions"] if one["accepted"]]
    yield _seat(world, "owner", owners, "critical", "Nobody can sign for the client.")
    yield _seat(world, "champion", champions, "high", "Nobody carries the work from day to day.")
    yield _seat(world, "deputy champion", deputies, "warn", "Nobody stands in for the champion.")
    if not world.practice_gone and seats["state"] == "active":
        yield _seat(world, "consultant", seats["consultants"], "high", "Nobody of the practice works here.")


def _seat(world: World, part: str, held: list[str], severity: str, text: str) -> Thing:
    name = f"{'An' if part == 'owner' else 'A'} {part}"
    if any(world.around(person) for person in held):
        return Thing(name)
    id, mend = world.facts["engagement"]["id"], f"Name {name.lower()}"
    return Thing(name, (Spot(f"team:{part}", severity, name, text, mend, "owner", "engagements.team", id),))
