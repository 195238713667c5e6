"""The pages of deliverables."""

from flask import Blueprint

pages = Blueprint("deliverables", __name__)
