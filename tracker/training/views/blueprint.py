"""The blueprint that every page of training hangs on."""

from flask import Blueprint

pages = Blueprint("training", __name__)
