"""Pictures: measured without ever being painted, and freed of what else they carry.

Photos from a phone say where they were taken. They are copied part by part, leaving out everything that is not
needed to show them; the picture itself is not touched and loses nothing.
"""

import re
import struct
import warnings
import zlib
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from tracker.core.errors import Refused

from .documents import PIECE, ends_of, really

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 12_000
MOST_PARTS = 20_000
IN_MEMORY = 256 * 1024
CUT_OFF = "This picture is cut off or damaged. Save it again, then attach it."
# EXIF data with nothing but the way up (tag 0x0112).
_UPRIGHT = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0%c\0\0\0\0\0\0"
_JPEG_KEPT = {0xE0, 0xE2, 0xEE}  # size of a dot, colours, and how colours are stored
_JPEG_MARK = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
_PNG_KEPT = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD",
    b"acTL", b"fcTL", b"fdAT",
}  # fmt: skip
_WEBP_LEFT_OUT = {b"EXIF", b"XMP "}
_WEBP_SAYS_SO = 0b0000_1100


def measure(content: BinaryIO, form: str) -> Image.Image:
    """Read the head of a picture of this form. Raises `Refused` for another form and for one that is too large."""
    content.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(content, formats=[form])
            width, height = image.size
    except Image.DecompressionBombError:
        raise Refused(_too_large()) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error, zlib.error, EOFError):
        head, _ = ends_of(content)
        known = _signature(head)
        raise Refused(CUT_OFF if known == form else f"This is named {form}, but it is {really(head)}.") from None
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise Refused(_too_large(width, height))
    return image


def _too_large(width: int = 0, height: int = 0) -> str:
    has = f" This one has {width:,} × {height:,}." if width else ""
    most = f"at most {LONGEST_SIDE:,} pixels along a side and {MOST_PIXELS // 1_000_000} million in all"
    return f"A picture may have {most}.{has} Make it smaller."


def _signature(head: bytes) -> str:
    marks = {b"\xff\xd8\xff": "JPEG", b"\x89PNG": "PNG", b"GIF8": "GIF", b"RIFF": "WEBP"}
    return next((form for mark, form in marks.items() if head.startswith(mark)), "")


def _fresh() -> BinaryIO:
    return SpooledTemporaryFile(max_size=IN_MEMORY)


def clean_jpeg(content: BinaryIO) -> BinaryIO:
    image = measure(content, "JPEG")
    turned = _way_up(image)
    clean = _fresh()
    content.seek(2)
    clean.write(b"\xff\xd8")
    if turned != 1:
        body = _UPRIGHT % turned
        clean.write(b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body)
    for _ in range(MOST_PARTS):
        mark, body = _jpeg_part(content)
        if mark == 0xD9:
            clean.write(b"\xff\xd9")
            return clean
        if 0xE0 <= mark <= 0xEF and mark not in _JPEG_KEPT or mark == 0xFE:
            continue
        if mark == 0xE2 and not body.startswith(b"ICC_PROFILE\0"):
            continue
        clean.write(b"\xff%c" % mark + struct.pack(">H", len(body) + 2) + body)
        if mark == 0xDA:
            _copy_scan(content, clean)
    raise Refused(CUT_OFF)


def _way_up(image: Image.Image) -> int:
    try:
        turned = image.getexif().get(0x0112, 1)
    except Exception:  # whatever is wrong with it, it is left out
        return 1
    return turned if turned in range(1, 9) else 1


def _jpeg_part(content: BinaryIO) -> tuple[int, bytes]:
    mark = _exactly(content, 2)
    while mark == b"\xff\xff":
        mark = b"\xff" + _exactly(content, 1)
    if mark[0] != 0xFF or mark[1] in (0x00, 0x01, 0xD8):
        raise Refused(CUT_OFF)
    if mark[1] == 0xD9:
        return 0xD9, b""
    (length,) = struct.unpack(">H", _exactly(content, 2))
    if length < 2:
        raise Refused(CUT_OFF)
    return mark[1], _exactly(content, length - 2)


def _copy_scan(content: BinaryIO, clean: BinaryIO) -> None:
    """Copy up to the next mark; what comes after the end of the picture never gets here."""
    while True:
        start = content.tell()
        piece = content.read(PIECE)
        found = _JPEG_MARK.search(piece)
        if found:
            clean.write(piece[: found.start()])
            content.seek(start + found.start())
            return
        if len(piece) < 2:
            raise Refused(CUT_OFF)
        # A mark may lie across two pieces.
        whole = piece[:-1] if piece.endswith(b"\xff") else piece
        clean.write(whole)
        content.seek(start + len(whole))


def clean_png(content: BinaryIO) -> BinaryIO:
    measure(content, "PNG")
    clean = _fresh()
    content.seek(8)
    clean.write(b"\x89PNG\r\n\x1a\n")
    for _ in range(MOST_PARTS):
        length, name = struct.unpack(">I4s", _exactly(content, 8))
        kept = name in _PNG_KEPT
        if kept:
            clean.write(struct.pack(">I4s", length, name))
        crc = zlib.crc32(name)
        for piece in _pieces(content, length):
            crc = zlib.crc32(piece, crc)
            if kept:
                clean.write(piece)
        said = _exactly(content, 4)
        if struct.pack(">I", crc) != said:
            raise Refused(CUT_OFF)
        if kept:
            clean.write(said)
        if name == b"IEND":
            return clean
    raise Refused(CUT_OFF)


def clean_webp(content: BinaryIO) -> BinaryIO:
    measure(content, "WEBP")
    clean = _fresh()
    content.seek(4)
    (left,) = struct.unpack("<I", _exactly(content, 4))
    clean.write(b"RIFF\0\0\0\0" + _exactly(content, 4))
    left -= 4
    for _ in range(MOST_PARTS):
        if left < 8:
            return _with_length(clean)
        name, length = struct.unpack("<4sI", _exactly(content, 8))
        padded = length + length % 2
        left -= 8 + padded
        if left < 0:
            raise Refused(CUT_OFF)
        kept = name not in _WEBP_LEFT_OUT
        if kept:
            clean.write(struct.pack("<4sI", name, length))
        for place, piece in enumerate(_pieces(content, padded)):
            if name == b"VP8X" and place == 0:
                piece = bytes([piece[0] & ~_WEBP_SAYS_SO]) + piece[1:]
            if kept:
                clean.write(piece)
    raise Refused(CUT_OFF)


def _with_length(clean: BinaryIO) -> BinaryIO:
    size = clean.tell() - 8
    clean.seek(4)
    clean.write(struct.pack("<I", size))
    return clean


def check_gif(content: BinaryIO) -> BinaryIO:
    measure(content, "GIF")
    _, tail = ends_of(content, 64)
    if b"\x3b" not in tail:
        raise Refused(CUT_OFF)
    return content


def _exactly(content: BinaryIO, length: int) -> bytes:
    found = content.read(length)
    if len(found) != length:
        raise Refused(CUT_OFF)
    return found


def _pieces(content: BinaryIO, length: int) -> Iterator[bytes]:
    while length:
        piece = _exactly(content, min(length, PIECE))
        length -= len(piece)
        yield piece
