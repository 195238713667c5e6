"""The pages of the index, all on one blueprint."""

from flask import Blueprint

pages = Blueprint("selfsufficiency", __name__)
