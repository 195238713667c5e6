"""The facts on record: a slice per feature, read again when an event touched it, and every change of them written down.

What only waits, such as a tick not yet checked, is on record for the pages, but is no part of history.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from tracker.audit import AuditEvent
from tracker.core.database import db
from tracker.core.prepared import Ready, prepared
from tracker.engagements.extension_points import Facts, slices
from tracker.tenancy import scoped

from .models import FactChange, FactSlice, Standing
from .patches import difference, patched

Changes = dict[str, Any]
# What gates and stage ask of a flag; its sentence may change every night.
FLAG_COUNTED = ("id", "kind", "subject", "name", "title", "severity", "resolved")


def keys_of(about: AuditEvent | Standing) -> dict[str, Any]:
    """What a row of the same engagement needs to stand inside the same walls."""
    return {name: getattr(about, name) for name in ("workspace_id", "client_id", "engagement_id")}


def facts_of(engagement_id: UUID) -> Facts:
    """All facts, one slice per feature: those on record in one statement, and those of a feature that is newer than the
    record, read now."""
    kept: Facts = {name: data for name, data in db.session.execute(*_facts(engagement_id))}
    return kept | {name: slices[name](engagement_id) for name in slices.keys() - kept.keys()}


def facts_of_many(engagement_ids: list[UUID]) -> dict[UUID, Facts]:
    """The facts on record of several engagements, by its id. One statement."""
    found: dict[UUID, Facts] = {}
    for id, name, data in db.session.execute(*_facts_of_many(engagement_ids)):
        found.setdefault(id, {})[name] = data
    return found


def slices_named(name: str, engagement_ids: list[UUID]) -> dict[UUID, FactSlice]:
    """The slice of this name of several engagements, to be changed. One statement."""
    return {row.engagement_id: row for row in db.session.scalars(*_slices_named(name, engagement_ids))}


class Record:
    """The slices of one engagement as they are kept, and how they change within one commit.

    `known` are slices that were read before, and of which nothing changed since; `rows` those that are loaded already.
    """

    def __init__(
        self, about: AuditEvent | Standing, known: Facts | None = None, rows: dict[str, FactSlice] | None = None
    ):
        self._about = about
        self._known = known or {}
        self._rows = dict(rows or {})
        self._read: set[str] = set()

    @property
    def facts(self) -> Facts:
        return {**self._known, **{name: row.data for name, row in self._rows.items()}}

    def load(self) -> "Record":
        """All slices, in one statement."""
        return self._load(_slices_of(self._about.engagement_id))

    def load_some(self, names: Iterable[str]) -> "Record":
        return self._load(_some_slices(self._about.engagement_id, list(names)))

    def load_others(self) -> "Record":
        """All slices that are not loaded yet, in one statement."""
        return self._load(_other_slices(self._about.engagement_id, list(self._rows)))

    def _load(self, ready: Ready) -> "Record":
        self._rows |= {row.name: row for row in db.session.scalars(*ready)}
        return self

    def missing(self) -> set[str]:
        return slices.keys() - self._rows.keys() - self._known.keys()

    def read_anew(self, names: Iterable[str]) -> "Record":
        """Ask the features for these slices, and keep what they say; each is read once."""
        about = self._about
        for name in set(names) - self._read:
            data = slices[name](about.engagement_id)
            if name not in self._rows:
                self._rows[name] = FactSlice(**keys_of(about), name=name, data=data)
                db.session.add(self._rows[name])
            elif self._rows[name].data != data:
                self._rows[name].data = data
        self._read.update(names)
        return self

    def put(self, name: str, data: Any) -> None:
        """Keep a slice that was worked out from the others; it need not be read again."""
        if name not in self._rows:
            self.load_some([name])
        self._rows[name].data = data
        self._read.add(name)


def changes_between(before: Facts, after: Facts) -> Changes:
    """A patch for each slice that index or gates can have moved with; slices that `after` leaves out stood still."""
    found = {}
    for name, data in after.items():
        if data is before.get(name):
            continue
        part = difference(_counted(name, before[name]), _counted(name, data)) if name in before else _whole(name, data)
        if part is not None:
            found[name] = part
    return found


def changed(facts: Facts, changes: Changes) -> Facts:
    """The facts after these changes."""
    return facts | {name: patched(facts.get(name), patch) for name, patch in changes.items()}


def whole(facts: Facts) -> Changes:
    """The changes that make all these facts of nothing."""
    return {name: _whole(name, data) for name, data in facts.items()}


def _whole(name: str, data: Any) -> Any:
    return ["=", _counted(name, data)]


def _counted(name: str, data: Any) -> Any:
    if name == "items" and data is not None:
        return {key: value for key, value in data.items() if key != "waiting"}
    if name == "flags" and data is not None:
        return {"standing": [{key: row[key] for key in FLAG_COUNTED} for row in data["standing"]]}
    return data


def write_down(standing: Standing, day: date, changes: Changes, events: Iterable[AuditEvent] = ()) -> None:
    """Add one row to the engagement's history of facts."""
    standing.changes += 1
    told = [str(event.id) for event in events]
    db.session.add(FactChange(**keys_of(standing), number=standing.changes, day=day, events=told, patch=changes))


def recalled(engagement_id: UUID) -> Facts:
    """The facts as the history of them has them: what was on record, should it have been forgotten."""
    facts: Facts = {}
    for patch in db.session.scalars(*_patches_of(engagement_id)):
        facts = changed(facts, patch)
    return facts


@prepared
def _facts(engagement_id: UUID) -> Any:
    return scoped(FactSlice).with_only_columns(FactSlice.name, FactSlice.data).where(
        FactSlice.engagement_id == engagement_id
    )  # fmt: skip


@prepared
def _facts_of_many(engagement_ids: list[UUID]) -> Any:
    columns = (FactSlice.engagement_id, FactSlice.name, FactSlice.data)
    return scoped(FactSlice).with_only_columns(*columns).where(FactSlice.engagement_id.in_(engagement_ids))


@prepared
def _slices_of(engagement_id: UUID) -> Any:
    return scoped(FactSlice).where(FactSlice.engagement_id == engagement_id)


@prepared
def _slices_named(name: str, engagement_ids: list[UUID]) -> Any:
    return scoped(FactSlice).where(FactSlice.engagement_id.in_(engagement_ids), FactSlice.name == name)


@prepared
def _some_slices(engagement_id: UUID, names: list[str]) -> Any:
    return scoped(FactSlice).where(FactSlice.engagement_id == engagement_id, FactSlice.name.in_(names))


@prepared
def _other_slices(engagement_id: UUID, names: list[str]) -> Any:
    return scoped(FactSlice).where(FactSlice.engagement_id == engagement_id, FactSlice.name.not_in(names))


@prepared
def _patches_of(engagement_id: UUID) -> Any:
    return (
        scoped(FactChange)
        .with_only_columns(FactChange.patch)
        .where(FactChange.engagement_id == engagement_id)
        .order_by(FactChange.number)
    )
