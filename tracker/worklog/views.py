"""Pages of worklog."""

from flask import Blueprint

pages = Blueprint("worklog", __name__)
