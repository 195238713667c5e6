"""Workspaces live under /w/<slug>: the rest of the application never has to name the workspace in an address."""

import re
from collections.abc import Callable, Iterable
from typing import Any

_PATH = re.compile(r"^/w/([a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?)(/.*)?$")

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class WorkspacePath:
    """Moves `/w/acme` from the path into SCRIPT_NAME and leaves `acme` in `environ["baton.workspace"]`."""

    def __init__(self, app: App):
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ.pop("baton.workspace", None)
        match = _PATH.match(environ.get("PATH_INFO", ""))
        if match:
            environ["baton.workspace"] = match[1]
            environ["baton.root"] = environ.get("SCRIPT_NAME", "")
            environ["SCRIPT_NAME"] = environ["baton.root"] + f"/w/{match[1]}"
            environ["PATH_INFO"] = match[2] or "/"
        return self.app(environ, start_response)
