"""The course of the engagement: nothing moves, the plan slips, nothing is measured."""

from collections.abc import Iterator
from datetime import date

from .seeing import day_of, days_since, here, on, open_phase, sentence, several, started_on, under_way
from .sighting import Proof, Severity, Sighting, World, raises_flag

GOALS = "strategy.goals"
# Stalled: so many days without a verified step.
STALLED_DAYS = 21
# No measure: the last look at the numbers lies more than so many days back.
REVIEW_OVER = 45


@raises_flag("stalled", "Stalled", "Meet and find out what stands in the way.")
def nothing_moves(world: World) -> Iterator[Sighting]:
    last = world.last_step_on
    if under_way(world) and last is not None and days_since(world, last) >= STALLED_DAYS:
        yield Sighting(
            "", "Steps", Severity.WARN,
            f"No step has been verified for {days_since(world, last)} days, since {on(last)}.",
            (Proof("Last verified step, or the start", last, None, "engagements.gates", here(world)),),
        )  # fmt: skip


@raises_flag("plan-drift", "Plan drift", "Plan again, openly.")
def later_than_planned(world: World) -> Iterator[Sighting]:
    planned = date.fromisoformat(world.facts["engagement"]["planned_handover"])
    if under_way(world) and world.likely_by is not None and world.likely_by > planned:
        yield Sighting(
            "", "Handover", Severity.WARN,
            f"With a likelihood of 85% the handover comes by {on(world.likely_by)},"
            f" {(world.likely_by - planned).days} days after the planned {on(planned)}.",
            (Proof("Planned handover", planned, None, "engagements.plan", here(world)),),
        )  # fmt: skip


@raises_flag("no-measure", "No measure", "Hold the review, and measure the baseline.")
def nobody_looks_at_the_numbers(world: World) -> Iterator[Sighting]:
    if not under_way(world):
        return
    seen = world.facts["measures"]
    last = day_of(seen["reviewed_on"])
    days = days_since(world, last or started_on(world))
    told, proofs = [], []
    if all(row["baseline"] is None for row in seen["measures"]):
        count = len(seen["measures"])
        told.append(f"{several(count, 'measure')} and no baseline" if count else "nothing is measured")
        proofs.append(Proof("No baseline", None, None, GOALS, here(world)))
    if days > REVIEW_OVER:
        told.append(f"nobody has looked at the numbers for {days} days")
        what = "Last review of the numbers" if last else "The start"
        proofs.append(Proof(what, last or started_on(world), None, GOALS, here(world)))
    if told:
        severity = Severity.HIGH if open_phase(world, "handover") else Severity.WARN
        yield Sighting("", "Measures", severity, sentence(told), tuple(proofs))
