"""Whoever works for the client from outside: what ties it to the practice, whether it fits, whether it is met, and
whether it holds the keys."""

from collections.abc import Iterator

from .seeing import CLIENT, Row, activities, day_of, days_since, in_care, name_of, on, open_phase, own_people, several
from .sighting import Proof, Severity, Sighting, World, raises_flag

# Mismatch: outsourced, hardly predictable, and much to be known of the company.
PREDICTABILITY, KNOWLEDGE = 2, 5
PREDICTABLE_AT_MOST = 1
KNOWING_AT_LEAST = 3
# Distant provider: a meeting so many days overdue.
MEETING_LATE = 14
OUTSIDERS = {"practice": "the practice", "provider": "a provider"}


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


@raises_flag("conflict", "Conflict of interest", "Disclose it, and get a second quote.")
def tied_and_not_said(world: World) -> Iterator[Sighting]:
    tied = {one["name"] for one in world.facts["providers"] if one["affiliated"]}
    for row in activities(world):
        decision = world.facts["sourcing"].get(row["id"])
        name = _tied(row, decision, tied)
        if in_care(world) and name and not (decision and decision["disclosed"]):
            written = day_of(decision["written_on"]) if decision else None
            page = ("sourcing.decision", decision["id"]) if decision else ("responsibilities.activity", row["id"])
            yield Sighting(
                row["id"], row["name"], Severity.CRITICAL,
                f"{name} is tied to the practice; for {row['name']} no interest and second quote are written down.",
                (Proof(f"{name} is proposed for {row['name']}", written, None, page[0], {"id": page[1]}),),
            )  # fmt: skip


def _tied(row: Row, decision: Row | None, tied: set[str]) -> str:
    """Who is proposed and tied to the practice, or is the practice itself; empty where nobody is."""
    if decision is not None and decision["by_practice"]:
        return "The provider, which is the practice itself,"
    names = [decision["provider"] if decision else None, row["doer"]["provider_name"]]
    return next((name for name in names if name in tied), "")


@raises_flag("distant-provider", "Distant provider", "Hold the meeting.")
def provider_not_met(world: World) -> Iterator[Sighting]:
    """A provider that does something now; before the first meeting the days run from the day it was given that."""
    working: dict[str, str] = {}
    for row in activities(world):
        name, since = row["doer"]["provider_name"], row["doer"]["since"]
        if name and since:
            working[name] = min(since, working.get(name, since))
    for one in world.facts["providers"]:
        last = day_of(one["met_on"] or working.get(one["name"]))
        if not in_care(world) or one["name"] not in working or not one["meets_every"] or last is None:
            continue
        late = days_since(world, last) - one["meets_every"]
        if late >= MEETING_LATE:
            met = f"was met last on {on(last)}" if one["met_on"] else f"has not been met since it began on {on(last)}"
            yield Sighting(
                one["id"], one["name"], Severity.WARN,
                f"{one['name']} {met}; every {several(one['meets_every'], 'day')} was agreed, so the meeting is"
                f" {late} days overdue.",
                (Proof("Last meeting" if one["met_on"] else "The start", last, None, "responsibilities.provider",
                       {"id": one["id"]}),),
            )  # fmt: skip


@raises_flag("locked-out", "Locked out", "Transfer it, and test the recovery.")
def others_hold_the_keys(world: World) -> Iterator[Sighting]:
    own, handover = own_people(world), open_phase(world, "handover")
    for tool in world.facts["tools"]:
        proofs = [*_sole_admins(world, tool, own), *_checked(tool)]
        if in_care(world) and not tool["na"] and proofs:
            grave = handover or world.facts["engagement"]["handed_over_on"]
            yield Sighting(
                tool["id"], tool["name"], Severity.CRITICAL if grave else Severity.HIGH,
                f"Without others you would be locked out of {tool['name']}: {'; '.join(one.what for one in proofs)}.",
                tuple(proofs),
            )  # fmt: skip


def _sole_admins(world: World, tool: Row, own: set[str]) -> Iterator[Proof]:
    admins = [one["person"] for one in tool["admins"]]
    if admins and own.isdisjoint(admins):
        names = " and ".join(name_of(world, who) for who in admins)
        yield Proof(f"no admin but {names}", None, admins[0], "toolkit.tool", {"id": tool["id"]})


def _checked(tool: Row) -> Iterator[Proof]:
    check = tool["check"] or {}
    for what in ("admin", "recovery"):
        if holder := OUTSIDERS.get(check.get(what, CLIENT)):
            words = f"{what} with {holder}"
            yield Proof(words, day_of(check["on"]), check["by"], "toolkit.tool", {"id": tool["id"]})
