"""Goals: set, changed, ended with a reason, taken up again."""

from datetime import date, timedelta
from typing import Any

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.models import Engagement

from .models import Goal, Outcome, StrategySection

LONGEST_WHY = 1_000
FARTHEST = timedelta(days=3_660)
USUAL = timedelta(days=365)


def set_goal(
    engagement: Engagement, *, by: Membership, title: str, due_on: date, why: str = "",
    section: StrategySection | None = None,
) -> Goal:  # fmt: skip
    """Raises `Refused` at `due_on` for a day that is past or more than ten years ahead."""
    _check_due(due_on)
    goal = Goal(
        **engagement.keys, title=title, why=why, due_on=due_on, section_id=section.id if section else None,
    )  # fmt: skip
    db.session.add(goal)
    record("goal.set", goal, by=by, after={"due_on": due_on})
    return goal


def change_goal(
    goal: Goal, *, by: Membership, seen: int, title: str, due_on: date, why: str = "",
    section: StrategySection | None = None,
) -> None:  # fmt: skip
    """Raises `Stale` when somebody changed it after version `seen`. Changing nothing records nothing."""
    hold(goal)
    if goal.version != seen:
        raise Stale("Somebody changed this goal meanwhile. What you wrote is kept below.")
    if due_on != goal.due_on:
        _check_due(due_on)
    wanted: dict[str, Any] = {
        "title": title, "why": why, "due_on": due_on, "section_id": section.id if section else None,
    }  # fmt: skip
    changed = {name: value for name, value in wanted.items() if getattr(goal, name) != value}
    if not changed:
        return
    before = {name: getattr(goal, name) for name in changed}
    for name, value in changed.items():
        setattr(goal, name, value)
    goal.version += 1
    record("goal.changed", goal, by=by, before=before, after=changed)


def end_goal(goal: Goal, outcome: Outcome, because: str, *, by: Membership) -> None:
    """The goal is met or dropped from today on; what was measured for it stays."""
    hold(goal)
    if goal.outcome is not None:
        raise Stale("This goal has been ended already.")
    if not because:
        raise Refused("Say in a sentence how you know.", "because")
    goal.outcome, goal.ended_on, goal.ended_because = outcome, clock.today(), because
    goal.version += 1
    record("goal.met" if outcome == Outcome.MET else "goal.dropped", goal, by=by, because=because)


def take_up_goal(goal: Goal, *, by: Membership) -> None:
    """Doing it twice changes nothing."""
    hold(goal)
    if goal.outcome is None:
        return
    goal.outcome, goal.ended_on, goal.ended_because = None, None, ""
    goal.version += 1
    record("goal.reopened", goal, by=by)


def hold(row: Any) -> None:
    """Wait until nobody else is changing `row`, and see it as it then stands."""
    db.session.flush()
    db.session.refresh(row, with_for_update=True)


def _check_due(due_on: date) -> None:
    if due_on < clock.today():
        raise Refused("Choose a day that is still to come.", "due_on")
    if due_on > clock.today() + FARTHEST:
        raise Refused("Choose a day within ten years.", "due_on")
