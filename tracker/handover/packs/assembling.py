"""The worker assembles a pack: reads and typesets for as long as it takes, and keeps it in one short transaction."""

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

from tracker.access import Can
from tracker.access.policies import allows
from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.models import Engagement
from tracker.engagements.proposing import hold_engagement
from tracker.files.attaching import Put, hang, put_aside
from tracker.files.room import told_plainly
from tracker.files.storage import Gone, OutOfReach, storage
from tracker.jobs import Job, Outcome, Progress, job_kind
from tracker.tenancy import scoped

from ..models.pack import NAMES, HandoverPack
from .bundle import bundle, hash_of
from .chapters import document_of
from .completeness import TITLES
from .document import Document
from .keeping import JOB, check_open, newest_pack, open_order
from .paper import paper_of
from .reading import gather
from .records import Kept

IN_MEMORY = 8_000_000
# How much of a hundred each part of the work is: what is read, the chapters, the PDF, then the files.
READ, WRITTEN, SET = 20, 40, 75
LEFT = "Whoever asked for this pack has no place here any more. Nothing was changed. Somebody else can ask for it."
NOT_ANY_MORE = "Whoever asked for this pack may not assemble one here any more. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a document: `number` is that of the record's last change in it."""

    document: Document
    hash: str
    number: int
    files: tuple[Kept, ...]
    pdf: Put
    zip: Put


@job_kind(JOB)
def assemble(job: Job, by: Membership, progress: Progress) -> Callable[[Membership], Outcome]:
    """Nothing is written down until all is there; what was put into the storage before is removed where it failed."""
    engagement_id, kind, job_id = UUID(job.args["id"]), job.args["kind"], job.id
    engagement = db.session.scalars(scoped(Engagement).where(Engagement.id == engagement_id)).one()
    puts: list[Put] = []
    try:
        with told_plainly():
            made = make(engagement, kind, progress, puts)
    except BaseException:
        forget(puts)
        raise

    def keep(by: Membership) -> Outcome:
        try:
            return _kept(engagement_id, kind, job_id, made, by)
        except BaseException:
            forget(puts)
            raise

    return keep


def make(engagement: Engagement, kind: str, progress: Callable[[int, int], None], puts: list[Put]) -> Made:
    """Read, write and typeset; both files lie in the storage afterwards and are named in `puts`."""
    tell = _Teller(progress)
    material, number = gather(engagement, kind, tell.up_to(READ, 4))
    document = document_of(material, tell.up_to(WRITTEN, len(TITLES)))
    content = hash_of(document, material.files)
    paper = paper_of(document, content)
    tell.at(SET)
    name = f"{NAMES[kind]} {engagement.client.name} {material.as_of.isoformat()}"
    puts.append(put_aside(engagement, f"{name[:110]}.pdf", "pdf", BytesIO(paper)))
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as packed:
        bundle(document, material.files, paper, _read, packed, tell.up_to(98, len(material.files)))
        puts.append(put_aside(engagement, f"{name[:110]}.zip", "zip", packed))
    tell.at(100)
    return Made(document, content, number, material.files, puts[0], puts[1])


def _kept(engagement_id: UUID, kind: str, job_id: UUID, made: Made, by: Membership) -> Outcome:
    engagement = hold_engagement(engagement_id)
    if not by.active:
        raise Refused(LEFT)
    if not allows(Can.ASSEMBLE_PACK, by, engagement):
        raise Refused(NOT_ANY_MORE)
    check_open(engagement, by, kind)
    order = open_order(engagement_id)
    if order is None or order.job_id != job_id:
        raise Refused("Another pack was asked for meanwhile. Nothing was changed.")
    order.ended_at = clock.now()
    place = {"id": str(engagement_id)}
    newest = newest_pack(engagement_id)
    if newest is not None and newest.content_hash == made.hash:
        forget([made.pdf, made.zip])
        return Outcome(f"Nothing has changed since: {newest.title} says it all.", "handover.pack", place)
    pack = HandoverPack(
        **engagement.keys, number=newest.number + 1 if newest else 1, kind=kind, as_of=made.document.as_of,
        record_number=made.number, by_id=by.id, by_name=by.name, content_hash=made.hash, pdf_hash=made.pdf.hash,
        zip_hash=made.zip.hash, attached=len(made.files),
        absent=[f"{chapter.title}: {one}" for chapter in made.document.chapters for one in chapter.absent],
    )  # fmt: skip
    db.session.add(pack)
    db.session.flush()
    hang(pack, made.pdf, by=by)
    hang(pack, made.zip, by=by)
    record("pack.assembled", pack, by=by, after={"number": pack.number, "missing": len(pack.absent)})
    return Outcome(f"{pack.title} is assembled.", "handover.pack", place)


def forget(puts: list[Put]) -> None:
    """Remove what no row names. If even this is cut short, the worker finds it within days."""
    for put in puts:
        try:
            storage().remove(put.key)
        except OutOfReach:
            return


def _read(kept: Kept) -> Iterator[bytes]:
    """The bytes of an attached file; that it is what it was is checked on the way."""
    try:
        pieces = storage().read(kept.key)
    except Gone:
        raise Refused(f"The file {kept.name} is gone from where files are kept. Nothing was changed.") from None
    total = hashlib.sha256()
    for piece in pieces:
        total.update(piece)
        yield piece
    if total.hexdigest() != kept.hash:
        raise Refused(f"The file {kept.name} is damaged: it is not what was attached. Nothing was changed.")


class _Teller:
    """How far it is, in hundredths."""

    def __init__(self, progress: Callable[[int, int], None]):
        self._progress, self._at = progress, 0.0

    def at(self, place: float) -> None:
        self._at = place
        self._progress(int(place), 100)

    def up_to(self, end: int, steps: int) -> Callable[[], None]:
        each = (end - self._at) / max(steps, 1)
        return lambda: self.at(min(self._at + each, end))
