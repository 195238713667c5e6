"""`flask demo load` and `flask demo reset`. The stories themselves are only read when they are told."""

import click
from flask import Flask, current_app

from tracker.settings import Settings


def add_commands(app: Flask) -> None:
    """Add this feature's commands to the flask command."""
    app.cli.add_command(_demo)


@click.group("demo")
def _demo() -> None:
    """People and clients to look around with. Anybody who reaches the server can sign in as them."""


@_demo.command("load")
def _load() -> None:
    """Load the demo, unless it is there already. It ends on the last working day before today."""
    _settings()
    _tell_what_is_missing()


@_demo.command("reset")
def _reset() -> None:
    """Remove the workspaces and people of the demo, with all that was done in them, and load it again.

    On PostgreSQL the owner's role must be a superuser or bypass row-level security.
    """
    from .removing import CannotRemove, remove

    settings = _settings()
    try:
        count = remove(settings.owner_database_url)
    except CannotRemove as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"Removed {count} workspaces of the demo.")
    _tell_what_is_missing()


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.demo:
        raise click.ClickException("The demo is switched off here. BATON_DEMO=1 switches it on.")
    return settings


def _tell_what_is_missing() -> None:
    from .loading import Taken, load, missing
    from .stories import PRACTICES

    waiting = missing(PRACTICES)
    if not waiting:
        click.echo("The demo is there already. Nothing was changed.")
    for practice in waiting:
        try:
            load(practice)
        except Taken as problem:
            raise click.ClickException(str(problem)) from None
        clients = len(practice.stories)
        click.echo(f"Loaded {practice.name} with {'one client' if clients == 1 else f'{clients} clients'}.")
