"""Whether Baton is alive and ready, for whatever watches over it."""

from flask import Blueprint

pages = Blueprint("health", __name__)
