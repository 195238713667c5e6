"""The operator's help for somebody whom no letter reaches."""

import click
from flask import Flask
from flask.cli import with_appcontext

from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.urls import absolute, root_url

from . import links
from .addresses import normal
from .users import with_address


def add_commands(app: Flask) -> None:
    app.cli.add_command(_sign_in_link)


@click.command("sign-in-link")
@click.argument("email")
@with_appcontext
def _sign_in_link(email: str) -> None:
    """Print a link that signs EMAIL in, once, within ten minutes."""
    try:
        address = normal(email)
    except ValueError as problem:
        raise click.ClickException(str(problem)) from None
    with entered(Context()):
        user = with_address(address)
        if user is None:
            raise click.ClickException("Nobody has this address.")
        token = links.new_link(user)
        db.session.commit()
    click.echo(absolute(root_url("accounts.open_link", token=token)))
