"""The strategy's place among the application's pages."""

from flask import Blueprint

pages = Blueprint("strategy", __name__)
