"""What people can do and what was learnt: training, skills, measures, what is open, lessons. No level of anybody."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ...exceptions import owed
from ..document import Block, Heading, Points, Prose, Said, Tone, table
from ..material import Material
from ..wording import count, day, figure, yes

STANDS = {"late": "Late", "open": "Open", "mended": "Mended", "closed": "Closed"}
SEVERITIES = {1: "Warning", 2: "High", 3: "Critical"}


def training(material: Material) -> Iterator[Block]:
    items = material.facts["items"]
    shown: dict[int, set[str]] = defaultdict(set)
    newest: dict[int, str] = {}
    for number, person, on in items["verified"]:
        shown[number].add(person)
        newest[number] = max(on, newest.get(number, on))
    required = [row for row in items["items"] if row["required"]]
    done = sum(1 for row in required if row["number"] in shown)
    yield Said(f"{done} of {count(len(required), 'required item')} {'was' if done == 1 else 'were'} shown and verified "
               "by somebody else, for at least one person.",
               Tone.SIGNED if required and done == len(required) else Tone.UNSIGNED)  # fmt: skip
    yield Said("Who has shown what stands on each person's own page and certificates, which go with that person.")
    for module in dict.fromkeys(row["module"] for row in items["items"]):
        rows = [
            (str(row["number"]), row["text"], yes(row["required"], "Required", ""),
             count(len(shown[row["number"]]), "person", "people") if shown[row["number"]] else "Nobody",
             day(newest.get(row["number"])))
            for row in items["items"] if row["module"] == module
        ]  # fmt: skip
        title = material.modules.get(module, module)
        yield table(f"training-{module}", title, ("No.", "Item", "", "Verified for", "Last"), rows, (0, 2, 3, 4))
        if number := material.certificates.get(module):
            yield Said(f"{count(number, 'certificate')} for this module {'stands' if number == 1 else 'stand'}.")


def skills(material: Material) -> Iterator[Block]:
    yield Said("How well each skill is covered. Who stands at which level is between each person and the trainers, and "
               "is left out.")  # fmt: skip
    if picture := material.pictures.get("skills"):
        yield picture
    if material.skills:
        yield table("skills", "Every skill", ("Skill", "Critical", "Covered", "Risk"),
                    [(one.name, yes(one.critical, "Critical", ""), f"{one.coverage} {one.of}".strip(), one.risk)
                     for one in material.skills], (1,))  # fmt: skip


def measures(material: Material) -> Iterator[Block]:
    if not material.readings:
        yield Said("Nothing was measured.", Tone.MISSING)
    for number, one in enumerate(material.readings, start=1):
        yield Heading(one.name + (" (no longer read)" if one.retired else ""), 2)
        yield Points(tuple(filter(None, (
            f"Read by {one.owner or 'nobody'}, in {one.unit}" + (f", from {one.source}" if one.source else "") + ".",
            f"For the goal {one.goal}." if one.goal else "",
            f"What it decides: {one.decision}" if one.decision else "",
            f"Baseline {figure(one.baseline[1])}, {day(one.baseline[0])}." if one.baseline else "No baseline.",
            f"Target {figure(one.target[1])}, {day(one.target[0], 'no day')}." if one.target else "No target.",
        ))))  # fmt: skip
        if one.picture:
            yield one.picture
        if one.values:
            yield table(f"measure-{number}", f"{one.name}: every value", ("Day", "Value", "By", "Note"),
                        [(day(on), figure(value), who, note) for on, value, who, note in one.values],
                        (0, 1, 2))  # fmt: skip
    if material.reviews:
        yield Heading("What was decided from the numbers", 2)
        for on, who, text in material.reviews:
            yield Said(f"{day(on)}, {who}:", Tone.SIGNED)
            yield Prose(text)


def open_items(material: Material) -> Iterator[Block]:
    alive = [one for one in material.risks if not one.ended]
    yield Heading("Risks", 2)
    if alive:
        yield table("risks", "Open risks", ("Risk", "How grave", "Owner", "Stands", "Plan", "Review"),
                    [(one.title, one.severity, one.owner or "Nobody", one.state, one.plan, day(one.review_on))
                     for one in alive], (1, 5))  # fmt: skip
    else:
        yield Said("No risk is open.")
    if closed := [one for one in material.risks if one.ended]:
        yield table("risks-closed", "Closed risks", ("Risk", "How it ended"), [(one.title, one.ended) for one in
                                                                               closed])  # fmt: skip
    yield Heading("Flags", 2)
    standing = (material.facts.get("flags") or {"standing": ()})["standing"]
    if standing:
        yield table(
            "flags", "Flags that stand",
            ("Flag", "How grave", "What was seen", "Sees to it", "Plan", "Since"),
            [(row["title"], SEVERITIES[row["severity"]], row["says"],
              *material.keepers.get(row["id"], ("Nobody", "")), _since(row)) for row in standing], (1,),
        )  # fmt: skip
    else:
        yield Said("No flag stands.")
    yield from _exceptions(material)
    yield from _still_asked(material)


def _since(row: dict[str, Any]) -> str:
    return day(row["since"]) + (f", put off until {day(row['until'])}" if row["until"] else "")


def _exceptions(material: Material) -> Iterator[Block]:
    rows = [
        (one.text, one.answers, day(one.due), STANDS[one.state], ". ".join(filter(None, (one.closed, one.how))))
        for one in owed(material.facts, material.as_of)
    ]
    if rows:
        yield Heading("Exceptions", 2)
        yield table("exceptions", "What was taken over with a date",
                    ("What", "Answers for it", "Due", "Stands", "How it was closed"), rows, (1, 2, 3))  # fmt: skip


def _still_asked(material: Material) -> Iterator[Block]:
    waiting = [
        (f"Decision {row['number']}: {row['question']}", material.name(row["decider"]), day(row["written_on"]))
        for row in material.facts.get("decisions") or ()
    ]
    plans = (material.facts.get("plan") or {}).get("proposals") or ()
    waiting += [(row["what"], "The owner", day(row["on"])) for row in plans]
    if waiting:
        yield Heading("What waits for an answer", 2)
        yield table("waiting", "What waits", ("What", "For whom", "Since"), waiting, (1, 2))


def lessons(material: Material) -> Iterator[Block]:
    if not material.lessons and not material.incidents:
        yield Said("No lesson and no incident was written down.", Tone.MISSING)
    states = {"changed": "Done", "to_change": "Still to do", "kept": ""}
    for one in material.lessons:
        yield Heading(one.title, 2)
        yield Said(f"{one.author}, {day(one.on)}" + (f". About: {one.about}." if one.about else "."))
        yield Prose(one.learnt)
        if one.change:
            yield Said(f"What changes because of it ({states[one.state].lower()}):",
                       Tone.SIGNED if one.state == "changed" else Tone.UNSIGNED)  # fmt: skip
            yield Prose(one.change)
    if material.incidents:
        yield Heading("What went wrong", 2)
        yield Said("What happened is written down, and never who is to blame.")
        yield table("incidents", "Incidents", ("Noticed", "What", "What happened", "What we did", "Solved"),
                    [(day(one.on), one.title, one.happened, one.did, day(one.solved_on, "Open")) for one in
                     material.incidents], (0, 4))  # fmt: skip
