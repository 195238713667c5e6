"""Addresses across workspaces: of the account's own pages, of another workspace, and whole ones for letters."""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app, has_request_context, request


def _build(endpoint: str, script_name: str, values: dict[str, Any]) -> str:
    return current_app.url_map.bind("", script_name=script_name or "/").build(endpoint, values)


def _root() -> str:
    return request.environ.get("baton.root", request.script_root) if has_request_context() else ""


def root_url(endpoint: str, **values: Any) -> str:
    """The path of a page that belongs to no workspace (sign-in, account)."""
    return _build(endpoint, _root(), values)


def workspace_url(slug: str, endpoint: str, **values: Any) -> str:
    """The path of a page inside the workspace `slug`."""
    return _build(endpoint, f"{_root()}/w/{slug}", values)


def root_path(path: str) -> str:
    """`path` below wherever Baton is mounted, outside any workspace."""
    return _root() + path


def absolute(path: str) -> str:
    """The whole address for a letter: always the configured host, never the one a request claimed."""
    return current_app.config["SETTINGS"].base_url + path


def local_path(wanted: str | None) -> str | None:
    """`wanted` if it leads to a page of ours, else None. Browsers read `\\\\` and `//` as other hosts."""
    if not wanted or not wanted.startswith("/") or wanted.startswith("//") or "\\" in wanted:
        return None
    if any(ord(letter) < 32 for letter in wanted) or len(wanted) > 500:
        return None
    parts = urlsplit(wanted)
    return wanted if not parts.scheme and not parts.netloc else None
