"""What somebody sends is looked at before any of it is kept."""

import hashlib
from dataclasses import dataclass
from typing import Any, BinaryIO

from tracker.core.errors import Refused
from tracker.core.text import clean_line

from .documents import PIECE
from .kinds import FileKind, kind_named, why_not

LARGEST_FILE = 25_000_000
LONGEST_NAME = 120
MOST_AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept: `content` is what to keep, `hash` its SHA-256, `name` for people to read."""

    name: str
    kind: FileKind
    size: int
    hash: str
    content: BinaryIO


def check_files(sent: list[Any]) -> list[Checked]:
    """Every file of a form (Werkzeug's `FileStorage`); an empty field counts for nothing.

    Raises `Refused` at the field `files`, naming the file if there are several.
    """
    chosen = [one for one in sent if one.filename]
    if len(chosen) > MOST_AT_ONCE:
        raise Refused(f"At most {MOST_AT_ONCE} files at once.", "files")
    return [_checked(one, f"{clean_line(one.filename)}: " if len(chosen) > 1 else "") for one in chosen]


def _checked(sent: Any, prefix: str) -> Checked:
    try:
        return check_file(sent.filename, sent.stream)
    except Refused as refusal:
        raise Refused(prefix[:LONGEST_NAME] + refusal.message, "files") from None


def check_file(filename: str, content: BinaryIO) -> Checked:
    """One file by its name and content. Raises `Refused` with the reason."""
    name, kind = check_name(filename)
    size = content.seek(0, 2)
    if not size:
        raise Refused("This file is empty.")
    if size > LARGEST_FILE:
        raise Refused(f"A file may have at most {LARGEST_FILE // 1_000_000} MB.")
    kept = kind.check(content)
    return Checked(name, kind, *sum_of(kept), kept)


def check_name(filename: str) -> tuple[str, FileKind]:
    """The name as people may read it, and the kind that its ending promises."""
    name = clean_line(filename)
    if "/" in name or "\\" in name or name.startswith(".."):
        raise Refused("A file’s name may not hold a path. Give it a plain name, then attach it.")
    stem, dot, ending = name.rpartition(".")
    if not (dot and stem.strip(". ")):
        raise Refused("A file’s name ends with its kind, such as .pdf or .jpg.")
    kind = kind_named(ending.lower())
    if kind is None:
        raise Refused(why_not(ending.lower()))
    return f"{stem[: LONGEST_NAME - len(ending) - 1].strip()}.{ending}", kind


def sum_of(content: BinaryIO) -> tuple[int, str]:
    """How many bytes, and their SHA-256 in hex."""
    total, size = hashlib.sha256(), 0
    content.seek(0)
    while piece := content.read(PIECE):
        total.update(piece)
        size += len(piece)
    return size, total.hexdigest()
