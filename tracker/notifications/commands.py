"""The worker's command."""

import click
from flask import Flask

from .worker import run_until_told


@click.command("worker")
def _worker() -> None:
    """Send letters and reckon the day's index, until stopped."""
    run_until_told(click.echo)


def add_commands(app: Flask) -> None:
    app.cli.add_command(_worker)
