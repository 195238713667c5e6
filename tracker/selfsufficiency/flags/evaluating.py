"""Looking at an engagement and keeping its flags: raised when something is seen, gone when it is so no more.

Called for every commit that changed what an engagement knows, and each night. Where nothing is different it asks the
database nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tracker.core import clock
from tracker.core.database import db
from tracker.core.web import log
from tracker.engagements.extension_points import Facts

from ..models import Standing
from ..reading import inputs_of
from .kept import kept, mark_of, standing_flags_of
from .models import Flag
from .seasons import Season, looked_for, season_of
from .sighting import KINDS, Sighting, World
from .telling import Seen, tell

Key = tuple[str, str]
MOST_OF_A_KIND = 100


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen by kind and subject; `blind` are the kinds whose trigger failed: what stands of them stays."""

    seen: dict[Key, Sighting]
    blind: frozenset[str]


def evaluate(
    facts: Facts, standing: Standing, today: date, standing_flags: Iterable[Flag] | None = None
) -> dict[str, Any]:
    """The slice `flags` as it is now; flags are raised, changed and let go where something is different. The flags that
    stand are read here unless they were already. Does not commit."""
    before = facts["flags"]
    season = season_of(facts["engagement"]["state"])
    if season is Season.HELD:
        return before
    look = look_at(world_of(facts, standing, today), season)
    if not _different(before, look, today.isoformat()):
        return before
    keys = standing.keys
    if standing_flags is None:
        standing_flags = standing_flags_of([keys["engagement_id"]]).get(keys["engagement_id"], ())
    rows = {(flag.kind, flag.subject): flag for flag in standing_flags}
    tell([*_follow(rows, look, keys, today)], facts)
    return kept(flag for flag in rows.values() if flag.gone_on is None)


def world_of(facts: Facts, standing: Standing, today: date) -> World:
    last = standing.last_step_on or _day(facts["engagement"]["starts_on"])
    return World(facts, inputs_of(facts), today, _day((standing.forecast or {}).get("likely")), last)


def look_at(world: World, season: Season) -> Look:
    """Ask every trigger that counts in this season. One that fails is logged and holds up nothing."""
    seen: dict[Key, Sighting] = {}
    blind = set()
    for kind in KINDS.values():
        if not looked_for(kind.key, season):
            continue
        try:
            found = list(kind.trigger(world))[:MOST_OF_A_KIND]
        except Exception as problem:
            blind.add(kind.key)
            log.exception("trigger failed", flag=kind.key, problem=type(problem).__name__)
            continue
        seen |= {(kind.key, sighting.subject): sighting for sighting in found}
    return Look(seen, frozenset(blind))


def _different(before: dict[str, Any], look: Look, today: str) -> bool:
    known = {(row["kind"], row["subject"]): row for row in before["standing"]}
    if look.seen.keys() - known.keys():
        return True
    return any(_moved(row, look, today) for row in known.values())


def _moved(row: dict[str, Any], look: Look, today: str) -> bool:
    if row["until"] and row["until"] <= today:
        return True
    sighting = look.seen.get((row["kind"], row["subject"]))
    if sighting is None:
        return row["kind"] not in look.blind
    return row["severity"] != sighting.severity or row["mark"] != _mark(sighting)


def _mark(sighting: Sighting) -> str:
    return mark_of(sighting.name[:200], sighting.says, plain(sighting))


def plain(sighting: Sighting) -> list[dict[str, Any]]:
    """The proofs as they are kept."""
    return [
        {
            "what": proof.what, "on": proof.on.isoformat() if proof.on else None, "person": proof.person,
            "endpoint": proof.endpoint, "values": _texts(proof.values),
        }
        for proof in sighting.proofs
    ]  # fmt: skip


def _texts(values: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}


def _follow(rows: dict[Key, Flag], look: Look, keys: dict[str, UUID], today: date) -> Iterator[Seen]:
    """Bring the rows to what was seen; yields what happened to each."""
    for key, flag in rows.items():
        sighting = look.seen.get(key)
        if sighting is not None:
            yield from _see(flag, sighting, today)
        elif flag.kind not in look.blind:
            flag.gone_on, flag.closing_at = today, None
            yield Seen("gone", flag)
        if flag.gone_on is None and flag.snoozed_until is not None and flag.snoozed_until <= today:
            flag.wake(by=None)
    for (kind, subject), sighting in look.seen.items():
        if (kind, subject) not in rows:
            rows[kind, subject] = flag = Flag(
                **keys, kind=kind, subject=subject, name=sighting.name[:200], severity=int(sighting.severity),
                says=sighting.says, proofs=plain(sighting), opened_on=today, opened_at=clock.now(), seen_on=today,
            )  # fmt: skip
            db.session.add(flag)
            yield Seen("raised", flag)


def _see(flag: Flag, sighting: Sighting, today: date) -> Iterable[Seen]:
    before = flag.severity
    flag.name, flag.says, flag.seen_on = sighting.name[:200], sighting.says, today
    if flag.proofs != (proofs := plain(sighting)):
        flag.proofs = proofs
    if sighting.severity == before:
        return
    flag.severity = int(sighting.severity)
    yield Seen("grew" if flag.severity > before else "eased", flag, before)
    if flag.severity > flag.judged and (flag.resolved_at is not None or flag.snoozed_until is not None):
        flag.resolved_at = flag.snoozed_until = None
        flag.resolved_by = flag.resolution = flag.snoozed_because = ""
        yield Seen("reopened", flag, before)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


