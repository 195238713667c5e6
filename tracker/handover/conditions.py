"""What bars an acceptance, and what may be accepted though it is not there yet. Pure functions of the facts."""

from collections.abc import Iterator
from datetime import date

from tracker.engagements.extension_points import Facts, Missing
from tracker.engagements.gates import Judged, judge, open_criteria

LAST = 3
FULL = "full"
READY = {"assembled", "offered", "sealed"}


def bars(facts: Facts, *, pack: int | None = None) -> list[Missing]:
    """What must be put right before anybody may accept: an earlier gate, the pack, an admin of the practice alone.

    `pack` is the number of the pack that was offered; without it any assembled one will do.
    """
    return [*_open_gates(facts), *_pack(facts, pack), *_rehearsal(facts), *_practice_alone(facts)]


def gaps(facts: Facts, today: date) -> list[Judged]:
    """Criteria of the Handover gate that are neither met nor waived: each has to become an exception."""
    gate = facts["gates"][LAST]
    return [] if gate["closed_on"] else open_criteria(judge(gate, facts, today))


def waived(facts: Facts, today: date) -> list[Judged]:
    """Criteria of the Handover gate that were let go until a day that is still to come."""
    return [one for one in judge(facts["gates"][LAST], facts, today) if one.state == "waived"]


def offerable_pack(facts: Facts) -> int:
    """The number of the newest pack that lies ready; 0 where there is none."""
    return max((row["number"] for row in _packs(facts) if row["state"] in READY), default=0)


def _open_gates(facts: Facts) -> Iterator[Missing]:
    for gate in facts["gates"][:LAST]:
        if not gate["closed_on"]:
            yield Missing(f"The {gate['name']} gate is open", "engagements.gate", {"id": gate["id"]})
    last = facts["gates"][LAST]
    if last["state"] == "planned":
        yield Missing(f"{last['name']} has not begun", "engagements.gate", {"id": last["id"]})


def _pack(facts: Facts, number: int | None) -> Iterator[Missing]:
    ready = [row["number"] for row in _packs(facts)]
    if not ready or (number is not None and number not in ready):
        yield Missing("The handover pack is not complete", "handover.pack", {"id": facts["engagement"]["id"]})


def _packs(facts: Facts) -> list[dict[str, object]]:
    return [row for row in facts.get("packs", ()) if row.get("kind", FULL) == FULL]


def _rehearsal(facts: Facts) -> Iterator[Missing]:
    if any(row["state"] == "running" for row in facts.get("rehearsals", ())):
        yield Missing("A rehearsal is under way", "handover.rehearsal", {"id": facts["engagement"]["id"]})


def _practice_alone(facts: Facts) -> Iterator[Missing]:
    """Tools that somebody of the practice alone administers. What a provider or nobody known holds is a gap."""
    sides = {id: row["side"] for id, row in facts["people"].items() if row["active"]}
    for tool in facts["tools"]:
        named = {sides.get(row["person"]) for row in tool["admins"]}
        checked = (tool["check"] or {}).get("admin")
        if not tool["na"] and (checked == "practice" or ("practice" in named and "client" not in named)):
            yield Missing(f"{tool['name']}: only we can let others in", "toolkit.tool", {"id": tool["id"]})
