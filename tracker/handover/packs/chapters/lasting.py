"""Whether it lasts: how it went while the practice was silent, and what the client said after the handover."""

from collections.abc import Iterator

from ..document import Block, Heading, Points, Prose, Said, Tone, table
from ..material import Material
from ..records import Answered, Trial
from ..wording import count, day

ENDED = {"held": "Held to its last day", "broken": "Broken off", "running": "Still running"}
RUNGS = ("the practice", "the practice, watched", "both together", "the client, looked over", "the client alone")


def rehearsal(material: Material) -> Iterator[Block]:
    yield Said("In a rehearsal the practice only looks on. It is counted what the client did without help, and what it "
               "had to ask.")  # fmt: skip
    if not any(one.state == "held" for one in material.trials):
        yield Said("None was held to its last day." if material.trials else "None was begun.", Tone.MISSING)
    if not material.trials:
        return
    yield table(
        "rehearsals", "Every rehearsal", ("From", "To", "How it ended", "Done alone", "Questions"),
        [(day(one.began_on), day(one.ended_on), ENDED[one.state], one.done, one.asked) for one in material.trials],
        (0, 1, 3, 4),
    )  # fmt: skip
    for number, one in enumerate(material.trials, start=1):
        yield from _trial(number, one)


def _trial(number: int, one: Trial) -> Iterator[Block]:
    yield Heading(f"{one.length[0].upper()}{one.length[1:]} from {day(one.began_on)}", 2)
    yield Said(f"{one.by} asked for it:", Tone.QUIET)
    yield Prose(one.because)
    done, asked = count(one.done, "thing was", "things were"), count(one.asked, "question was", "questions were")
    told = f"{ENDED[one.state]}, {day(one.ended_on)}. {done} done without help, {asked} asked."
    if one.state == "broken":
        who = f" by {one.ended_by}" if one.ended_by else ""
        yield Said(f"Broken off{who} on {day(one.ended_on)}. {done} done without help until then, {asked} asked. Why:",
                   Tone.UNSIGNED)  # fmt: skip
        yield Prose(one.broken_because)
    else:
        yield Said(told, Tone.SIGNED if one.state == "held" else Tone.UNSIGNED)
    if one.days:
        yield table(f"rehearsal-{number}", "Day by day", ("Day", "Done alone", "Questions"),
                    [(day(on), alone, questions) for on, alone, questions in one.days], (0, 1, 2))  # fmt: skip
    if one.showed:
        yield Said(f"What it showed, in the words of {one.showed_by}, {day(one.showed_on)}:", Tone.SIGNED)
        yield Prose(one.showed)
    elif one.state != "running":
        yield Said("The owner has not said what it showed.", Tone.UNSIGNED)


def check_ins(material: Material) -> Iterator[Block]:
    booked = {row.get("days"): row for row in material.facts.get("check_ins") or ()}
    answered = {one.days: one for one in material.answered}
    handed = material.facts["engagement"]["handed_over_on"]
    if not booked:
        yield Said("Not booked yet.", Tone.MISSING)
    elif not handed:
        yield Said("Booked. The days follow from the day of acceptance.", Tone.SIGNED)
    if material.answered:
        yield from _compared(material)
    for days, asked in material.questions:
        row, said = booked.get(days), answered.get(days)
        # What was answered before a handover was taken back stands under its own heading.
        current = said if said is not None and row and row.get("answered_on") else None
        on = day(row["due_on"]) if row and handed else ""
        yield Heading(f"After {days} days" + (f": {on}" if on else ""), 2)
        if current is not None:
            yield from _answer(current)
            continue
        if row:
            who, other = material.name(row.get("answers"), "Nobody"), material.name(row.get("stand_in"))
            yield Said(f"{who} answers." + (f" {other} stands in." if other else ""))
            if row.get("state") == "missed":
                yield Said("It was not answered in time, and is open still.", Tone.UNSIGNED)
        yield Points(asked)
    yield from _earlier(material, booked)


def _compared(material: Material) -> Iterator[Block]:
    yield Heading("From check-in to check-in", 2)
    rows = [
        (f"{one.days} days" + (f", handover {one.round}" if one.round > 1 else ""), day(one.on), one.by,
         f"{sum(said == len(RUNGS) - 1 for _, _, said, _ in one.who_does)} of {len(one.who_does)}", len(one.falls),
         one.manage)
        for one in material.answered
    ]  # fmt: skip
    yield table(
        "check-ins", "What was answered so far",
        ("After", "Answered", "By", "Done alone", "Fell back", "Another 90 days alone?"), rows, (0, 1, 3, 4),
    )  # fmt: skip
    falls = [
        (f"{one.days} days", fall.activity, f"{fall.from_rung} to {fall.to_rung}", fall.because,
         day(fall.climbed_on, "Not yet"))
        for one in material.answered for fall in one.falls
    ]  # fmt: skip
    if falls:
        yield table("relapses", "What fell back, and when it stood again",
                    ("After", "Activity", "Rungs", "Why", "Climbed back"), falls, (0, 2, 4))  # fmt: skip
    else:
        yield Said("Nothing fell back.", Tone.SIGNED)


def _answer(one: Answered) -> Iterator[Block]:
    late = f", due {day(one.due_on)}" if one.due_on is not None and one.on > one.due_on else ""
    yield Said(f"Answered by {one.by} on {day(one.on)}{late}.", Tone.SIGNED)
    for question, text in one.words:
        yield Said(question, Tone.QUIET)
        yield Prose(text)
    changed = [row for row in one.who_does if row[1] != row[2]]
    if one.who_does and not changed:
        yield Said("Every critical activity was done by whom it was done before.")
    elif changed:
        yield Points(tuple(
            f"{name}: done by {RUNGS[said]}, where it had been {RUNGS[before]}." + (f" {why}" if why else "")
            for name, before, said, why in changed
        ))  # fmt: skip
    for skill, what, ended in one.shown:
        tone = Tone.SIGNED if ended.startswith("Seen") else Tone.UNSIGNED
        yield Said(f"Shown once more, {skill}: {what} {ended}", tone)
    if one.note or one.link:
        yield Said(" ".join(filter(None, ("Beside it:", one.note, one.link))))


def _earlier(material: Material, booked: dict[int, dict]) -> Iterator[Block]:
    """Answers of a handover that was taken back since: nothing that was said is lost."""
    newest = {one.days: one for one in material.answered}
    for one in material.answered:
        if newest[one.days] is not one or not (booked.get(one.days) or {}).get("answered_on"):
            yield Heading(f"After {one.days} days, of an earlier handover", 2)
            yield from _answer(one)
