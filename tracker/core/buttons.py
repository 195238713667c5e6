"""Forms of one button: one verb of the domain, one commit."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect
from werkzeug.wrappers import Response

from .database import db


def carry_out(verb: Callable[[], Any], said: str, then: str) -> Response:
    """Commit what `verb` does, say what was done, and go on to `then`. A refusal has a page of its own."""
    verb()
    db.session.commit()
    flash(said, "success")
    return redirect(then, 303)
