"""What a download carries, so that no browser ever takes it for a page of ours."""

import re
import unicodedata
from urllib.parse import quote

from .kinds import MEDIA_TYPES
from .models import Attachment

_PLAIN = re.compile(r"[^A-Za-z0-9 ._()-]")


def headers_of(attachment: Attachment) -> dict[str, str]:
    media_type = MEDIA_TYPES[attachment.kind]
    return {
        # A text is sent as bytes: nothing may guess that it is a page, and nothing need squeeze it on the way.
        "Content-Type": "application/octet-stream" if media_type.startswith("text/") else media_type,
        "Content-Length": str(attachment.size),
        "Content-Disposition": disposition(attachment.name),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-cache",
        "ETag": f'"{attachment.hash}"',
    }


def disposition(name: str) -> str:
    """The name twice (RFC 6266): in plain letters, and as it is written, for browsers that know how to read it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = _PLAIN.sub("_", plain).strip() or "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
