"""The strategy's place among the application's pages."""

from typing import Any

from flask import Blueprint

from ..measures import RHYTHMS

pages = Blueprint("strategy", __name__)


@pages.context_processor
def _words() -> dict[str, Any]:
    return {"RHYTHMS": RHYTHMS}
