"""The pages of jobs."""

from flask import Blueprint

pages = Blueprint("jobs", __name__)
