"""PDF and plain text, looked at piece by piece."""

import codecs
import re
from typing import BinaryIO

import puremagic

from tracker.core.errors import Refused

PIECE = 64 * 1024
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PAGE = re.compile(rb"\s*(<!doctype|<html|<head|<body|<svg|<script|<iframe|<\?xml|#!)", re.I)
_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def check_pdf(content: BinaryIO) -> BinaryIO:
    head, tail = ends_of(content)
    if not head.startswith(b"%PDF-"):
        raise Refused(f"This is named PDF, but it is {really(head)}.")
    if b"%%EOF" not in tail:
        raise Refused("This PDF is cut off. Save it again, then attach it.")
    return content


def check_text(content: BinaryIO) -> BinaryIO:
    """Any text without control characters; not a page or a script in disguise."""
    head, _ = ends_of(content)
    if _PAGE.match(head.removeprefix(codecs.BOM_UTF8)):
        raise Refused("This is named as text, but it holds a web page or a script.")
    encoding = next((name for mark, name in _BOMS.items() if head.startswith(mark)), None)
    if not any(_reads_as(content, one) for one in ([encoding] if encoding else ["utf-8", "cp1252"])):
        raise Refused(f"This is named as text, but it is {really(head)}.")
    return content


def _reads_as(content: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    content.seek(0)
    try:
        while piece := content.read(PIECE):
            if _CONTROL.search(decoder.decode(piece)):
                return False
        return not _CONTROL.search(decoder.decode(b"", final=True))
    except UnicodeDecodeError:
        return False


def ends_of(content: BinaryIO, length: int = 2048) -> tuple[bytes, bytes]:
    """The first and the last `length` bytes."""
    content.seek(0)
    head = content.read(length)
    size = content.seek(0, 2)
    content.seek(max(0, size - length))
    return head, content.read(length)


def really(head: bytes) -> str:
    """What a file is by its first bytes, in words for its sender."""
    if head.startswith(b"MZ") or head.startswith(b"\x7fELF"):
        return "a program"
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return "something else"
    best = next((one for one in found if one.extension and one.confidence >= 0.3), None)
    return f"a {best.extension.lstrip('.')} file" if best else "something else"
