"""What the client owns: the strategy in the words that were signed, what was decided, and who answers for what."""

from collections.abc import Iterator

from ..document import Block, Heading, Prose, Said, Tone, table
from ..material import Material
from ..records import Decided
from ..wording import count, day, signed

STATES = {"in-force": "In force", "waiting": "Not confirmed", "superseded": "Superseded", "dropped": "Not decided so"}
DOES = {"practice": "", "nobody": "Nobody"}


def strategy(material: Material) -> Iterator[Block]:
    applying = [one for one in material.sections if one.applies]
    done = sum(1 for one in applying if one.signature and not one.newer)
    yield Said(f"{done} of {count(len(applying), 'section')} {'is' if done == 1 else 'are'} signed as they stand.",
               Tone.SIGNED if applying and done == len(applying) else Tone.UNSIGNED)  # fmt: skip
    for number, one in enumerate(applying, start=1):
        yield Heading(f"{number}. {one.title}", 2)
        yield Said(one.prompt, Tone.QUIET)
        if one.signature is not None:
            yield Prose(one.text)
            yield from signed(one.signature)
        elif not one.newer:
            yield Said("Nothing is written.", Tone.MISSING)
        if one.newer:
            since = " since it was signed" if one.signature else ""
            yield Said(f"Not signed. Written by {one.newer_by}{since}:", Tone.UNSIGNED)
            yield Prose(one.newer)
    aside = [one.title for one in material.sections if not one.applies]
    if aside:
        yield Said(f"Set aside by the owner, because it does not apply here: {', '.join(aside)}.")
    yield from _goals(material)


def _goals(material: Material) -> Iterator[Block]:
    goals = material.facts["measures"]["goals"]
    if goals:
        yield Heading("Goals", 2)
        ended = {"met": "Met", "dropped": "Dropped", None: "Runs"}
        yield table("goals", "Every goal", ("Goal", "Due", "Stands"),
                    [(row["title"], day(row["due_on"]), ended[row["outcome"]]) for row in goals], (1, 2))  # fmt: skip


def decisions(material: Material) -> Iterator[Block]:
    if not material.decisions:
        yield Said("No decision was written into the log.", Tone.MISSING)
    else:
        yield table(
            "decisions", "Every decision", ("No.", "Question", "Decided", "By", "Stands"),
            [(one.code, one.question, day(one.on), one.decider, STATES[one.state]) for one in material.decisions],
            (0, 2, 3, 4),
        )  # fmt: skip
    for one in material.decisions:
        if one.state in {"in-force", "waiting"}:
            yield from _decision(one)
    yield from _gates(material)


def _decision(one: Decided) -> Iterator[Block]:
    yield Heading(f"{one.code}: {one.question}", 2)
    yield Prose(one.decision)
    for word, text in (("What it was chosen from", one.options), ("Why", one.reasons), ("Who saw it otherwise",
                                                                                       one.dissent)):  # fmt: skip
        if text:
            yield Heading(word, 3)
            yield Prose(text)
    if not one.dissent:
        yield Said("Nobody is on record as having seen it otherwise.")
    if one.confirmed_on is not None:
        yield Said(f"Confirmed by {one.decider} on {day(one.confirmed_on)}: \N{LEFT DOUBLE QUOTATION MARK}{one.words}"
                   f"\N{RIGHT DOUBLE QUOTATION MARK}", Tone.SIGNED)  # fmt: skip
    else:
        yield Said(f"Not confirmed by {one.decider}.", Tone.UNSIGNED)


def _gates(material: Material) -> Iterator[Block]:
    yield Heading("Gates", 2)
    rows, waived = [], []
    states = {"passed": "Passed", "waived": "Waived", "reopened": "Reopened"}
    for phase in material.facts["gates"]:
        rows.append((phase["name"], states.get(phase["state"], "Not passed"), day(phase["closed_on"])))
        waived += [
            (phase["name"], row["text"], material.name(row["waiver"]["by"]), row["waiver"]["reason"],
             day(row["waiver"]["expires_on"]))
            for row in phase["criteria"] if row["waiver"]
        ]  # fmt: skip
    yield table("gates", "The four gates", ("Gate", "Stands", "On"), rows, (1, 2))
    if waived:
        yield table("waivers", "What the owner let pass",
                    ("Gate", "Criterion", "By", "Why", "Until"), waived, (0, 2, 4))  # fmt: skip


def accountability(material: Material) -> Iterator[Block]:
    yield Said("Who answers accepted it in person; whoever stands in has accepted likewise. A star marks what the "
               "client cannot do without.")  # fmt: skip
    if picture := material.pictures.get("responsibility"):
        yield picture
    rows, involved = [], []
    for row in material.facts["activities"]:
        if row["na"]:
            continue
        name = row["name"] + (" *" if row["critical"] else "")
        rows.append((name, _post(material, row["accountable"]), _post(material, row["deputy"]), _doer(material, row),
                     f"{row['rung']} of {row['target']}", _witness(material, row)))  # fmt: skip
        if told := material.involved.get(row["id"]):
            involved.append((row["name"], "; ".join(told)))
    yield table("activities", "Every activity", ("Activity", "Answers for it", "Stands in", "Does it", "Rung",
                                                 "Witnessed by"), rows, (4,))  # fmt: skip
    if involved:
        yield table("involved", "Whom to ask and to tell", ("Activity", "Who"), involved)
    team = material.facts["engagement"]
    for word, people in (("Champion", team["champions"]), ("Deputy champion", team["deputy_champions"])):
        for one in people:
            lacks = "" if one["accepted"] else ", not accepted yet"
            yield Said(f"{word}: {material.name(one['person'])}{lacks}.")


def _post(material: Material, post: dict | None) -> str:
    if post is None or not material.people.get(post["person"], {}).get("active"):
        return "Nobody"
    accepted = f"since {day(post['accepted_on'])}" if post["accepted_on"] else "not accepted"
    return f"{material.name(post['person'])}, {accepted}"


def _doer(material: Material, row: dict) -> str:
    doer = row["doer"]
    if doer["kind"] == "person":
        return material.name(doer["person"], "Nobody")
    if doer["kind"] == "provider":
        return f"{doer['provider_name']} (provider)"
    return DOES[doer["kind"]] or material.practice


def _witness(material: Material, row: dict) -> str:
    if not row["witnessed"]:
        return "Nobody: claimed only"
    return f"{material.name(row['confirmer'], 'Somebody who left')}, {day(row['rung_on'])}"
