"""A database with nothing in it, for migrations to begin from."""

from pathlib import Path

from sqlalchemy import create_engine, text

from tests import postgres
from tracker.core.roles import make_roles


def empty_database(engine: str, folder: Path, name: str, *, loose: bool = False) -> str:
    """Its address, as whoever owns the tables and is bound by their walls. Where it is `loose`, PostgreSQL takes rows
    that stand alone, without all that they would hang on."""
    if engine == "sqlite":
        return f"sqlite:///{folder / f'{name}.sqlite3'}"
    server, called = postgres.server(), f"baton_{name}"
    admin = create_engine(server.url("postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {called} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {called}"))
        if loose:
            connection.execute(text(f"ALTER DATABASE {called} SET session_replication_role = replica"))
    admin.dispose()
    make_roles(server.url(called), server.url(called))
    return server.url(called)
