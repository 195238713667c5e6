"""The first page: how far everything came, in a line for each part."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ...exceptions import owed
from ..completeness import TITLES, applicable
from ..document import Block, Said, Tone, table
from ..material import Material
from ..wording import count, day


def glance(material: Material, keys: Sequence[str], lacks: Mapping[str, Sequence[Any]]) -> Iterator[Block]:
    """`keys` are the parts that the pack has, `lacks` what each of them lacks."""
    engagement = material.facts["engagement"]
    if handed := engagement["handed_over_on"]:
        yield Said(f"Handed over on {day(handed)}.", Tone.SIGNED)
    elif material.kind == "full":
        yield Said(f"The handover is planned for {day(engagement['planned_handover'])}.")
    if material.value is not None:
        yield Said(f"On {day(material.as_of)} the index stood at {int(material.value)} of 100: {material.stage}.")
    if picture := material.pictures.get("pillars"):
        yield picture
    rows = []
    for key in keys:
        number = len(lacks.get(key, ()))
        rows.append((TITLES[key], _LINES[key](material), str(number) if number else "Nothing"))
    yield table("glance", "How far each part came", ("Part", "How it stands", "Missing"), rows, (2,))


def _strategy(material: Material) -> str:
    mine = [one for one in material.sections if one.applies]
    return _of(sum(1 for one in mine if one.signature and not one.newer), mine, "section", "signed as it stands")


def _decisions(material: Material) -> str:
    found = [one for one in material.decisions if one.state == "in-force"]
    against = sum(1 for one in found if one.dissent)
    return f"{count(len(found), 'decision')} in force" + (f", {against} with dissent" if against else "")


def _accountability(material: Material) -> str:
    mine = applicable(material.facts)
    held = [row for row in mine if row["accountable"] and row["accountable"]["accepted_on"]
            and material.people.get(row["accountable"]["person"], {}).get("active")]  # fmt: skip
    return _of(len(held), mine, "activity", "answered for", "activities")


def _sourcing(material: Material) -> str:
    mine = applicable(material.facts)
    done = sum(1 for row in mine if row["rule"] and row["rule"]["signed_on"])
    firms = f"; {count(len(material.firms), 'provider')}" if material.firms else ""
    return _of(done, mine, "activity", "decided and signed", "activities") + firms


def _tools(material: Material) -> str:
    mine = [row for row in material.facts["tools"] if not row["na"]]
    own = sum(1 for row in mine if row["check"] and all(
        row["check"][name] == "client" for name in ("account", "recovery", "billing", "admin")))  # fmt: skip
    back = sum(1 for row in mine if row["recovery"] and row["recovery"]["worked"])
    return _of(own, mine, "tool", "in the client's hands alone") + f"; the way back shown for {back}"


def _runbooks(material: Material) -> str:
    done = sum(1 for book in material.books if any(worked for _, _, worked, _ in book.tests))
    return _of(done, material.books, "runbook", "followed by somebody else, and worked")


def _protocol(material: Material) -> str:
    return _of(sum(1 for one in material.drills if one.passed), material.drills, "drill", "passed")


def _training(material: Material) -> str:
    required = [row for row in material.facts["items"]["items"] if row["required"]]
    shown = {number for number, *_ in material.facts["items"]["verified"]}
    return _of(sum(1 for row in required if row["number"] in shown), required, "required item", "shown and verified")


def _skills(material: Material) -> str:
    critical = sum(1 for one in material.skills if one.critical)
    return f"{count(len(material.skills), 'skill')}, {critical} of them critical"


def _measures(material: Material) -> str:
    mine = [one for one in material.readings if not one.retired]
    return _of(sum(1 for one in mine if one.baseline), mine, "measure", "with a baseline")


def _open(material: Material) -> str:
    risks = sum(1 for one in material.risks if not one.ended)
    flags = len((material.facts.get("flags") or {"standing": ()})["standing"])
    excepted = sum(1 for one in owed(material.facts, material.as_of) if one.open)
    told = f"{count(risks, 'risk')}, {count(flags, 'flag')}"
    return f"{told}, {count(excepted, 'exception')}" if excepted else told


def _lessons(material: Material) -> str:
    return f"{count(len(material.lessons), 'lesson')}, {count(len(material.incidents), 'incident')}"


def _rehearsal(material: Material) -> str:
    if not material.trials:
        return "None was begun"
    newest = material.trials[-1]
    ended = {"held": "Held until", "broken": "Broken off on", "running": "Runs until"}[newest.state]
    asked = f"{count(newest.asked, 'question')} asked"
    return f"{ended} {day(newest.ended_on)}: {newest.done} done without help, {asked}"


def _index(material: Material) -> str:
    return "Not reckoned yet" if material.value is None else f"{int(material.value)} of 100, {material.stage}"


def _support(material: Material) -> str:
    signed = material.charter_signature
    return f"Charter signed by {signed.by} on {day(signed.on)}" if signed else "The charter is not signed"


def _check_ins(material: Material) -> str:
    booked = len(material.facts.get("check_ins") or ())
    fell = sum(len(one.falls) for one in material.answered)
    told = f"{booked} booked, {len(material.answered)} answered"
    return f"{told}, {count(fell, 'relapse')}" if fell else told


def _calendar(material: Material) -> str:
    planned = len(material.planned)
    return f"{count(planned, 'piece')} of content planned" if planned else "Days on which something is due"


def _of(done: int, all_of: Sequence[Any], one: str, word: str, several: str = "") -> str:
    if not all_of:
        return f"No {one}"
    return f"{done} of {count(len(all_of), one, several)} {word}"


_LINES = {
    "strategy": _strategy,
    "decisions": _decisions,
    "accountability": _accountability,
    "sourcing": _sourcing,
    "tools": _tools,
    "runbooks": _runbooks,
    "calendar": _calendar,
    "protocol": _protocol,
    "training": _training,
    "skills": _skills,
    "measures": _measures,
    "open": _open,
    "lessons": _lessons,
    "rehearsal": _rehearsal,
    "index": _index,
    "support": _support,
    "check_ins": _check_ins,
}
