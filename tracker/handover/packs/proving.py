"""Is a file that somebody holds what was sealed? Told by its SHA-256, against the packs and the manifests in them."""

import hashlib
import json
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tracker.core import clock
from tracker.files.models import Attachment
from tracker.files.storage import Gone, storage

from ..models.pack import HandoverPack
from .bundle import MANIFEST
from .wording import day

SHA256 = re.compile(r"[0-9a-f]{64}")
IN_MEMORY = 8_000_000
# Of so many packs the members are looked through: the sealed ones first.
MOST_OPENED = 4


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of a check: a sentence, and whether the file is one of ours as it was. `pack` is the one it is of."""

    said: str
    good: bool
    pack: HandoverPack | None = None


def prove(sha256: str, packs: Iterable[tuple[HandoverPack, Attachment | None]], name: str = "") -> Proof:
    """`packs` come each with its ZIP; `name` is what the file is called where somebody holds it."""
    sha256 = sha256.strip().lower()
    if not SHA256.fullmatch(sha256):
        return Proof("A SHA-256 has 64 digits, 0 to 9 and a to f.", False)
    ordered = sorted(packs, key=lambda one: (one[0].seal is None, -one[0].number))
    for pack, _ in ordered:
        for known, what in ((pack.pdf_hash, "the PDF"), (pack.zip_hash, "the ZIP"), (pack.content_hash, "the content")):
            if known == sha256:
                return _found(what, pack)
    alike = None
    for pack, packed in ordered[:MOST_OPENED]:
        for path, hash in _members(pack, packed):
            if hash == sha256:
                return _found(f"{path} in the ZIP", pack)
            if name and path.rsplit("/", 1)[-1].lower() == name.lower():
                alike = alike or (path, pack)
    if alike is not None:
        path, pack = alike
        return Proof(f"No. {path} in the ZIP of {pack.title} has another hash: this file was changed.", False, pack)
    return Proof("No: none of the packs here has this hash. The file was changed, or is another one.", False)


def _found(what: str, pack: HandoverPack) -> Proof:
    if pack.seal is not None:
        since = f"unchanged since {pack.seal.by_name} sealed it on {day(clock.day_of(pack.seal.at))}"
    else:
        since = f"unchanged since it was assembled on {day(clock.day_of(pack.at))}. That pack is not sealed"
    return Proof(f"Yes: this is {what} of {pack.title}, {since}.", True, pack)


def _members(pack: HandoverPack, packed: Attachment | None) -> Iterator[tuple[str, str]]:
    """Path and SHA-256 of everything in the ZIP, itself checked on the way; nothing where that is gone or damaged."""
    if packed is None:
        return
    total = hashlib.sha256()
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as copy:
        try:
            for piece in storage().read(packed.key):
                total.update(piece)
                copy.write(piece)
        except Gone:
            return
        if total.hexdigest() != pack.zip_hash:
            return
        with zipfile.ZipFile(copy) as opened:
            manifest = opened.read(MANIFEST)
    listed: dict[str, Any] = json.loads(manifest)
    yield MANIFEST, hashlib.sha256(manifest).hexdigest()
    yield from ((str(one["path"]), str(one["sha256"])) for one in listed["files"])
