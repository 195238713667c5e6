"""Pages of strategy."""

from flask import Blueprint

pages = Blueprint("strategy", __name__)
