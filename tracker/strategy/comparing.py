"""Two revisions of a section beside each other, and who wrote what of the later one."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import defer, joinedload

from tracker.core.database import db
from tracker.core.rewriting import ADDED, CHANGED, REMOVED, SAME, Budget, Passage, compare, key_of, passages_of
from tracker.engagements.models import SignOff
from tracker.tenancy import scoped

from .models import Revision, StrategySection
from .reading import Leaf
from .standing import signed_by

MOST_OFFERED = 200
MOST_BETWEEN = 40  # texts that are read to say who wrote what


@dataclass(frozen=True, slots=True)
class Change:
    """One passage of a comparison, and the revision that brought it in, if that is known."""

    passage: Passage
    brought_by: Revision | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """`between` are the revisions after `older` up to `newer`, the oldest first; at most the last forty."""

    older: Revision
    newer: Revision
    between: list[Revision]
    changes: list[Change]

    @property
    def differs(self) -> bool:
        return any(change.passage.kind not in {"same", "gap"} for change in self.changes)


def comparison(older: Revision, newer: Revision, spending: Budget | None = None) -> Comparison:
    """One statement: the texts in between, from which is read who brought in what."""
    between = revisions_between(newer.section_id, older.number, newer.number)
    return told(older, newer, between, spending)


def told(older: Revision, newer: Revision, between: list[Revision], spending: Budget | None = None) -> Comparison:
    passages = compare(older.text, newer.text, spending=spending)
    brought = origins(between)
    return Comparison(older, newer, between, [Change(one, _bringer(one, brought)) for one in passages])


def origins(between: Iterable[Revision]) -> dict[str, Revision]:
    """For each passage of the last of these revisions: the one since which it has stood there without a break."""
    found: dict[str, Revision] = {}
    for revision in between:
        keys = {key_of(part) for part in passages_of(revision.text)}
        found = {key: found.get(key, revision) for key in keys}
    return found


def _bringer(passage: Passage, brought: dict[str, Revision]) -> Revision | None:
    """Whoever moves a paragraph did not write it."""
    mended = passage.kind in {ADDED, CHANGED} or any(piece.kind != SAME for piece in passage.pieces)
    return brought.get(key_of(passage.text)) if mended and passage.kind != REMOVED else None


def revisions_between(section_id: UUID, older: int, newer: int) -> list[Revision]:
    query = (
        scoped(Revision)
        .options(joinedload(Revision.author))
        .where(Revision.section_id == section_id, Revision.number > older, Revision.number <= newer)
        .order_by(Revision.number.desc())
        .limit(MOST_BETWEEN)
    )
    return list(db.session.scalars(query))[::-1]


@dataclass(frozen=True, slots=True)
class Offered:
    """A revision that may be chosen, without its text; `signed` while a signature on it stands."""

    revision: Revision
    signed: bool

    @property
    def number(self) -> int:
        return self.revision.number


def offered(section: StrategySection) -> list[Offered]:
    """The newest revisions first. One statement."""
    query = (
        scoped(Revision)
        .add_columns(SignOff.id)
        .options(defer(Revision.text), joinedload(Revision.author))
        .outerjoin(SignOff, signed_by(SignOff, Revision))
        .where(Revision.section_id == section.id)
        .order_by(Revision.number.desc(), SignOff.id.desc())
        .limit(2 * MOST_OFFERED)
    )
    found: dict[UUID, Offered] = {}
    for revision, signature in db.session.execute(query):
        found.setdefault(revision.id, Offered(revision, signature is not None))
    return list(found.values())[:MOST_OFFERED]


def two_revisions(section: StrategySection, older: int, newer: int) -> tuple[Revision, Revision] | None:
    """Both with their texts, the earlier one first; None if one of them never was. One statement."""
    query = (
        scoped(Revision)
        .options(joinedload(Revision.author))
        .where(Revision.section_id == section.id, Revision.number.in_({older, newer}))
        .order_by(Revision.number)
    )
    found = list(db.session.scalars(query))
    return (found[0], found[1]) if len(found) == 2 else None


def since_signed(leaves: Iterable[Leaf], spending: Budget) -> dict[UUID, Comparison]:
    """For each section that changed since its signature: how, and by whom. One statement for all of them."""
    changed = {leaf.section.id: leaf for leaf in leaves if leaf.changed and leaf.section.not_applicable_at is None}
    written = _written_since(changed)
    return {
        id: told(leaf.signed, leaf.latest, written.get(id, []), spending)
        for id, leaf in changed.items()
        if leaf.signed is not None and leaf.latest is not None
    }


def _written_since(changed: dict[UUID, Leaf]) -> dict[UUID, list[Revision]]:
    """The latest revisions of those sections, oldest first, as many as a page bears; the texts count."""
    if not changed:
        return {}
    least = min(leaf.signed.number for leaf in changed.values() if leaf.signed)
    query = (
        scoped(Revision)
        .options(joinedload(Revision.author))
        .where(Revision.section_id.in_(list(changed)), Revision.number > least)
        .order_by(Revision.id.desc())
        .limit(MOST_BETWEEN * 4)
    )
    found: dict[UUID, list[Revision]] = {}
    for revision in reversed(list(db.session.scalars(query))):
        signed = changed[revision.section_id].signed
        if signed is not None and revision.number > signed.number:
            found.setdefault(revision.section_id, []).append(revision)
    return found
