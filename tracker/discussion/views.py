"""The pages of discussion."""

from flask import Blueprint

pages = Blueprint("discussion", __name__)
