"""How far it came and what comes after: the index with its method, terms of support, papers and proofs."""

from collections.abc import Iterator

from tracker.selfsufficiency.formula import FORMULA_VERSION, PILLARS, WEIGHTS
from tracker.selfsufficiency.stages import Stage

from ..document import Block, Heading, Points, Prose, Said, Tone, table
from ..material import Material
from ..wording import count, day, signed, size

METHOD = (
    "The index looks at five things, each from 0 to 1, and takes their geometric mean, shifted a little so that one "
    "empty bar does not wipe out the rest: 100\N{MIDDLE DOT}(\N{GREEK CAPITAL LETTER PI}(.05 + .95x)^w \N{MINUS SIGN} "
    ".05)/.95. A mean that adds up would let tasks make up for responsibility; this one does not.",
    "What nobody has shown counts as nought. Skills fade: a proof counts in full for 90 days, then half as much every "
    "180 days. Work and looking-over count for 56 days; a signature on the strategy is due for review after 180 days.",
    "Who does the work outside makes no difference as long as somebody of the client's answers for it. The practice "
    "itself always counts as the practice. The weights are a judgement, so they are published.",
)


def index(material: Material) -> Iterator[Block]:
    if material.value is None:
        yield Said("Nothing has been reckoned of this engagement yet.", Tone.MISSING)
    else:
        yield Said(f"{int(material.value)} of 100 on {day(material.as_of)}: {material.stage}.")
        for word, says in material.doubts:
            yield Said(f"{word}. {says}" if word else says, Tone.UNSIGNED if word else Tone.PLAIN)
        if material.forecast:
            yield Said(material.forecast)
    for name in ("trend", "hands"):
        if picture := material.pictures.get(name):
            yield picture
    if material.days:
        yield table("index", "The index since the start", ("Day", "Index", "Stage"),
                    [(day(on), f"{value:.1f}", stage) for on, value, stage in material.days], (0, 1, 2))  # fmt: skip
    yield Heading("How it is reckoned", 2)
    for text in METHOD:
        yield Said(text)
    yield table("weights", "The five bars", ("Bar", "Weight"),
                [(name, f"{WEIGHTS[key]:.0%}") for key, name in PILLARS.items()], (1,))  # fmt: skip
    yield table("stages", "The five stages", ("Stage", "From"), [(one.label, one.starts_at) for one in Stage], (1,))
    yield Said(f"Formula version {FORMULA_VERSION}.")


def support(material: Material) -> Iterator[Block]:
    state = material.facts["engagement"]["state"]
    if state == "ended_early":
        yield Said("The engagement was ended before the handover. No support is agreed beyond what stands here.",
                   Tone.UNSIGNED)  # fmt: skip
    if material.charter_signature is not None:
        if material.charter_handover:
            yield Heading("What the charter says of the handover", 2)
            yield Prose(material.charter_handover)
        yield from signed(material.charter_signature, "Charter signed")
    else:
        yield Said("The charter is not signed, so that nothing is agreed.", Tone.UNSIGNED)
    plan = (material.facts.get("acceptance") or {}).get("access_plan") or ()
    yield Heading("When the practice's access ends", 2)
    if plan:
        yield table("access-plan", "What ends when, and who confirms it", ("What", "Who confirms", "By", "Confirmed"),
                    [(row["what"], material.name(row.get("who")) or str(row.get("who") or ""), day(row.get("due")),
                      day(row.get("confirmed_on"), "Not yet")) for row in plan], (1, 2, 3))  # fmt: skip
    else:
        yield Said("No plan is agreed by which the practice's access ends.", Tone.MISSING)
    if material.charter:
        yield Heading("The whole charter", 2)
        yield Prose(material.charter)


def papers(material: Material) -> Iterator[Block]:
    yield table(
        "deliverables", "What each phase should hand over", ("Phase", "Deliverable", "Version", "Stands"),
        [(one.phase, one.name, one.version or "", "Accepted" if one.state == "accepted" else
          "Accepted, changed since" if one.signature else "Not accepted" if one.version else "Not handed in")
         for one in material.papers], (2, 3),
    )  # fmt: skip
    for one in material.papers:
        if not one.version:
            continue
        yield Heading(f"{one.name}, version {one.version}", 2)
        if one.signature is not None:
            yield from signed(one.signature, "Accepted")
        else:
            yield Said(f"Not accepted by the owner. Handed in by {one.author}.", Tone.UNSIGNED)
        if one.link:
            yield Said(f"Kept at {one.link}")
        if one.text:
            yield Prose(one.text)


def proofs(material: Material) -> Iterator[Block]:
    yield Said("Each signature is fixed to the very text that was read: its SHA-256 stands beside it.")
    yield table(
        "signatures", "Every signature", ("Day", "Who", "What", "In own words", "Text (SHA-256)"),
        [(day(one.on), one.by, one.what + (" (taken back)" if one.taken_back else ""), one.words,
          one.hash) for one in material.signatures], (0, 1, 4),
    )  # fmt: skip
    if material.files:
        yield table(
            "files", "Files in the folder beside this document", ("File", "Belongs to", "Size", "Since", "SHA-256"),
            [(one.name, one.about, size(one.size), day(one.on), one.hash) for one in material.files], (2, 3, 4),
        )  # fmt: skip
    else:
        yield Said("No file is attached to any record of this engagement.")


def undone(material: Material) -> Iterator[Block]:
    """The first page of a minimum pack: where things stood when it ended."""
    engagement = material.facts["engagement"]
    open_gates = [row["name"] for row in material.facts["gates"] if row["state"] not in {"passed", "waived"}]
    yield Said("This is a minimum pack: the work ended, or may end, before the handover. It holds what is on record, "
               "also where it is unfinished and unsigned.", Tone.UNSIGNED)  # fmt: skip
    if open_gates:
        passed = 4 - len(open_gates)
        yield Said(f"{passed} of 4 gates {'was' if passed == 1 else 'were'} passed. Still open: "
                   f"{', '.join(open_gates)}.")  # fmt: skip
    ahead = [row for row in material.facts["activities"] if not row["na"] and row["doer"]["kind"] == "practice"]
    if ahead:
        yield Heading("Who must take over at once", 2)
        yield Said(f"{material.practice} still does {count(len(ahead), 'activity', 'activities')}:")
        yield Points(tuple(
            f"{row['name']}: {material.name((row['accountable'] or {}).get('person'), 'nobody')} answers for it"
            for row in ahead
        ))  # fmt: skip
    planned = engagement["planned_handover"]
    yield Said(f"The handover was planned for {day(planned)}.")
