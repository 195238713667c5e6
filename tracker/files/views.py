"""The pages of files."""

from flask import Blueprint

pages = Blueprint("files", __name__)
