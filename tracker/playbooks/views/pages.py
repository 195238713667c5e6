"""The blueprint that every page of playbooks hangs on, and what its pages share."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, make_response, redirect
from werkzeug.wrappers import Response

from tracker.core.database import db

from ..drafting import Draft
from ..writing import write_playbook

pages = Blueprint("playbooks", __name__)


def carry_out(verb: Callable[[], Any], said: str, then: str) -> Response:
    """One button, one verb: commit, say what was done, and go on to `then`. A refusal has a page of its own."""
    verb()
    db.session.commit()
    flash(said, "success")
    return redirect(then, 303)


def as_file(content: Draft, name: str) -> Response:
    """The data file of a playbook, to be kept."""
    response = make_response(write_playbook(content))
    response.headers["Content-Type"] = "application/yaml; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return response
