"""Pages of engagements."""

from flask import Blueprint

pages = Blueprint("engagements", __name__)
