"""The blueprint that every page of the handover hangs on, and what its one-button forms share."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect
from werkzeug.wrappers import Response

from tracker.core.database import db

pages = Blueprint("handover", __name__)


def carry_out(verb: Callable[[], Any], said: str, then: str) -> Response:
    """One button, one verb: commit, say what was done, and go on to `then`. A refusal has a page of its own."""
    verb()
    db.session.commit()
    flash(said, "success")
    return redirect(then, 303)
