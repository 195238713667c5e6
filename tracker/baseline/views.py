"""The pages of baseline."""

from flask import Blueprint

pages = Blueprint("baseline", __name__)
