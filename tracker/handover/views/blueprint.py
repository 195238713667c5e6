"""The blueprint that every page of the handover hangs on."""

from flask import Blueprint

pages = Blueprint("handover", __name__)
