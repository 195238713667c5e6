"""The ZIP: the same content as Markdown, CSV and JSON with every attached file, and a manifest of hashes.

The same content gives the same bytes: the order is fixed, and every entry carries the day of the document.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, BinaryIO

from tracker.archive.shapes import written
from tracker.core.spreadsheet import csv_lines
from tracker.core.text import clean_line

from .document import Document, as_data
from .markdown import chapter_of, contents_of, file_of
from .records import Kept
from .shapes import SCHEMAS

MANIFEST = "manifest.json"
# Squeezing the same text must give the same bytes on every machine that has the same library; what is squeezed
# already (pictures, PDFs) is stored as it is.
SQUEEZED = (".md", ".csv", ".json", ".svg", ".txt")
DATE = (12, 0, 0)
_ILL = set('<>:"/\\|?*')

Read = Callable[[Kept], Iterable[bytes]]


def canonical(data: Any) -> bytes:
    """JSON with one way of writing it."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1).encode()


def hash_of(document: Document, files: Iterable[Kept]) -> str:
    """SHA-256 of everything that a pack says, and of the files in it."""
    said = {"document": as_data(document), "files": [[name, kept.hash] for name, kept in placed(files)]}
    return hashlib.sha256(canonical(said)).hexdigest()


def placed(files: Iterable[Kept]) -> list[tuple[str, Kept]]:
    """Each file with its place in the ZIP; of equal names the later ones are numbered."""
    taken: set[str] = set()
    found = []
    for number, kept in enumerate(files, start=1):
        name = "".join("_" if letter in _ILL else letter for letter in clean_line(kept.name)).strip(". ") or "file"
        path = f"files/{name}"
        if path.lower() in taken:
            path = f"files/{number:03d}-{name}"
        taken.add(path.lower())
        found.append((path, kept))
    return found


def bundle(
    document: Document, files: Iterable[Kept], paper: bytes, read: Read, into: BinaryIO,
    tell: Callable[[], None] = lambda: None,
) -> None:  # fmt: skip
    """Write the ZIP into `into`. `read` gives the bytes of a kept file; `tell` is called after each."""
    hashes: list[dict[str, Any]] = []
    with zipfile.ZipFile(into, "w") as packed:
        for name, content in _written(document, paper):
            _put(packed, document.as_of, name, [content], hashes)
        for name, kept in placed(files):
            _put(packed, document.as_of, name, read(kept), hashes)
            tell()
        listed = {
            "pack": {"title": document.title, "client": document.client, "engagement": document.code,
                     "kind": document.kind, "as_of": document.as_of.isoformat()},
            "algorithm": "SHA-256",
            "files": sorted(hashes, key=lambda one: str(one["path"])),
        }  # fmt: skip
        _put(packed, document.as_of, MANIFEST, [canonical(listed)], [])


def _written(document: Document, paper: bytes) -> Iterator[tuple[str, bytes]]:
    yield "README.md", contents_of(document).encode()
    yield "pack.pdf", paper
    for number, chapter in enumerate(document.chapters, start=1):
        yield file_of(number, chapter), chapter_of(number, chapter).encode()
    for _, table in document.tables:
        yield f"tables/{table.name}.csv", "".join(csv_lines([table.columns, *table.rows])).encode()
    for picture in document.pictures:
        yield f"pictures/{picture.name}.svg", picture.svg.encode()
    yield "document.json", canonical(as_data(document))
    for name, schema in SCHEMAS.items():
        yield f"schema/{name}.json", written(schema)


def _put(packed: zipfile.ZipFile, day: date, name: str, pieces: Iterable[bytes], hashes: list[dict[str, Any]]) -> None:
    entry = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, *DATE))
    entry.compress_type = zipfile.ZIP_DEFLATED if name.endswith(SQUEEZED) else zipfile.ZIP_STORED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    total, size = hashlib.sha256(), 0
    with packed.open(entry, "w", force_zip64=True) as opened:
        for piece in pieces:
            opened.write(piece)
            total.update(piece)
            size += len(piece)
    hashes.append({"path": name, "sha256": total.hexdigest(), "size": size})
