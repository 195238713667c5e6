"""Which files are taken: by their ending, and by what is in them, which must agree.

Left out on purpose: archives and films, whose insides cannot be looked through; pages and drawings that a browser
would run (HTML, SVG); programs; office files with macros.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from .documents import check_pdf, check_text
from .office import OPEN_DOCUMENTS, OPEN_XML, check_office
from .pictures import check_gif, clean_jpeg, clean_png, clean_webp

Check = Callable[[BinaryIO], BinaryIO]


@dataclass(frozen=True, slots=True)
class FileKind:
    """`check` reads the content and answers with what is kept: the content itself or, for pictures, without the
    place where they were taken. Raises `Refused`."""

    ending: str
    words: str
    media_type: str
    check: Check


_XML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
KINDS = {
    kind.ending: kind
    for kind in (
        FileKind("pdf", "PDF", "application/pdf", check_pdf),
        FileKind("jpg", "JPEG", "image/jpeg", clean_jpeg),
        FileKind("png", "PNG", "image/png", clean_png),
        FileKind("webp", "WebP", "image/webp", clean_webp),
        FileKind("gif", "GIF", "image/gif", check_gif),
        FileKind("txt", "text", "text/plain", check_text),
        FileKind("csv", "CSV", "text/csv", check_text),
        FileKind("md", "Markdown", "text/markdown", check_text),
        *(
            FileKind(ending, "Office", f"{_XML}{form}", check_office(ending))
            for ending, form in zip(
                OPEN_XML,
                ("wordprocessingml.document", "spreadsheetml.sheet", "presentationml.presentation"),
                strict=True,
            )
        ),
        *(
            FileKind(ending, "OpenDocument", f"{_ODF}{form}", check_office(ending))
            for ending, form in OPEN_DOCUMENTS.items()
        ),
    )
}
# What Baton makes itself and keeps beside them; nobody may send it.
MEDIA_TYPES = {kind.ending: kind.media_type for kind in KINDS.values()} | {"zip": "application/zip"}
SAME = {"jpeg": "jpg"}
TAKEN = "PDF, pictures (JPEG, PNG, WebP, GIF), text, CSV, Markdown, and Word, Excel, PowerPoint or OpenDocument files"
ACCEPT = ",".join(f".{ending}" for ending in (*KINDS, *SAME))
_WHY_NOT = {
    "zip": "Archives are not taken, since nobody could look through them. Attach what is in it.",
    "mp4": "Films are not taken. Keep it where you keep such things, and give the link.",
    "svg": "Drawings that can hold a program (SVG) are not taken. Save it as PNG or PDF.",
    "html": "Web pages are not taken. Save it as PDF.",
    "docm": "Files with macros are not taken. Save it without them.",
    "heic": "This picture format is not taken. Save it as JPEG.",
    "doc": "Old Office files can hold macros and are not taken. Save it in today's format.",
    "exe": "Programs are not taken.",
}
_LIKE = {
    "zip": ("rar", "7z", "gz", "tgz", "tar", "bz2", "xz", "zst", "iso"),
    "mp4": ("mov", "avi", "mkv", "webm", "m4v", "mp3", "wav", "m4a"),
    "html": ("htm", "xhtml", "mht", "mhtml", "xml"),
    "docm": ("xlsm", "pptm", "dotm", "xltm", "ppsm", "xlam"),
    "heic": ("heif", "avif", "tif", "tiff", "bmp"),
    "doc": ("xls", "ppt", "rtf", "dot", "pps"),
    "exe": ("bat", "cmd", "com", "dll", "js", "jar", "msi", "ps1", "py", "scr", "sh", "vbs", "apk", "lnk"),
}
_WHY_NOT |= {ending: _WHY_NOT[one] for one, endings in _LIKE.items() for ending in endings}


def kind_named(ending: str) -> FileKind | None:
    return KINDS.get(SAME.get(ending, ending))


def why_not(ending: str) -> str:
    """The sentence for somebody whose file has an ending that is not taken."""
    return _WHY_NOT.get(ending, f"This kind of file is not taken. Taken are {TAKEN}.")
