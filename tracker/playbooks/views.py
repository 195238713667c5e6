"""Pages of playbooks."""

from flask import Blueprint

pages = Blueprint("playbooks", __name__)
