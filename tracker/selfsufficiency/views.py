"""Pages of selfsufficiency."""

from flask import Blueprint

pages = Blueprint("selfsufficiency", __name__)
