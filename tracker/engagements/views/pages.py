"""The blueprint that every page of engagements hangs on, and where a verb's refusal goes when no form can show it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect
from werkzeug.wrappers import Response

from tracker.core.database import db

pages = Blueprint("engagements", __name__)


def carry_out(verb: Callable[[], Any], said: str, then: str) -> Response:
    """One button, one verb: commit, say what was done, and show `then`. A refusal answers with its own page."""
    verb()
    db.session.commit()
    flash(said, "success")
    return redirect(then, 303)
