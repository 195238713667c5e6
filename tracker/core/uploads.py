"""Bodies larger than a form, for the few views that take files."""

import hashlib
from collections.abc import Callable
from typing import IO, Any

from flask import Request, current_app, session

# The largest file, with the rest of its form around it.
LARGEST_UPLOAD = 26_000_000
# The largest that is only reckoned: nothing of it is kept, not even for a moment.
LARGEST_RECKONED = 200_000_000


def takes_files(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a view receive files. A stranger's body stays as short as everywhere."""
    view.largest_body = LARGEST_UPLOAD
    return view


def reckons_files(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a view learn the SHA-256 of files, which pass by piece by piece: `file.stream` is a `Reckoned`."""
    view.largest_body, view.reckons_files = LARGEST_RECKONED, True
    return view


class Reckoned:
    """Takes what is written to it for its sum alone."""

    def __init__(self) -> None:
        self._sum, self.size = hashlib.sha256(), 0

    def write(self, piece: bytes) -> int:
        self._sum.update(piece)
        self.size += len(piece)
        return len(piece)

    def seek(self, *_: int) -> int:
        """Whoever parses a body rewinds each file when it is there; here nothing is left to be read."""
        return 0

    def close(self) -> None:
        pass

    @property
    def sha256(self) -> str:
        return self._sum.hexdigest()


class UploadRequest(Request):
    """A request whose body may be as long as its view asks for. It has to be known before any of it is read."""

    @property
    def max_content_length(self) -> int | None:
        largest = getattr(self._view, "largest_body", None)
        if self._max_content_length is None and largest is not None and "_user_id" in session:
            return int(largest)
        return super().max_content_length

    @max_content_length.setter
    def max_content_length(self, value: int | None) -> None:
        self._max_content_length = value

    def _get_file_stream(
        self, total_content_length: int | None, content_type: str | None, filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:  # fmt: skip
        if getattr(self._view, "reckons_files", False):
            return Reckoned()  # type: ignore[return-value]
        return super()._get_file_stream(total_content_length, content_type, filename, content_length)

    @property
    def _view(self) -> Callable[..., Any] | None:
        return current_app.view_functions.get(self.endpoint or "")
