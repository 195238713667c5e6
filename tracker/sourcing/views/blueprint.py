"""The blueprint that every page of sourcing hangs on."""

from flask import Blueprint

pages = Blueprint("sourcing", __name__)
