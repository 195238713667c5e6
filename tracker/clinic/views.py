"""The pages of clinic."""

from flask import Blueprint

pages = Blueprint("clinic", __name__)
