"""Office files are archives, and what an archive says of itself may be a lie. So all of it is unpacked here once,
piece by piece, counted and thrown away; nothing is written and nothing large is held.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from tracker.core.errors import Refused

from .documents import PIECE, ends_of, really

OPEN_XML = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
OPEN_DOCUMENTS = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
MOST_ENTRIES = 2_000
LARGEST_INDEX = 512 * 1024
MOST_UNPACKED = 100_000_000
# Ordinary sheets shrink to a twentieth; what shrinks to less than this was made to burst.
HIGHEST_RATIO = 150
RATIO_FROM = 5_000_000
SHORT = 256 * 1024
LATER = {"[Content_Types].xml", "mimetype"}
DAMAGED = "This file is cut off or damaged. Save it again, then attach it."
BURSTS = "Unpacked, this file would be far too large. Save it again without what swells it."
NAMES = "This file holds names that lead outside of it."
MACROS = "This file holds macros. Save it without them."
PROGRAM = "This file holds a program or an embedded object. Take it out, then attach it."
_PROGRAMS = (
    "exe", "dll", "com", "scr", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "jar", "msi", "hta", "sh", "lnk", "py",
    "class", "so", "dylib", "ocx", "wsf",
)  # fmt: skip
_PROGRAM_HEADS = (b"MZ", b"\x7fELF", b"#!", b"\xd0\xcf\x11\xe0", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe")


def check_office(ending: str) -> Callable[[BinaryIO], BinaryIO]:
    """The check of office files that end so."""

    def check(content: BinaryIO) -> BinaryIO:
        head, _ = ends_of(content)
        if not head.startswith(b"PK\x03\x04"):
            raise Refused(f"This is named {ending}, but it is {really(head)}.")
        entries = _index(content)
        _check_names(entries)
        _check_said(entries)
        heads = _unpack(content, entries)
        _check_form(ending, heads)
        return content

    return check


class _Index:
    """Lets the index be read only in small bites: its length, too, is what the file says of itself."""

    def __init__(self, content: BinaryIO):
        self.content = content

    def read(self, length: int = -1) -> bytes:
        if length < 0 or length > LARGEST_INDEX:
            here = self.content.tell()
            left = self.content.seek(0, 2) - here
            self.content.seek(here)
            length = left if length < 0 else min(length, left)
        if length > LARGEST_INDEX:
            raise Refused("This file holds far too many parts.")
        return self.content.read(length)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.content, name)


def _index(content: BinaryIO) -> list[zipfile.ZipInfo]:
    try:
        entries = zipfile.ZipFile(_Index(content)).infolist()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, struct.error, OSError, NotImplementedError):
        raise Refused(DAMAGED) from None
    if len(entries) > MOST_ENTRIES:
        raise Refused("This file holds far too many parts.")
    return sorted(entries, key=lambda one: one.header_offset)


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    names = [one.orig_filename for one in entries]
    if len(set(names)) != len(names):
        raise Refused(DAMAGED)
    for name in names:
        parts = name.replace("\\", "/").split("/")
        if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name:
            raise Refused(NAMES)
        low = name.lower()
        if "vbaproject" in low or "vbadata" in low or low.startswith(("basic/", "scripts/", "macros/")):
            raise Refused(MACROS)
        if low.rpartition(".")[2] in _PROGRAMS or "oleobject" in low or "activex" in low:
            raise Refused(PROGRAM)


def _check_said(entries: list[zipfile.ZipInfo]) -> None:
    """What the index admits to: enough to refuse an honest bomb at once."""
    if any(one.flag_bits & 0x1 for one in entries):
        raise Refused("This file is locked with a password. Save it without one.")
    if any(one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for one in entries):
        raise Refused(DAMAGED)
    unpacked, packed = sum(one.file_size for one in entries), sum(one.compress_size for one in entries)
    _check_swelling(unpacked, packed)


def _check_swelling(unpacked: int, packed: int) -> None:
    if unpacked > MOST_UNPACKED or (unpacked > RATIO_FROM and unpacked > packed * HIGHEST_RATIO):
        raise Refused(BURSTS)


def _unpack(content: BinaryIO, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """Unpack everything within bounds and hold it against what the index says. What the parts of `LATER` hold."""
    size = content.seek(0, 2)
    heads, unpacked, free = {}, 0, 0
    for entry in entries:
        start = _start(content, entry)
        if entry.header_offset < free or start + entry.compress_size > size:
            raise Refused(DAMAGED)
        free = start + entry.compress_size
        content.seek(start)
        heads[entry.filename] = _look_through(content, entry, unpacked, size)
        unpacked += entry.file_size
    return heads


def _look_through(content: BinaryIO, entry: zipfile.ZipInfo, before: int, packed: int) -> bytes:
    """Unpack one part, after `before` bytes of others. Its first bytes, if they are asked for later."""
    longest = SHORT if entry.filename in LATER else len(max(_PROGRAM_HEADS, key=len))
    length, crc, head = 0, 0, b""
    for piece in _opened(content, entry):
        length += len(piece)
        if length > entry.file_size:
            raise Refused(BURSTS)
        _check_swelling(before + length, packed)
        crc = zlib.crc32(piece, crc)
        head += piece[: longest - len(head)]
    if length != entry.file_size or crc != entry.CRC:
        raise Refused(DAMAGED)
    if head.startswith(_PROGRAM_HEADS):
        raise Refused(PROGRAM)
    return head if entry.filename in LATER and length <= SHORT else b""


def _start(content: BinaryIO, entry: zipfile.ZipInfo) -> int:
    content.seek(entry.header_offset)
    header = content.read(30)
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        raise Refused(DAMAGED)
    name, extra = struct.unpack("<HH", header[26:30])
    return entry.header_offset + 30 + name + extra


def _opened(content: BinaryIO, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """What is packed, in pieces that stay small however much one byte may stand for."""
    left = entry.compress_size
    if entry.compress_type == zipfile.ZIP_STORED:
        while left:
            piece = content.read(min(left, PIECE))
            if not piece:
                raise Refused(DAMAGED)
            left -= len(piece)
            yield piece
        return
    opener = zlib.decompressobj(-15)
    try:
        while not opener.eof:
            waiting = opener.unconsumed_tail
            if not waiting:
                waiting = content.read(min(left, PIECE))
                left -= len(waiting)
            piece = opener.decompress(waiting, PIECE)
            if not piece and not waiting:
                raise Refused(DAMAGED)
            if piece:
                yield piece
    except zlib.error:
        raise Refused(DAMAGED) from None


def _check_form(ending: str, heads: dict[str, bytes]) -> None:
    if ending in OPEN_DOCUMENTS:
        said = heads.get("mimetype", b"").strip()
        if said != f"application/vnd.oasis.opendocument.{OPEN_DOCUMENTS[ending]}".encode():
            raise Refused(f"This is named {ending}, but it is something else.")
        return
    types = heads.get("[Content_Types].xml", b"")
    if b"macroenabled" in types.lower():
        raise Refused(MACROS)
    if not types or OPEN_XML[ending] not in heads:
        raise Refused(f"This is named {ending}, but it is something else.")
