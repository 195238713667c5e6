"""The operator's command on the index."""

import click
from flask import Flask

from .nightly import reckon_everywhere


@click.command("reckon")
def _reckon() -> None:
    """Reckon the day's index of every engagement; the worker does this by itself each night."""
    click.echo(f"{reckon_everywhere()} engagements reckoned.")


def add_commands(app: Flask) -> None:
    app.cli.add_command(_reckon)
