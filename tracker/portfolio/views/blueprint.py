"""The blueprint that the pages hang on."""

from flask import Blueprint

from .. import policies

assert policies
pages = Blueprint("portfolio", __name__)
