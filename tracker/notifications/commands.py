"""Commands of notifications."""

from flask import Flask


def add_commands(app: Flask) -> None:
    """Add this feature's commands to the flask command."""
