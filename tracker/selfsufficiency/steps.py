"""Steps left: how far it still is until the client runs everything, counted in steps somebody can take.

Pure: facts and a day in, numbers out. Four sources make a step: a rung up to an activity's target; a level up to a
skill's target, by its best holder, and by a second one where the skill is critical; a required section that the owner
has not signed; a criterion of the Handover gate that is not met. What does not apply is left out, and nobody who left
counts. Leader essentials are no skill of their own here, as in the index.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.engagements.extension_points import Facts
from tracker.engagements.gates import judge

RUNGS, SKILLS, SECTIONS, CRITERIA = "rungs", "skills", "sections", "criteria"
SOURCES = (RUNGS, SKILLS, SECTIONS, CRITERIA)
HANDOVER = "handover"
TALLY = ("steps_left", "steps_done", "steps_lost", "steps_added")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that steps are counted of: `left` of the `steps` that it takes in all. `id` is of the activity, the
    competency, the section or the criterion that it is."""

    source: str
    id: str
    name: str
    left: int
    steps: int


@dataclass(frozen=True, slots=True)
class Moved:
    """How the steps moved: `left` before = `left` after + done − lost − added. `added` is the change of what is
    required and may be negative; `done` and `lost` never are."""

    left: int
    done: int = 0
    lost: int = 0
    added: int = 0


def parts_of(facts: Facts, today: date) -> tuple[Part, ...]:
    """Everything that steps are counted of, whether steps are left of it or not, by source and in the facts' order."""
    return (*_rungs(facts), *_skills(facts), *_sections(facts), *_criteria(facts, today))


def steps_left(parts: Iterable[Part]) -> int:
    return sum(part.left for part in parts)


def _rungs(facts: Facts) -> Iterator[Part]:
    for row in facts["activities"]:
        if not row["na"]:
            yield Part(RUNGS, row["id"], row["name"], max(row["target"] - row["rung"], 0), row["target"])


def _skills(facts: Facts) -> Iterator[Part]:
    people = facts["people"]
    for row in facts["competencies"]:
        if row["leader"]:
            continue
        levels = sorted((held["level"] for held in row["people"] if _counts(people.get(held["person"]))), reverse=True)
        holders = 2 if row["critical"] else 1
        best = [*levels, 0, 0][:holders]
        left = sum(max(row["target"] - level, 0) for level in best)
        yield Part(SKILLS, row["id"], row["name"], left, row["target"] * holders)


def _counts(person: dict[str, Any] | None) -> bool:
    return person is not None and person["active"] and person["side"] == "client"


def _sections(facts: Facts) -> Iterator[Part]:
    for row in facts["strategy"]:
        if not row["na"]:
            yield Part(SECTIONS, row["id"], row["title"], 0 if row["signed_on"] else 1, 1)


def _criteria(facts: Facts, today: date) -> Iterator[Part]:
    """A waiver takes a criterion out of what is required: nobody has shown it."""
    for gate in facts["gates"]:
        if gate["kind"] != HANDOVER or gate["state"] == "waived":
            continue
        passed = gate["state"] == "passed"
        for one in judge(gate, facts, today):
            if passed or one.state != "waived":
                yield Part(CRITERIA, one.id, one.text, 0 if passed or one.met else 1, 1)


def moved(before: Sequence[Part], after: Sequence[Part], scope: bool) -> Moved:
    """What lies between two countings. With `scope` all of it is a change of what is required; otherwise that is only
    what came, went, or takes another number of steps than before."""
    was = {(part.source, part.id): part for part in before}
    now = {(part.source, part.id): part for part in after}
    done = lost = added = 0
    for key in was.keys() | now.keys():
        old, new = was.get(key), now.get(key)
        more = (new.left if new else 0) - (old.left if old else 0)
        if scope or old is None or new is None or old.steps != new.steps:
            added += more
        else:
            done, lost = done + max(-more, 0), lost + max(more, 0)
    return Moved(steps_left(now.values()), done, lost, added)


def tally(
    numbers: Mapping[str, Any], before: Sequence[Part], after: Sequence[Part], *, new_day: bool, scope: bool
) -> dict[str, int]:
    """How the steps stand after they went from `before` to `after`, by the names in `TALLY`.

    `numbers` hold the same of the day before (`new_day`), else of the day so far; without a count there, this one is
    the first. What is explained by neither, because the same facts are counted otherwise than they were, is a change of
    what is required.
    """
    left = numbers.get("steps_left")
    if left is None:
        return dict(zip(TALLY, (steps_left(after), 0, 0, 0), strict=True))
    step = moved(before, after, scope)
    added = step.added + steps_left(before) - left
    so_far = (0, 0, 0) if new_day else [numbers[name] for name in TALLY[1:]]
    sums = [had + more for had, more in zip(so_far, (step.done, step.lost, added), strict=True)]
    return dict(zip(TALLY, (step.left, *sums), strict=True))
