"""What bars an acceptance, and what may be accepted though it is not there yet. Pure functions of the facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.engagements.extension_points import Facts, Missing
from tracker.engagements.gates import Judged, judge, open_criteria
from tracker.engagements.words import number_word

from .exceptions import Owed, owed
from .packs.completeness import TITLES, absent

LAST = 3
TRAINING = "training"
FULL = "full"
READY = {"assembled", "offered", "sealed"}


@dataclass(frozen=True, slots=True)
class Lack:
    """A part that the offered pack does not hold in full. `ways` lead to what is missing of it now; where it is there
    by now, to another pack."""

    part: str
    text: str
    ways: tuple[Missing, ...]

    @property
    def title(self) -> str:
        return TITLES[self.part]


def bars(facts: Facts, *, pack: int | None = None) -> list[Missing]:
    """What must be put right before anybody may accept: an earlier gate, the pack, an admin of the practice alone.

    `pack` is the number of the pack that was offered; without it any assembled one will do.
    """
    return [*_open_gates(facts), *_pack(facts, pack), *_rehearsal(facts), *_practice_alone(facts)]


def gaps(facts: Facts, today: date) -> list[Judged]:
    """Criteria of the Handover gate that are neither met nor waived: each has to become an exception."""
    gate = facts["gates"][LAST]
    return [] if gate["closed_on"] else open_criteria(judge(gate, facts, today))


def lacks(facts: Facts, pack: int, today: date) -> list[Lack]:
    """What pack number `pack` is not complete in, and nobody has taken over until a day that is still to come."""
    row = next((row for row in _packs(facts) if row["number"] == pack), None)
    taken = {one.part for one in owed(facts, today) if one.state == "open" and one.there}
    now = absent(facts, today) if row else {}
    return [
        _lack(part, count, pack, now.get(part, []), facts)
        for part, count in (row or {}).get("lacks", ()) if part not in taken
    ]  # fmt: skip


def still_owed(facts: Facts, pack: int, today: date) -> list[Owed]:
    """The exceptions that an acceptance takes along as they stand: those that it does not ask for anew."""
    anew = {one.id for one in gaps(facts, today)} | {one.part for one in lacks(facts, pack, today)}
    return [one for one in owed(facts, today) if one.open and not {one.criterion, one.part} & anew]


def offerable_pack(facts: Facts) -> int:
    """The number of the newest pack that lies ready; 0 where there is none."""
    return max((row["number"] for row in _packs(facts) if row["state"] in READY), default=0)


def _open_gates(facts: Facts) -> Iterator[Missing]:
    for gate in facts["gates"][:LAST]:
        if not gate["closed_on"]:
            yield Missing(f"The {gate['name']} gate is open", "engagements.gate", {"id": gate["id"]})
        elif gate["kind"] == TRAINING and gate["state"] == "waived":
            lack = f"{gate['name']} was waived, and has to be passed: reopen its gate"
            yield Missing(lack, "engagements.gate", {"id": gate["id"]})
    last = facts["gates"][LAST]
    if last["state"] == "planned":
        yield Missing(f"{last['name']} has not begun", "engagements.gate", {"id": last["id"]})


def _pack(facts: Facts, number: int | None) -> Iterator[Missing]:
    ready = [row["number"] for row in _packs(facts)]
    if not ready or (number is not None and number not in ready):
        yield Missing("The handover pack is not assembled", "handover.pack", {"id": facts["engagement"]["id"]})


def _lack(part: str, count: int, pack: int, missing: list[Missing], facts: Facts) -> Lack:
    """The pack itself says what it lacks; so does the only thing that it still lacks."""
    here = {"id": facts["engagement"]["id"]}
    anew = Missing("It is there by now: assemble the pack anew, and offer it", "handover.pack", here)
    what = f"{number_word(count).lower()} {'thing' if count == 1 else 'things'} missing in pack {pack}"
    text = missing[0].text if count == len(missing) == 1 else what
    return Lack(part, f"{TITLES[part]}: {text}", tuple(missing) or (anew,))


def _packs(facts: Facts) -> list[dict[str, Any]]:
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
