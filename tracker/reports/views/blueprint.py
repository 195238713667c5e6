"""The blueprint that the pages of reports hang on."""

from flask import Blueprint

from .. import letters

assert letters
pages = Blueprint("reports", __name__)
