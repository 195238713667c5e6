"""The blueprint that every page of playbooks hangs on, and what its pages share."""

from flask import Blueprint, make_response
from werkzeug.wrappers import Response

from ..drafting import Draft
from ..writing import write_playbook

pages = Blueprint("playbooks", __name__)


def as_file(content: Draft, name: str) -> Response:
    """The data file of a playbook, to be kept."""
    response = make_response(write_playbook(content))
    response.headers["Content-Type"] = "application/yaml; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return response
