"""Addresses of pages that other features own, which may not be plugged in."""

from typing import Any

from flask import current_app, url_for


def link(endpoint: str, **values: Any) -> str | None:
    """The path of `endpoint`; None where no feature answers to it."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else None
