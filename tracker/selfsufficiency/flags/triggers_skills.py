"""Skills that hang by a thread: one holder only, or nobody who used them of late.

Levels are private, so no sentence and no proof here names whoever holds a skill.
"""

from collections.abc import Iterator
from datetime import date

from ..inputs import Competency, Holder
from ..worth import QUALIFIED_FRESHNESS, QUALIFIED_LEVEL, freshness, qualified
from .seeing import closed_on, day_of, days_since, here, in_care, on
from .sighting import Proof, Severity, Sighting, World, raises_flag

SKILLS = "training.skills"
CHECK_IN = "handover.check_in"
LEADERS = "leader-essentials"
# One-person risk: exactly one, as long as nobody is another flag's business.
ALONE = 1
# Skill fading: a check-in so many days late.
CHECK_IN_LATE = 7


@raises_flag("one-person", "One-person risk", "Train a second person.")
def one_person_only(world: World) -> Iterator[Sighting]:
    passed = closed_on(world, "implementation")
    if not in_care(world) or passed is None:
        return
    for skill in world.inputs.applicable().competencies:
        if skill.critical and len(qualified(skill, world.today)) == ALONE:
            yield Sighting(
                skill.id, skill.name, Severity.HIGH,
                f"One person alone can do {skill.name} without help; the Implementation gate was passed on"
                f" {on(passed)}.",
                (Proof("One person at level 3 or above with fresh practice", None, None, SKILLS, here(world)),),
            )  # fmt: skip


@raises_flag("skill-fading", "Skill fading", "Show it once more on real work.")
def nobody_used_it(world: World) -> Iterator[Sighting]:
    if not in_care(world):
        return
    for skill in (*world.inputs.applicable().competencies, _leaders(world)):
        shown = _freshest(skill, world.today)
        if shown is not None and freshness(shown, world.today) < QUALIFIED_FRESHNESS:
            days = (world.today - shown).days
            yield Sighting(
                skill.id, skill.name, Severity.HIGH if skill.critical else Severity.WARN,
                f"Nobody who can do {skill.name} has used it for {days} days, since {on(shown)}.",
                (Proof(f"Last practice or proof of {skill.name}", shown, None, SKILLS, here(world)),),
            )  # fmt: skip
    yield from _check_ins(world)


def _leaders(world: World) -> Competency:
    seats = (one for one in world.inputs.leaders if one.assessed and not one.na)
    holders = tuple(Holder(one.person, one.level, one.proof_on) for one in seats)
    return Competency(LEADERS, "the leader essentials", False, holders, True)


def _freshest(skill: Competency, today: date) -> date | None:
    """The newest proof among those who hold the skill best: at level 3 or above, else at the highest level there is."""
    best = min(max((one.level for one in skill.holders), default=0), QUALIFIED_LEVEL)
    if not best:
        return None
    return max((one.proof_on for one in skill.holders if one.level >= best and one.proof_on), default=None)


def _check_ins(world: World) -> Iterator[Sighting]:
    """Check-ins after the handover that nobody answered; those that have no day yet are not late."""
    for one in world.facts.get("check_ins", ()):
        due = day_of(one["due_on"])
        if one["answered_on"] is None and due is not None and days_since(world, due) >= CHECK_IN_LATE:
            yield Sighting(
                one["id"], one["name"], Severity.WARN,
                f"The check-in {one['name']} was due on {on(due)} and is {days_since(world, due)} days late.",
                (Proof(f"Check-in {one['name']} was due", due, None, CHECK_IN, {"id": one["id"]}),),
            )  # fmt: skip
