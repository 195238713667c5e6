"""Keeping the index: every commit that changed an engagement also commits what its index has become.

One row per engagement holds its standing and is locked first, so that of two changes at once each counts the other.
Only the fact slices that the change touched are read anew; the rest are on record.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import event, select, update

from tracker.audit import AuditEvent
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import BoundSession, db
from tracker.core.ids import new_id
from tracker.core.prepared import Ready, prepared
from tracker.engagements.extension_points import Facts, react, slices, slices_of_noun
from tracker.engagements.models import Engagement, ScopeChange
from tracker.tenancy import Workspace, scoped

from .days import Day, Happened, first_day, things_happen, time_passes
from .forecasts import forecast_all
from .models import FactSlice, Snapshot, Standing
from .reading import CLIENT
from .steps import TALLY, parts_of
from .summaries import checks_that_wait, gravity, next_gate, practice_share, what_waits

WEEKS_KEPT = 8


@event.listens_for(BoundSession, "before_commit")
def keep_touched(session: BoundSession) -> None:
    """Verbs only record events; this is the one place where the index follows."""
    while touched := session.info.pop("touched", None):
        session.flush()
        for engagement_id in sorted(touched):
            react(engagement_id, touched[engagement_id])
        for engagement_id in sorted(touched):
            keep(engagement_id, touched[engagement_id])
        session.flush()


@event.listens_for(BoundSession, "after_rollback")
def _forget_touched(session: BoundSession) -> None:
    session.info.pop("touched", None)


def keep(engagement_id: UUID, events: list[AuditEvent]) -> Standing:
    """Bring standing and today's snapshot up to date after `events`. Does not commit."""
    standing = db.session.scalar(*_standing_of(engagement_id))
    touched = set().union(*(slices_of_noun.get(event.noun, ()) for event in events))
    if standing is None or standing.day != clock.today():
        kept = _kept(_slices_of(engagement_id))
        before = _data(kept)
        facts = _refresh(kept, slices.keys() - kept.keys() | touched, events[0])
        return _write(standing, facts, facts | before, events)
    kept = _kept(_some_slices(engagement_id, [*touched, "people"]))
    before = _data(kept)
    facts = _refresh(kept, touched | {"people"} - kept.keys(), events[0])
    if not _moved(before, facts):
        if "items" in facts:
            standing.waiting = {**standing.waiting, **checks_that_wait(facts)}
            standing.needs = gravity(standing.waiting)
        _see_client(standing, facts, events)
        return standing
    others = _kept(_other_slices(engagement_id, list(facts)))
    before |= _data(others)
    facts |= _refresh(others, slices.keys() - facts.keys() - others.keys(), events[0])
    return _write(standing, facts, facts | before, events)


def _data(kept: dict[str, FactSlice]) -> Facts:
    return {name: row.data for name, row in kept.items()}


def _moved(before: Facts, facts: Facts) -> bool:
    """Whether index or gates can have changed. What only waits, such as a tick not yet checked, moves neither."""
    return any(
        _counted(name, facts[name]) != _counted(name, before.get(name))
        for name in facts
        if facts[name] is not before.get(name)
    )


def _counted(name: str, data: Any) -> Any:
    if name == "items" and data is not None:
        return {key: value for key, value in data.items() if key != "waiting"}
    return data


def reckon(engagement_id: UUID) -> Standing | None:
    """Reckon again for today from the facts on record: only time has passed. Does not commit."""
    standing = db.session.scalar(*_standing_of(engagement_id))
    if standing is None:
        return None
    kept = _kept(_slices_of(engagement_id))
    facts = _refresh(kept, slices.keys() - kept.keys(), standing)
    return _write(standing, facts, facts, [])


def facts_of(engagement_id: UUID) -> Facts:
    """All facts, one slice per feature: those on record in one statement, and those of a feature that is newer than the
    record, read now."""
    kept: Facts = {name: data for name, data in db.session.execute(*_facts(engagement_id))}
    return kept | {name: slices[name](engagement_id) for name in slices.keys() - kept.keys()}


def facts_of_many(engagement_ids: list[UUID]) -> dict[UUID, Facts]:
    """The facts on record of several engagements, by its id. One statement."""
    columns = (FactSlice.engagement_id, FactSlice.name, FactSlice.data)
    query = scoped(FactSlice).with_only_columns(*columns).where(FactSlice.engagement_id.in_(engagement_ids))
    found: dict[UUID, Facts] = {}
    for id, name, data in db.session.execute(query):
        found.setdefault(id, {})[name] = data
    return found


def _kept(ready: Ready) -> dict[str, FactSlice]:
    return {row.name: row for row in db.session.scalars(*ready)}


@prepared
def _standing_of(engagement_id: UUID) -> Any:
    return scoped(Standing).where(Standing.engagement_id == engagement_id).with_for_update()


@prepared
def _slices_of(engagement_id: UUID) -> Any:
    return scoped(FactSlice).where(FactSlice.engagement_id == engagement_id)


@prepared
def _facts(engagement_id: UUID) -> Any:
    return scoped(FactSlice).with_only_columns(FactSlice.name, FactSlice.data).where(
        FactSlice.engagement_id == engagement_id
    )  # fmt: skip


@prepared
def _some_slices(engagement_id: UUID, names: list[str]) -> Any:
    return scoped(FactSlice).where(FactSlice.engagement_id == engagement_id, FactSlice.name.in_(names))


@prepared
def _other_slices(engagement_id: UUID, names: list[str]) -> Any:
    return scoped(FactSlice).where(FactSlice.engagement_id == engagement_id, FactSlice.name.not_in(names))


def _refresh(kept: dict[str, FactSlice], names: Iterable[str], about: AuditEvent | Standing) -> Facts:
    """The facts of `kept`, those called `names` read anew and kept."""
    facts = _data(kept)
    for name in names:
        facts[name] = slices[name](about.engagement_id)
        if name not in kept:
            db.session.add(FactSlice(**_keys(about), name=name, data=facts[name]))
        elif kept[name].data != facts[name]:
            kept[name].data = facts[name]
    return facts


def _keys(about: AuditEvent | Standing) -> dict[str, Any]:
    return {
        "workspace_id": about.workspace_id,
        "client_id": about.client_id,
        "engagement_id": about.engagement_id,
    }


def _write(standing: Standing | None, facts: Facts, before: Facts, events: list[AuditEvent]) -> Standing:
    today = clock.today()
    if standing is None:
        standing = Standing(**_keys(events[0]), value=0.0, weekly=[], causes=[])
        db.session.add(standing)
        passed, now, known = [], first_day(today), False
    else:
        last, known = _day_of(standing, before), True
        passed = time_passes(last, before, today)
        now = passed[-1] if passed else last
    if events or not passed:
        value, now = now.value, things_happen(now, facts, [_happened(one) for one in events])
        _tell_scope(events, now.value - value)
    _keep_days(standing, [*passed[:-1], now], update_first=known and not passed)
    for name, number in now.numbers.items():
        setattr(standing, name, number)
    standing.causes = list(now.causes)
    standing.weekly = _weekly(standing.weekly, [*passed[:-1], now])
    stepped = (one.day for one in [*passed[:-1], now] if one.numbers["steps_done"])
    standing.last_step_on = max(stepped, default=standing.last_step_on)
    if now.numbers["steps_left"] == 0 and standing.done_on is None:
        standing.done_on = now.day
    _summarise(standing, facts, now.day)
    _see_client(standing, facts, events)
    return standing


def _day_of(standing: Standing, facts: Facts) -> Day:
    numbers = {name: getattr(standing, name) for name in ("value", *TALLY)}
    return Day(standing.day, numbers, tuple(standing.causes), parts_of(facts, standing.day))


def _happened(event: AuditEvent) -> Happened:
    return Happened(str(event.id), event.verb, event.subject_name, event.actor_name)


def _tell_scope(events: list[AuditEvent], moved: float) -> None:
    """A change of the scope remembers by how much the index moved with it."""
    for told in events:
        if told.verb in {"scope.added", "scope.removed", "scope.restored"}:
            change = db.session.scalars(scoped(ScopeChange).where(ScopeChange.id == told.subject_id)).one()
            change.effect, moved = round(moved, 4), 0.0


def _summarise(standing: Standing, facts: Facts, today: date) -> None:
    standing.day, standing.mark, standing.state = today, new_id(), facts["engagement"]["state"]
    standing.practice_share_before = practice_share(facts, today - timedelta(days=28))
    standing.gate = next_gate(facts, today)
    standing.waiting = what_waits(facts)
    standing.needs = gravity(standing.waiting)


def _weekly(kept: list[Any], days: list[Day]) -> list[Any]:
    """The newest value of each of the last weeks, by its Monday."""
    weeks = dict(kept)
    for one in days:
        weeks[(one.day - timedelta(days=one.day.weekday())).isoformat()] = round(one.value, 2)
    return [list(week) for week in sorted(weeks.items())[-WEEKS_KEPT:]]


def _see_client(standing: Standing, facts: Facts, events: list[AuditEvent]) -> None:
    for happened in events:
        person = facts["people"].get(str(happened.actor_id))
        if person is not None and person["side"] == CLIENT:
            standing.client_seen_at, standing.client_seen_name = happened.at or clock.now(), happened.actor_name


def _keep_days(standing: Standing, days: list[Day], *, update_first: bool) -> None:
    """A row for each of the days; the first is there already if the day went on."""
    keys = {name: getattr(standing, name) for name in ("workspace_id", "client_id", "engagement_id")}
    for place, one in enumerate(days):
        values = {**one.numbers, "causes": list(one.causes), "computed_at": clock.now()}
        if place == 0 and update_first:
            db.session.execute(
                update(Snapshot)
                .where(Snapshot.engagement_id == standing.engagement_id, Snapshot.day == one.day)
                .values(**values)
                .execution_options(synchronize_session=False)
            )
        else:
            db.session.add(Snapshot(**keys, day=one.day, **values))


def reckon_all() -> int:
    """Reckon every engagement of the workspace at hand that runs, each in a transaction of its own.

    Returns how many. Safe to stop and start again: those already reckoned today are passed over.
    """
    today = clock.today()
    stale = scoped(Engagement).with_only_columns(Engagement.id).join(
        Standing, (Standing.workspace_id == Engagement.workspace_id) & (Standing.engagement_id == Engagement.id)
    )  # fmt: skip
    waiting = list(db.session.scalars(stale.where(Standing.day < today)))
    db.session.rollback()
    for engagement_id in waiting:
        reckon(engagement_id)
        db.session.commit()
    return len(waiting)


def reckon_everywhere() -> int:
    """`reckon_all` in every workspace, one after the other. Returns how many engagements."""
    with entered(Context(writes=False)):
        workspaces = list(db.session.execute(select(Workspace.id, Workspace.zone)))
    count = 0
    for workspace_id, zone in workspaces:
        with entered(Context(workspace=workspace_id, zone=zone)):
            forecast_all()
            count += reckon_all()
    return count
