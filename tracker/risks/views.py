"""The pages of risks."""

from flask import Blueprint

pages = Blueprint("risks", __name__)
