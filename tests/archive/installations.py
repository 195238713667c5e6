"""Installations of Baton with nobody in them, one on each engine, for archives to go to."""

from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from tests import postgres
from tests.databases import PostgresStage, settings_for
from tracker import create_app
from tracker.core.commands import migrate
from tracker.core.roles import make_roles
from tracker.settings import Settings


def settings_of(engine: str, folder: Path, name: str) -> Settings:
    """A new database with all tables, and the settings to serve it."""
    if engine == "sqlite":
        url = f"sqlite:///{folder / 'baton.sqlite3'}"
        migrate(url)
        return settings_for(url, folder)
    server = postgres.server()
    admin = create_engine(server.url("postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    admin.dispose()
    owner = server.url(name)
    serving = make_url(owner).set(username=PostgresStage.SERVING, password=PostgresStage.PASSWORD)
    make_roles(owner, serving.render_as_string(hide_password=False))
    migrate(owner)
    return settings_for(serving.render_as_string(hide_password=False), folder, owner)


def installation(engine: str, folder: Path, name: str) -> Flask:
    return create_app(settings_of(engine, folder, name))
