"""The pages of sourcing."""

from flask import Blueprint

pages = Blueprint("sourcing", __name__)
