"""The ZIP around an archive: written so that equal content gives equal bytes, read as if somebody meant harm."""

import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

# Limits of what is read. What is beyond them was not made by an export.
LARGEST = 50 * 1024**3
MOST_ENTRIES = 500_000
LARGEST_MANIFEST = 20_000_000
LARGEST_FILE = 2 * 1024**3
LONGEST_LINE = 16_000_000
# Rows are much alike and squeeze well; files are not squeezed at all.
GREATEST_RATIO = 400
RATIO_COUNTS_FROM = 1_000_000
PIECE = 64 * 1024
MANIFEST = "manifest.json"
_NAME = re.compile(r"manifest\.json|rows/[a-z_]{1,60}\.jsonl|schema/[a-z_]{1,60}\.json|files/[0-9a-f]{64}", re.ASCII)
_HEADER = 30


class BadArchive(Exception):
    """The archive is refused whole; the text says why."""


class ZipWriter:
    """Entries one after the other, each with the same fixed date and rights."""

    def __init__(self, out: BinaryIO):
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6)

    @contextmanager
    def entry(self, name: str, *, squeezed: bool = True) -> Iterator[BinaryIO]:
        about = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        about.compress_type = zipfile.ZIP_DEFLATED if squeezed else zipfile.ZIP_STORED
        about.create_system, about.external_attr = 3, (stat.S_IFREG | 0o644) << 16
        with self._zip.open(about, "w", force_zip64=True) as out:
            yield out  # type: ignore[misc]

    def write(self, name: str, content: bytes) -> None:
        with self.entry(name) as out:
            out.write(content)

    def close(self) -> None:
        self._zip.close()


class ZipReader:
    """The entries of an archive by name. Raises `BadArchive` at once for a ZIP that an export cannot have made."""

    def __init__(self, source: BinaryIO):
        try:
            self._zip = zipfile.ZipFile(source)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
            raise BadArchive("This is not a ZIP file, or it is damaged.") from None
        self.entries = _checked(self._zip.infolist())

    def size(self, name: str) -> int:
        return self.entries[name].file_size

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """Raises `BadArchive`, also while it is read, for bytes that are not what the ZIP says of them."""
        try:
            with self._zip.open(self.entries[name]) as entry:
                yield entry  # type: ignore[misc]
        except (zipfile.BadZipFile, zipfile.zlib.error, EOFError, OSError, NotImplementedError):  # type: ignore[attr-defined]
            raise BadArchive(f"“{name}” is damaged.") from None

    def read(self, name: str, most: int) -> bytes:
        if self.size(name) > most:
            raise BadArchive(f"“{name}” is too large.")
        with self.open(name) as entry:
            return entry.read()

    def lines(self, name: str) -> Iterator[bytes]:
        with self.open(name) as entry:
            while line := entry.readline(LONGEST_LINE + 1):
                if len(line) > LONGEST_LINE:
                    raise BadArchive(f"“{name}” has a line that is too long.")
                if not line.endswith(b"\n"):
                    raise BadArchive(f"“{name}” breaks off in the middle of a line.")
                yield line

    def pieces(self, name: str) -> Iterator[bytes]:
        with self.open(name) as entry:
            while piece := entry.read(PIECE):
                yield piece

    def close(self) -> None:
        self._zip.close()


def _checked(entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    if len(entries) > MOST_ENTRIES:
        raise BadArchive("It has more entries than any archive.")
    found: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        name = entry.filename
        if not _NAME.fullmatch(name) or name != entry.orig_filename:
            raise BadArchive(f"“{name[:80]!s}” has no place in an archive.")
        if name in found:
            raise BadArchive(f"“{name}” is there twice.")
        _check_kind(entry)
        found[name] = entry
    _check_sizes(list(found.values()))
    if MANIFEST not in found:
        raise BadArchive("It has no manifest.json.")
    return found


def _check_kind(entry: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG} or entry.is_dir():
        raise BadArchive(f"“{entry.filename}” is no plain file.")
    if entry.flag_bits & 0x1:
        raise BadArchive(f"“{entry.filename}” is encrypted.")
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise BadArchive(f"“{entry.filename}” is squeezed in a way that archives are not.")


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    """No more than was promised can come out of an entry, so what is promised decides."""
    if sum(entry.file_size for entry in entries) > LARGEST:
        raise BadArchive("It would unpack to more than any archive holds.")
    for entry in entries:
        if entry.filename.startswith("files/") and entry.file_size > LARGEST_FILE:
            raise BadArchive(f"“{entry.filename}” is too large.")
        if entry.file_size > RATIO_COUNTS_FROM and entry.file_size > GREATEST_RATIO * max(entry.compress_size, 1):
            raise BadArchive(f"“{entry.filename}” would unpack to far more than it takes.")
    # One piece of bytes that several entries share unpacks to any size.
    ahead = sorted(entries, key=lambda one: one.header_offset)
    for one, following in zip(ahead, ahead[1:], strict=False):
        if one.header_offset + _HEADER + len(one.filename) + one.compress_size > following.header_offset:
            raise BadArchive("Its entries lie over each other.")
