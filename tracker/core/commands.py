"""The operator's commands on the database."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask, current_app
from sqlalchemy.exc import OperationalError

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def alembic_config(url: str) -> "Config":
    from alembic.config import Config  # slow to import, and serving never needs it

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    return config


def migrate(url: str, revision: str = "head") -> None:
    """Bring the database at `url` to `revision`. `url` is of the role that owns the tables."""
    from alembic import command

    command.upgrade(alembic_config(url), revision)


def add_commands(app: Flask) -> None:
    app.cli.add_command(_migrate)
    app.cli.add_command(_roles)


@click.command("migrate")
def _migrate() -> None:
    """Bring the database to the newest version of its tables."""
    migrate(current_app.config["SETTINGS"].owner_database_url)
    click.echo("The database is up to date.")


@click.command("database-roles")
@click.option("--check", is_flag=True, help="Only say whether the roles are as they must be.")
def _roles(check: bool) -> None:
    """Make the PostgreSQL roles that Baton serves with, or check them."""
    from .roles import check_roles, make_roles

    settings = current_app.config["SETTINGS"]
    try:
        if not check:
            make_roles(settings.owner_database_url, settings.database_url)
        problems = check_roles(settings.database_url)
    except OperationalError as problem:
        raise click.ClickException(f"The database cannot be reached: {str(problem.orig).strip()}") from None
    for problem in problems:
        click.echo(f"- {problem}")
    if problems:
        raise click.ClickException("The database roles are not as they must be.")
    click.echo("The database roles are as they must be.")
