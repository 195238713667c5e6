"""The blueprint that the pages of accounts stand in."""

from flask import Blueprint

pages = Blueprint("accounts", __name__)
