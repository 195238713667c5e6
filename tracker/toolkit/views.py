"""Pages of toolkit."""

from flask import Blueprint

pages = Blueprint("toolkit", __name__)
