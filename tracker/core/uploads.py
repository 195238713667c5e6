"""Bodies larger than a form, for the few views that take files."""

from collections.abc import Callable
from typing import Any

from flask import Request, current_app, session

# The largest file, with the rest of its form around it.
LARGEST_UPLOAD = 26_000_000


def takes_files(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a view receive files. A stranger's body stays as short as everywhere."""
    view.takes_files = True
    return view


class UploadRequest(Request):
    """A request whose body may be as long as its view asks for. It has to be known before any of it is read."""

    @property
    def max_content_length(self) -> int | None:
        view = current_app.view_functions.get(self.endpoint or "")
        if self._max_content_length is None and getattr(view, "takes_files", False) and "_user_id" in session:
            return LARGEST_UPLOAD
        return super().max_content_length

    @max_content_length.setter
    def max_content_length(self, value: int | None) -> None:
        self._max_content_length = value
