"""Databases to measure on: an SQLite file, or one in a PostgreSQL that keeps its promises (fsync on)."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from tests import postgres
from tracker.core.commands import migrate
from tracker.core.roles import make_roles
from tracker.settings import Settings

ENGINES = ("sqlite", "postgresql")
SERVING, PASSWORD = "baton_bench", "for benchmarks only"
SECRET = "for benchmarks only, and long enough to be taken"
# The tests' server forgets on a power cut. What is measured here has to wait for the disk as real use does.
LASTING = {
    "listen_addresses": "", "max_connections": "100", "timezone": "UTC", "shared_buffers": "1GB",
    "max_wal_size": "8GB", "checkpoint_timeout": "15min",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """One migrated database. `owner_url` may do anything, `serving_url` is what Baton serves with."""

    engine: str
    owner_url: str
    serving_url: str
    folder: Path

    def owner(self) -> Engine:
        """A connection pool past every wall, for filling and for counting."""
        return create_engine(self.owner_url)

    def settings(self) -> Settings:
        return Settings(
            environment="testing", database_url=self.serving_url, owner_database_url=self.owner_url,
            secret_key=SECRET, base_url="http://127.0.0.1", instance=self.folder,
        )  # fmt: skip

    def environment(self) -> dict[str, str]:
        """The variables that make a server serve this database."""
        return {
            "DATABASE_URL": self.serving_url, "BATON_OWNER_DATABASE_URL": self.owner_url, "BATON_ENV": "testing",
            "BATON_SECRET_KEY": SECRET, "BATON_INSTANCE": str(self.folder), "BATON_URL": "http://127.0.0.1",
        }  # fmt: skip


def open_place(engine: str, folder: Path, name: str = "baton_bench") -> tuple[Place, bool]:
    """The database called `name` on `engine`, made and migrated if it is not there. Also says whether it was."""
    folder.mkdir(parents=True, exist_ok=True)
    # Baton takes the path of a relative SQLite address from its own instance folder.
    return (_sqlite if engine == "sqlite" else _postgres)(folder.resolve(), name)


def _sqlite(folder: Path, name: str) -> tuple[Place, bool]:
    path = folder / f"{name}.sqlite3"
    url, there = f"sqlite:///{path}", path.is_file()
    migrate(url)
    return Place("sqlite", url, url, folder), there


def _postgres(folder: Path, name: str) -> tuple[Place, bool]:
    postgres.FAST = LASTING
    server = postgres.server()
    admin = create_engine(server.url(), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        there = bool(connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name}))
        if not there:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    admin.dispose()
    owner = server.url(name)
    serving = make_url(owner).set(username=SERVING, password=PASSWORD).render_as_string(hide_password=False)
    make_roles(owner, serving)
    migrate(owner)
    return Place("postgresql", owner, serving, folder), there
