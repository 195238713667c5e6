"""The blueprint that every page of engagements hangs on."""

from flask import Blueprint

pages = Blueprint("engagements", __name__)
