"""Falling back and climbing back: a check-in lowers a rung by the ladder's own verb, and the ladder tells when it is
regained."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import Facts, reacts_to
from tracker.responsibilities import ladder
from tracker.responsibilities.models import TOP_RUNG, Activity, LevelChange
from tracker.responsibilities.moves_allowed import CLIENT_DOES
from tracker.tenancy import scoped

from .models import CheckIn, Relapse

MOST_LISTED = 3


def fall_back(check_in: CheckIn, activity: Activity, to: int, *, because: str, by: Membership) -> Relapse:
    """Lower `activity` to the rung `to`, or propose it where `by` may not decide alone, and keep that it fell back."""
    before = activity.rung
    waiting = next((one for one in db.session.scalars(ladder.waiting_changes(activity)) if one.to_rung == to), None)
    if waiting is not None:
        change = waiting
    else:
        change = ladder.move(activity, to, by=by, because=because, evidence=check_in.name, seen=before)
    relapse = Relapse(
        **check_in.keys, check_in_id=check_in.id, activity_id=activity.id, change_id=change.id,
        activity_name=activity.name, from_rung=before, to_rung=to, because=because,
    )  # fmt: skip
    db.session.add(relapse)
    db.session.flush()
    return relapse


def _open() -> Any:
    return scoped(Relapse).where(Relapse.climbed_at.is_(None), Relapse.dropped_at.is_(None))


def still_down(engagement_id: UUID) -> int:
    """How many activities fell back at a check-in and have not been climbed back."""
    query = _open().where(Relapse.engagement_id == engagement_id)
    return db.session.scalar(query.with_only_columns(func.count(func.distinct(Relapse.activity_id)))) or 0


@reacts_to("rung")
def follow_the_ladder(engagement_id: UUID, _events: list[Any]) -> None:
    """An activity that stands again where it stood before has been climbed back; a move that was declined or undone was
    none. One statement where nothing fell back."""
    query = (
        _open()
        .where(Relapse.engagement_id == engagement_id)
        .join(
            Activity, (Activity.workspace_id == Relapse.workspace_id) & (Activity.id == Relapse.activity_id)
        )
        .join(
            LevelChange, (LevelChange.workspace_id == Relapse.workspace_id) & (LevelChange.id == Relapse.change_id)
        )
        .add_columns(Activity.rung, LevelChange.declined_at, LevelChange.effective_at)
    )  # fmt: skip
    for relapse, rung, declined_at, effective_at in db.session.execute(query).all():
        if declined_at is not None:
            relapse.dropped_at = clock.now()
        elif effective_at is not None and rung >= relapse.from_rung:
            relapse.climbed_at = clock.now()
            record("relapse.climbed_back", relapse, by=None, after={"rung": rung})


def relapses_of(check_in: CheckIn) -> list[Relapse]:
    query = scoped(Relapse).where(Relapse.check_in_id == check_in.id)
    return list(db.session.scalars(query.order_by(Relapse.id)))


@dataclass(frozen=True, slots=True)
class Climb:
    """The way back up of one activity: where it stands, whether its move down waits for somebody to agree, and the
    steps that are left, each with the page for it."""

    relapse: Relapse
    rung: int
    proposed: bool
    steps: tuple[tuple[str, str, dict[str, Any]], ...]


def climbs(relapses: list[Relapse], facts: Facts) -> list[Climb]:
    """What is left to climb, of those that are still down. One statement."""
    ids = [one.change_id for one in relapses]
    effective = scoped(LevelChange).where(LevelChange.id.in_(ids), LevelChange.effective_at.is_not(None))
    stands = set(db.session.scalars(effective.with_only_columns(LevelChange.id)))
    rows = {row["id"]: row for row in facts["activities"]}
    return [
        _climb(one, rows[str(one.activity_id)], one.change_id not in stands, facts)
        for one in relapses
        if one.open and str(one.activity_id) in rows
    ]


def _climb(relapse: Relapse, activity: dict[str, Any], proposed: bool, facts: Facts) -> Climb:
    here = {"id": activity["id"]}
    steps: list[tuple[str, str, dict[str, Any]]] = []
    if activity["rung"] < CLIENT_DOES <= relapse.from_rung:
        if left := _unverified(activity, facts):
            again = f"Show again what it takes: {'; '.join(left[:MOST_LISTED])}"
            steps.append((again, "training.overview", {"id": facts["engagement"]["id"]}))
        steps.append(("Follow the runbook, and mend it where it did not help", "toolkit.runbook", here))
        steps.append(("Do it yourselves again, and log it", "responsibilities.activity", here))
    up = "Move it back up"
    if relapse.from_rung == TOP_RUNG:
        up += ", with what shows it and a witness who does not do it"
    steps.append((up, "responsibilities.move", {**here, "rung": relapse.from_rung}))
    return Climb(relapse, activity["rung"], proposed, tuple(steps))


def _unverified(activity: dict[str, Any], facts: Facts) -> list[str]:
    """The required items of an activity that nobody has verified now."""
    done = {number for number, _person, _day in facts["items"]["verified"]}
    return [
        item["text"] for item in facts["items"]["items"]
        if item["required"] and activity["key"] in item["activities"] and item["number"] not in done
    ]  # fmt: skip
