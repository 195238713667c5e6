"""Pages of responsibilities."""

from flask import Blueprint

pages = Blueprint("responsibilities", __name__)
