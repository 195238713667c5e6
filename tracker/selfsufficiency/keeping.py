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

from .formula import Assessment, assess
from .models import FactSlice, Snapshot, Standing
from .reading import CLIENT, inputs_of
from .summaries import checks_that_wait, gravity, next_gate, practice_share, what_waits

WEEKS_KEPT = 8
MOST_CAUSES = 20
# Kinds of causes.
SCOPE, TIME, PEOPLE = "scope", "time", "people"


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
    return _write(standing, facts, before, events)


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
    result = assess(inputs_of(facts), today)
    new_day = standing is None or standing.day != today
    if standing is None:
        standing = Standing(**_keys(events[0]), value=0.0, weekly=[], causes=[])
        db.session.add(standing)
    elif new_day:
        _age(standing, result.index if not events else assess(inputs_of(before), today).index)
    standing.causes = [*standing.causes, *_causes(events, result.index - standing.value)][:MOST_CAUSES]
    _tell_scope(events, result.index - standing.value)
    numbers = _numbers(result)
    for name, value in numbers.items():
        setattr(standing, name, value)
    _summarise(standing, facts, today)
    _see_client(standing, facts, events)
    _snapshot(standing, numbers, today, new_day)
    return standing


def _age(standing: Standing, aged: float) -> None:
    """What time alone did since the last reckoning stands apart from what people did."""
    standing.causes = [["time.passed", "", "", round(aged - standing.value, 4), TIME]]
    standing.value = aged


def _causes(events: list[AuditEvent], moved: float) -> list[list[Any]]:
    """Events of one commit moved the index together; the first of them carries the movement.

    The last word is the kind of cause: a change of what is required is scope, neither progress nor regression.
    """
    kind = SCOPE if any(one.noun == SCOPE for one in events) else PEOPLE
    return [
        [event.verb, event.subject_name, event.actor_name, round(moved, 4) if place == 0 else 0.0, kind]
        for place, event in enumerate(events)
    ]


def _tell_scope(events: list[AuditEvent], moved: float) -> None:
    """A change of the scope remembers by how much the index moved with it."""
    for told in events:
        if told.verb in {"scope.added", "scope.removed", "scope.restored"}:
            change = db.session.scalars(scoped(ScopeChange).where(ScopeChange.id == told.subject_id)).one()
            change.effect, moved = round(moved, 4), 0.0


def _numbers(result: Assessment) -> dict[str, Any]:
    pillars = result.pillars
    return {
        "value": result.index,
        "strategy": pillars["S"],
        "tools": pillars["T"],
        "responsibility": pillars["R"],
        "practice": pillars["P"],
        "resilience": pillars["Z"],
        "stage": result.stage.name.lower(),
        "held_by": [held if isinstance(held, str) else list(held) for held in result.held_by],
        "present": result.coverage.present,
        "required": result.coverage.required,
        "upper_bound": result.upper_bound,
        "low": result.low,
        "high": result.high,
        "formula_version": result.version,
    }


def _summarise(standing: Standing, facts: Facts, today: date) -> None:
    standing.day, standing.mark = today, new_id()
    monday = (today - timedelta(days=today.weekday())).isoformat()
    earlier = [week for week in standing.weekly if week[0] != monday]
    standing.weekly = [*earlier, [monday, round(standing.value, 2)]][-WEEKS_KEPT:]
    standing.practice_share = practice_share(facts, today)
    standing.practice_share_before = practice_share(facts, today - timedelta(days=28))
    standing.gate = next_gate(facts, today)
    standing.waiting = what_waits(facts)
    standing.needs = gravity(standing.waiting)


def _see_client(standing: Standing, facts: Facts, events: list[AuditEvent]) -> None:
    for happened in events:
        person = facts["people"].get(str(happened.actor_id))
        if person is not None and person["side"] == CLIENT:
            standing.client_seen_at, standing.client_seen_name = happened.at or clock.now(), happened.actor_name


def _snapshot(standing: Standing, numbers: dict[str, Any], today: date, new_day: bool) -> None:
    values = {**numbers, "causes": standing.causes, "computed_at": clock.now()}
    if new_day:
        keys = {name: getattr(standing, name) for name in ("workspace_id", "client_id", "engagement_id")}
        db.session.add(Snapshot(**keys, day=today, **values))
    else:
        db.session.execute(
            update(Snapshot)
            .where(Snapshot.engagement_id == standing.engagement_id, Snapshot.day == today)
            .values(**values)
            .execution_options(synchronize_session=False)
        )


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
            count += reckon_all()
    return count
