"""Keeping the index: every commit that changed an engagement also commits what its index has become.

One row per engagement holds its standing and is locked first, so that of two changes at once each counts the other.
Only the fact slices that the change touched are read anew; the rest are on record.
"""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import event, text, update

from tracker.audit import AuditEvent
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.database import BoundSession, db
from tracker.core.ids import new_id
from tracker.core.prepared import prepared
from tracker.engagements.extension_points import Facts, react, slices, slices_of_noun
from tracker.engagements.models import ScopeChange
from tracker.engagements.second_wall import refuse_if_sealed
from tracker.tenancy import scoped

from . import formula
from .days import Day, Happened, first_day, follow, time_passes, weekly
from .facts_on_record import Record, changes_between, keys_of, recalled, slices_named, whole, write_down
from .flags.evaluating import evaluate
from .flags.kept import standing_flags_of
from .flags.kept import told as told_flags
from .flags.models import Flag
from .models import Snapshot, Standing
from .reading import CLIENT
from .rebuilding import rebuild
from .steps import TALLY, parts_of
from .summaries import checks_that_wait, gravity, next_gate, practice_share, what_waits


@event.listens_for(BoundSession, "before_commit")
def keep_touched(session: BoundSession) -> None:
    """Verbs only record events; this is the one place where the index follows."""
    while touched := session.info.pop("touched", None):
        session.flush()
        session.info.pop("recorded", None)  # what was asked about before anything follows from it
        for engagement_id in sorted(touched):
            react(engagement_id, touched[engagement_id])
        for engagement_id in sorted(touched):
            keep(engagement_id, touched[engagement_id])
        session.flush()


@event.listens_for(BoundSession, "after_rollback")
def _forget_touched(session: BoundSession) -> None:
    session.info.pop("touched", None)


def standing_locked(engagement_id: UUID) -> Standing | None:
    """The standing of one engagement, which nobody else changes until the end of the transaction."""
    found = db.session.execute(*_standing_of(engagement_id)).one_or_none()
    if found is None:
        return None
    standing, sealed_at = found
    refuse_if_sealed(sealed_at)
    return standing


def standings_locked(engagement_ids: list[UUID]) -> list[Standing]:
    """The same of several, locked in the order in which a commit that touches several locks them."""
    return list(db.session.scalars(*_standings_of(engagement_ids)))


def keep(engagement_id: UUID, events: list[AuditEvent]) -> Standing:
    """Bring standing and today's snapshot up to date after `events`. Does not commit."""
    standing = standing_locked(engagement_id)
    record, touched = Record(events[0]), set().union(*(slices_of_noun.get(event.noun, ()) for event in events))
    if standing is None:
        return _begin(record, events)
    if _due(standing):
        before = record.load().facts
    else:
        before = record.load_some(touched | {"people"}).facts
        if touched | {"people"} <= before.keys() and not changes_between(before, record.read_anew(touched).facts):
            return _only_wait(standing, record.facts, events)
        before = record.load_others().facts | before
    return _go_on(standing, record, before, touched, events)


def reckon(engagement_id: UUID) -> Standing | None:
    """Reckon again for today from the facts on record: only time has passed. Does not commit."""
    standing = standing_locked(engagement_id)
    return _let_time_pass(standing, Record(standing).load()) if standing is not None else None


def reckon_together(marks: dict[UUID, UUID], facts: dict[UUID, Facts]) -> int:
    """The same for several engagements, from facts that were read before, when their standings had these `marks`; those
    of one that moved on meanwhile are read anew. What is looked at of each is asked for all at once. Returns how many
    there were. Does not commit."""
    standings = standings_locked(list(marks))
    rows, flags = slices_named("flags", list(marks)), standing_flags_of(list(marks))
    for standing in standings:
        id = standing.engagement_id
        if standing.mark == marks[id] and id in facts:
            record = Record(standing, facts[id], {"flags": rows[id]} if id in rows else {})
        else:
            record = Record(standing).load()
        _let_time_pass(standing, record, flags.get(id, []))
    return len(standings)


def _let_time_pass(standing: Standing, record: Record, flags: list[Flag] | None = None) -> Standing:
    if _due(standing) or record.missing():
        return _go_on(standing, record, record.facts, set(), [], flags)
    return standing


def _due(standing: Standing) -> bool:
    """Whether a day is over, or the formula another one; clocks that went back do not make history go back."""
    return standing.day < clock.today() or standing.formula_version != formula.FORMULA_VERSION


def _begin(record: Record, events: list[AuditEvent]) -> Standing:
    facts, today = record.read_anew(slices).facts, clock.today()
    standing = Standing(**keys_of(events[0]), day=today, changes=0, value=0.0, weekly=[], causes=[])
    db.session.add(standing)
    write_down(standing, today, whole(facts), events)
    days = follow(first_day(today), {}, facts, today, [_happened(one) for one in events])
    return _write(standing, facts, days, events, today_is_new=True)


def _only_wait(standing: Standing, facts: Facts, events: list[AuditEvent]) -> Standing:
    """What only waits, such as a tick not yet checked or a flag that was seen, moves neither index nor gates."""
    if "items" in facts:
        standing.waiting = {**standing.waiting, **checks_that_wait(facts)}
        standing.needs = gravity(standing.waiting)
    if "flags" in facts:
        standing.flags = told_flags(facts["flags"], standing.day)
    standing.mark = new_id()
    _see_client(standing, facts, events)
    return standing


def _go_on(
    standing: Standing,
    record: Record,
    before: Facts,
    touched: set[str],
    events: list[AuditEvent],
    flags: list[Flag] | None = None,
) -> Standing:
    """From the standing as it was left, with the facts of then, to now. `flags` are those that stand, where they were
    read already.

    Slices that are not on record, as after an update, are read too; that is no movement of the events at hand.
    """
    missing, day = record.missing(), max(standing.day, clock.today())
    if missing and standing.changes:
        before = {name: data for name, data in recalled(standing.engagement_id).items() if name in missing} | before
    facts = record.read_anew(missing | touched).facts
    unknown = facts.keys() - before.keys()
    if not standing.changes:
        before = {name: facts[name] for name in unknown} | before
        write_down(standing, standing.day, whole(before))
    if standing.formula_version != formula.FORMULA_VERSION:
        rebuild(standing)
    anew = {name: facts[name] for name in missing - touched | unknown}
    days = [_day_of(standing, before)]
    if changes := changes_between(before, anew):
        write_down(standing, day, changes)
        days += follow(days[-1], before, before | anew, day, [])
        before = before | anew
    if events:
        write_down(standing, day, changes_between(before, facts), events)
        days += follow(days[-1], before, facts, day, [_happened(one) for one in events])
        _tell_scope(events, days[-1].moved)
    days += time_passes(days[-1], facts, day)
    _note_step(standing, days[1:])
    if (seen := evaluate(facts, standing, day, flags)) != facts["flags"]:
        record.put("flags", seen)
        before, facts = facts, facts | {"flags": seen}
        if changes := changes_between(before, facts):
            write_down(standing, day, changes)
            days += follow(days[-1], before, facts, day, [])
    return _write(standing, facts, days[1:], events) if days[1:] else standing


def _write(
    standing: Standing, facts: Facts, days: list[Day], events: list[AuditEvent], *, today_is_new: bool = False
) -> Standing:
    days = list({one.day: one for one in days}.values())
    _keep_days(standing, days, today_is_new)
    now = days[-1]
    for name, number in now.numbers.items():
        setattr(standing, name, number)
    standing.causes = list(now.causes)
    standing.weekly = weekly(standing.weekly, days)
    _note_step(standing, days)
    if now.numbers["steps_left"] == 0 and standing.done_on is None:
        standing.done_on = now.day
    _summarise(standing, facts, now.day)
    _see_client(standing, facts, events)
    return standing


def _note_step(standing: Standing, days: list[Day]) -> None:
    stepped = (one.day for one in days if one.numbers["steps_done"])
    standing.last_step_on = max(stepped, default=standing.last_step_on)


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
    standing.flags = told_flags(facts["flags"], today)
    standing.waiting = what_waits(facts)
    standing.needs = gravity(standing.waiting)


def _see_client(standing: Standing, facts: Facts, events: list[AuditEvent]) -> None:
    for happened in events:
        person = facts["people"].get(str(happened.actor_id))
        if person is not None and person["side"] == CLIENT:
            standing.client_seen_at, standing.client_seen_name = happened.at or clock.now(), happened.actor_name


def _keep_days(standing: Standing, days: list[Day], today_is_new: bool) -> None:
    """A row for each of the days; the one of a day that goes on is there already."""
    for one in days:
        values = {**one.numbers, "causes": list(one.causes), "computed_at": clock.now()}
        if one.day > standing.day or today_is_new:
            db.session.add(Snapshot(**keys_of(standing), day=one.day, **values))
        else:
            row = (Snapshot.engagement_id == standing.engagement_id, Snapshot.day == one.day, Snapshot.current)
            written = update(Snapshot).where(*row).values(**values)
            db.session.execute(written.execution_options(synchronize_session=False))


@prepared
def _standing_of(engagement_id: UUID) -> Any:
    """With it the client's row is held as `second_wall` does, so that what it asks of whoever commits costs nothing."""
    same = (Client.workspace_id == Standing.workspace_id) & (Client.id == Standing.client_id)
    query = scoped(Standing).join(Client, same).add_columns(Client.sealed_at)
    query = query.where(Standing.engagement_id == engagement_id).with_for_update(of=Standing)
    return query.suffix_with(text("FOR KEY SHARE OF client"), dialect="postgresql")


@prepared
def _standings_of(engagement_ids: list[UUID]) -> Any:
    theirs = scoped(Standing).where(Standing.engagement_id.in_(engagement_ids))
    return theirs.order_by(Standing.engagement_id).with_for_update()
