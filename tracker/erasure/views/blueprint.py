"""The blueprint of deletion, and its one-button form."""

from flask import Blueprint, flash, redirect
from werkzeug.wrappers import Response

from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.core.errors import Stale

from .. import closing, letters
from ..asking import open_for, take_back

pages = Blueprint("erasure", __name__)
assert closing and letters


def taken_back(target: str, then: str, *, by: Membership | None = None) -> Response:
    """Take back what is open for `target`, commit, and go on to `then`."""
    deletion = open_for(target)
    if deletion is None:
        raise Stale("Nothing waits to be deleted here: it was taken back or done already.")
    take_back(deletion, by=by)
    db.session.commit()
    flash("It was taken back. Nothing is deleted, and all goes on as before.", "success")
    return redirect(then, 303)
