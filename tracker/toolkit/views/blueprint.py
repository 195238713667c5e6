"""The blueprint that every page of the toolkit hangs on."""

from flask import Blueprint

pages = Blueprint("toolkit", __name__)
