"""Bringing an archive in: one transaction, so that it is there whole or not at all, and proven to be the same content.

Workspace and places of files follow from the archive and the address it is to have: beginning again after a crash finds
its own files, and what is there already is not brought in twice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tracker.accounts.workspaces import address_taken, named, slug_from
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import Workspace

from .checking import Archive
from .content import content_hash, put, rows_of
from .manifest import WORKSPACE
from .parts import Part, Scope, parts
from .plain import Row, Sums, native, plain

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", re.ASCII)
CLASH = (
    "A row cannot go there: it is there already, a person of it has a place there, or a value breaks a rule. "
    "Nothing was written."
)


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """Where an archive went: the workspace, how many rows and users' places, and the hash of its content there."""

    slug: str
    rows: int
    content: str


def bring_in(archive: Archive, *, slug: str = "", into: str = "") -> BroughtIn:
    """Bring in an archive that was checked: as a new workspace at `slug`, or one client's into the workspace `into`.

    Raises `Refused` with the reason; nothing is written then.
    """
    return _into_another(archive, into) if into else _as_its_own(archive, slug)


def _as_its_own(archive: Archive, slug: str) -> BroughtIn:
    slug = slug or slug_from(_name(archive))
    if not _SLUG.fullmatch(slug):
        raise Refused(f"“{slug}” cannot be the address of a workspace: small letters, digits and hyphens can.")
    id = uuid5(NAMESPACE_URL, f"baton-archive:{archive.manifest.content}:{slug}")
    with entered(Context(workspace=id, zone=archive.manifest.workspace["zone"])):
        there = named(slug)
        if there is not None:
            brought = "This archive was brought in there already." if there.id == id else "Choose another address."
            raise Refused(f"There is a workspace at “{slug}”. {brought} Nothing was written.")
        if address_taken(slug):
            raise Refused(f"“{slug}” cannot be the address of a workspace: it would be taken for something of ours.")
        told = native(WORKSPACE, archive.manifest.workspace)
        # A client's content that stands on its own has nobody of the practice in it: the client runs it.
        owned = archive.manifest.client is not None or told["owned_by_client"]
        its = {"id": id, "slug": slug, "name": _name(archive), "demo": False, "owned_by_client": owned}
        # Nothing of it waits to be deleted here, nor is it being made or left: that is said of where it came from.
        its |= {"closing": None, "in_making": False, "came_from_id": None}
        db.session.add(Workspace(**told | its))
        return _write(archive, id, slug)


def _into_another(archive: Archive, slug: str) -> BroughtIn:
    if archive.manifest.client is None:
        raise Refused("This is a whole workspace. Only one client's content can go into another workspace.")
    with entered(Context()):
        found = db.session.execute(select(Workspace.id, Workspace.zone).where(Workspace.slug == slug)).one_or_none()
    if found is None:
        raise Refused(f"There is no workspace at “{slug}”.")
    with entered(Context(workspace=found.id, zone=found.zone)):
        return _write(archive, found.id, slug)


def _name(archive: Archive) -> str:
    """A client's content that stands on its own is called like the client."""
    if archive.manifest.client is None:
        return str(archive.manifest.workspace["name"])
    return next(str(row["name"]) for _, row in archive.rows_of(parts()["client"]))


def _write(archive: Archive, workspace: UUID, slug: str) -> BroughtIn:
    sums = Sums()
    try:
        db.session.flush()
        counts = put(_summed(archive.rows(), sums), into=workspace, content=archive.content)
        read_back = content_hash(rows_of(Scope(workspace, archive.manifest.client)))
        if read_back.whole != sums.whole:
            db.session.rollback()
            raise Refused("What was written reads back as something else. Nothing was kept.")
        db.session.commit()
    except IntegrityError as problem:
        db.session.rollback()
        raise Refused(f"{CLASH} ({_constraint(problem)})") from None
    return BroughtIn(slug, sum(counts.values()), read_back.whole)


def _summed(rows: Iterator[tuple[str, Row]], sums: Sums) -> Iterator[tuple[str, Row]]:
    for name, row in rows:
        part: Part = parts()[name]
        sums.add(part, plain(part, row))
        yield name, row


def _constraint(problem: IntegrityError) -> str:
    return str(problem.orig).strip().splitlines()[0][:200]
