"""Files as honest people and others make them."""

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\nstartxref\n9\n%%EOF\n"
TYPES = '<?xml version="1.0"?><Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def picture(form: str = "PNG", size: tuple[int, int] = (40, 30), **more: object) -> bytes:
    kept = BytesIO()
    Image.new("RGB", size, "#6b2558").save(kept, form, **more)
    return kept.getvalue()


def phone_photo(form: str = "JPEG") -> bytes:
    """Taken upright in Whitby, by a phone that says so."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Phone maker", 6
    exif.get_ifd(0x8825).update({1: "N", 2: (54.0, 29.0, 8.0), 3: "W", 4: (0.0, 36.0, 49.0)})
    return picture(form, exif=exif.tobytes())


def claimed_png(width: int, height: int) -> bytes:
    """A picture that says how large it is and holds next to nothing."""
    def part(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"\0" * 9)) + part(b"IEND", b"")


def office(parts: dict[str, bytes] | None = None, kind: str = PLAIN, main: str = "word/document.xml") -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES.format(kind=kind))
        archive.writestr(main, "<document/>")
        for name, body in (parts or {}).items():
            archive.writestr(name, body)
    return kept.getvalue()


def open_document(form: str = "text") -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{form}")
        archive.writestr("content.xml", "<content/>")
    return kept.getvalue()


def bomb(megabytes: int = 3000, says: int | None = None) -> bytes:
    """A document with one more part of so many megabytes of nothing; its headers say that it holds `says` bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = (packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)) * megabytes
    packed += packer.flush()
    name, kept = b"word/media/nothing.bin", BytesIO(office())
    sizes = struct.pack("<LLL", 0, len(packed), megabytes * 1_000_000 if says is None else says)
    with zipfile.ZipFile(kept) as archive:
        at, index = archive.start_dir, kept.getvalue()[archive.start_dir : -22]
        count = len(archive.infolist()) + 1
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes + struct.pack("<HH", len(name), 0) + name
    central = (
        b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + sizes
        + struct.pack("<HHHHHLL", len(name), 0, 0, 0, 0, 0, at) + name
    )  # fmt: skip
    index += central
    begins = at + len(local) + len(packed)
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, count, count, len(index), begins, 0)
    return kept.getvalue()[:at] + local + packed + index + end


def crowded(parts: int = 300_000) -> bytes:
    """An index of so many parts, none of which is there."""
    one = b"PK\x01\x02" + struct.pack("<HHHHHHLLLHHHHHLL", 20, 20, 0, 0, 0, 33, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0)
    index = b"".join(one + b"%08x" % number for number in range(parts))
    count = min(parts, 0xFFFF)
    start = b"PK\x03\x04" + bytes(26)
    return start + index + b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, count, count, len(index), len(start), 0)
