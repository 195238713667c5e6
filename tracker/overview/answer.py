"""“Can we run this without them?” answered in one honest sentence, from the facts alone."""

from dataclasses import dataclass

from tracker.engagements.extension_points import Facts
from tracker.selfsufficiency.stages import Stage

OWN_HANDS = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """`verdict` in two words or so, `because` the sentence behind it."""

    verdict: str
    because: str


def answer(facts: Facts, stage: Stage, practice: str) -> Answer:
    """The answer for the owner. `practice` is the practice's name."""
    state = facts["engagement"]["state"]
    activities = [row for row in facts["activities"] if not row["na"]]
    if state in {"prospect", "agreed"}:
        return Answer("Not started.", f"{practice} starts when you have signed the charter.")
    if not activities:
        return Answer("Nothing to run yet.", "No activity is listed in this engagement.")
    return Answer(_verdict(activities, stage), _because(activities, practice))


def _verdict(activities: list[dict], stage: Stage) -> str:
    carried = all(row["rung"] >= OWN_HANDS for row in activities)
    owned = all(_accepted(row) for row in activities)
    if carried and owned and stage == Stage.SELF_SUFFICIENT:
        return "Yes."
    if carried and owned:
        return "Nearly."
    return "Partly." if stage >= Stage.LEADING and _share(activities) >= 0.8 else "Not yet."


def _because(activities: list[dict], practice: str) -> str:
    own = sum(row["rung"] >= OWN_HANDS for row in activities)
    total = len(activities)
    leaning = total - own
    if leaning == 0:
        said = f"Your own people carry {_all_of(total)}"
    elif own == 0:
        said = f"{_all_of(total).capitalize()} still {'leans' if total == 1 else 'lean'} on {practice}"
    else:
        verb = "leans" if leaning == 1 else "lean"
        said = (
            f"Your own people carry {own} of the {total} activities, but {number(leaning)} still {verb} on {practice}"
        )
    return said + _gap(activities, leaning == 0) + "."


def _all_of(total: int) -> str:
    return "the one activity" if total == 1 else "both activities" if total == 2 else f"all {total} activities"


def _gap(activities: list[dict], all_carried: bool) -> str:
    """Who answers is the second half: work can be done by one's own people and still belong to nobody."""
    unowned = [row for row in activities if row["accountable"] is None]
    waiting = [row for row in activities if row["accountable"] and not row["accountable"]["accepted_on"]]
    link = ", but" if all_carried else ", and"
    if len(unowned) == len(activities) > 1:
        return f"{link} nobody of yours answers for any of them"
    if len(unowned) == 1:
        return f"{link} nobody of yours answers for {lower_first(unowned[0]['name'])}"
    if unowned:
        return f"{link} nobody of yours answers for {number(len(unowned))} of them"
    if waiting:
        return f"{link} {number(len(waiting))} {'waits' if len(waiting) == 1 else 'wait'} for somebody to accept"
    return ", and each has somebody of yours who answers for it"


def _accepted(row: dict) -> bool:
    return bool(row["accountable"] and row["accountable"]["accepted_on"])


def _share(activities: list[dict]) -> float:
    return sum(row["rung"] >= OWN_HANDS for row in activities) / len(activities)


def number(count: int) -> str:
    """Small numbers in words, as a sentence wants them."""
    words = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[count] if 0 <= count < len(words) else str(count)


def lower_first(text: str) -> str:
    """“Paid promotion” inside a sentence; names written in capitals stay."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
