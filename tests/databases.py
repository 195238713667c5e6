"""A fresh database for every test: migrated and peopled once, then copied."""

import atexit
import os
import shutil
from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask
from sqlalchemy import NullPool, create_engine, event, text
from sqlalchemy.engine import make_url

from tests import cast, makers, postgres
from tracker import create_app
from tracker.core.commands import migrate
from tracker.core.database import db
from tracker.core.roles import make_roles
from tracker.settings import Settings

SECRET = "for tests only, and long enough to be taken"


def engines_under_test() -> list[str]:
    return os.environ.get("BATON_TEST_ENGINES", "sqlite").split(",")


def settings_for(url: str, folder: Path, owner_url: str = "", **more: object) -> Settings:
    return Settings(
        environment="testing", database_url=url, owner_database_url=owner_url or url, secret_key=SECRET,
        base_url="http://localhost", instance=folder, **more,
    )  # fmt: skip


@dataclass
class Stage:
    """One application on one engine, whose database is set back to the opening scene before each test."""

    app: Flask

    def set_back(self) -> None:
        raise NotImplementedError

    def keep_as_opening(self) -> None:
        """From now on the database as it is now is the opening scene."""
        raise NotImplementedError

    def untouched(self) -> bool:
        """Whether nothing was written since the database was set back."""
        raise NotImplementedError

    def keep_scene(self, name: Hashable) -> None:
        """Keep the database as it is now under a name."""
        raise NotImplementedError

    def put_scene(self, name: Hashable) -> bool:
        """Bring the database from the opening scene to the one kept under this name, if there is one."""
        raise NotImplementedError


class SqliteStage(Stage):
    # The opening scene, made by the first stage of a process; the others begin with a copy.
    opening: Path | None = None

    def __init__(self, folder: Path):
        self.file, self.template = folder / "baton.sqlite3", folder / "template.sqlite3"
        url = f"sqlite:///{self.file}"
        if self.opening is None:
            migrate(url)
        else:
            shutil.copy(self.opening, self.file)
        super().__init__(create_app(settings_for(url, folder)))
        with self.app.app_context():
            event.listen(db.engine, "connect", _without_waiting_for_the_disk)
            if self.opening is None:
                _assemble()
        self.keep_as_opening()
        if self.opening is None:
            SqliteStage.opening = Path(shutil.copy(self.template, folder / "opening.sqlite3"))

    def keep_as_opening(self) -> None:
        self._copy_to(self.template)
        self.kept: dict[Hashable, Path] = {}

    def set_back(self) -> None:
        self._begin_with(self.template)
        self.begun: tuple[int, int] | None = self._stamp()

    def untouched(self) -> bool:
        written = Path(f"{self.file}-wal")
        return self._stamp() == self.begun and not (written.exists() and written.stat().st_size)

    def keep_scene(self, name: Hashable) -> None:
        self.kept[name] = self.file.with_name(f"scene-{len(self.kept)}.sqlite3")
        self._copy_to(self.kept[name])

    def put_scene(self, name: Hashable) -> bool:
        if name in self.kept:
            self._begin_with(self.kept[name])
            self.begun = None
        return name in self.kept

    def _copy_to(self, copy: Path) -> None:
        with self.app.app_context():
            with db.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            db.engine.dispose()
        shutil.copy(self.file, copy)

    def _begin_with(self, copy: Path) -> None:
        with self.app.app_context():
            db.engine.dispose()
        for ending in ("-wal", "-shm"):
            Path(f"{self.file}{ending}").unlink(missing_ok=True)
        shutil.copy(copy, self.file)

    def _stamp(self) -> tuple[int, int]:
        found = self.file.stat()
        return found.st_mtime_ns, found.st_size


def _without_waiting_for_the_disk(connection: Any, _record: Any) -> None:
    """Nothing here must survive a power cut. What must is tried with a server of its own, see `tests/faults`."""
    connection.execute("PRAGMA synchronous=OFF")


class PostgresStage(Stage):
    """The serving role owns nothing, as in production.

    Copying a database takes longer than most tests, so only the tables that a test changed are filled again, from
    copies in a schema of their own. Now and then all is made anew, since what is deleted still takes room.
    """

    SERVING, PASSWORD, SCENES = "baton_web", "for tests only", 100
    # The opening scene, as above: the database that has it, and how many rows each of its tables has.
    opening: tuple[str, dict[str, int]] | None = None

    def __init__(self, folder: Path, name: str):
        server = postgres.server()
        self.name, self.template, self.kept = name, f"{name}_template", {}
        self.admin = create_engine(server.url("postgres"), isolation_level="AUTOCOMMIT")
        owner = server.url(self.template)
        serving = make_url(owner).set(username=self.SERVING, password=self.PASSWORD)
        if self.opening is None:
            self._create(self.template, "template0")
            make_roles(str(owner), serving.render_as_string(hide_password=False))
            migrate(str(owner))
            self._furnish(serving, str(owner), folder)
            self._copy_tables(str(owner))
            self._create(opening := f"{name}_opening", self.template)
            PostgresStage.opening = opening, self.rows
        else:
            opening, self.rows = self.opening
            self.scenes = 0
            self._create(self.template, opening)
        self._create(self.name, self.template)
        self.owner, self.putting_back = create_engine(server.url(self.name), poolclass=NullPool), None
        url = serving.set(database=self.name).render_as_string(hide_password=False)
        super().__init__(create_app(settings_for(url, folder, server.url(self.name))))

    def _furnish(self, serving: object, owner: str, folder: Path) -> None:
        app = create_app(settings_for(serving.render_as_string(hide_password=False), folder, owner))
        with app.app_context():
            _assemble()
            db.engine.dispose()

    def keep_as_opening(self) -> None:
        with self.app.app_context():
            db.engine.dispose()
        self._copy_tables(str(self.owner.url.render_as_string(hide_password=False)))
        self._let_go()
        self._create(self.template, self.name)
        self.kept = {}

    def _copy_tables(self, owner: str) -> None:
        """Put a copy of every table aside, and remember how many rows each has."""
        self.scenes = 0
        engine = create_engine(owner, poolclass=NullPool)
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA IF EXISTS opening CASCADE"))
            connection.execute(text("CREATE SCHEMA opening"))
            tables = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
            for table in tables:
                connection.execute(text(f"CREATE TABLE opening.{table} AS TABLE public.{table}"))
            self.rows = {table: connection.scalar(text(f"SELECT count(*) FROM {table}")) for table in tables}

    def _create(self, name: str, template: str) -> None:
        with self.admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))

    def set_back(self) -> None:
        if self.scenes % self.SCENES == 0 or not self._put_back():
            with self.app.app_context():
                db.engine.dispose()
            self._make_anew()
        self.scenes += 1
        self.begun = self._next_write()

    def _make_anew(self) -> None:
        """The connection that puts back stays open: making one takes as long as looking what changed."""
        self._let_go()
        self._create(self.name, self.template)
        self.kept = {}  # they lay in the database that is no more
        url = self.owner.url.set(drivername="postgresql").render_as_string(hide_password=False)
        self.putting_back = psycopg.connect(url, autocommit=True)
        atexit.register(self.putting_back.close)
        self.since = self._now()

    def _let_go(self) -> None:
        if self.putting_back is not None:
            self.putting_back.close()

    def _now(self) -> int:
        return self.putting_back.execute("SELECT txid_current()").fetchone()[0]

    def _put_back(self) -> bool:
        """Fill what was changed since `since`. Says whether that was possible."""
        try:
            with self.putting_back.transaction():
                self.putting_back.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                    " AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'"
                )
                self.putting_back.execute("SET LOCAL session_replication_role = replica")
                since = self._now()
                self._fill(self._changed_tables(), "opening")
        except psycopg.Error:
            return False
        self.since = since
        return True

    def _fill(self, tables: list[str], schema: str) -> None:
        for table in tables:
            self.putting_back.execute(f"DELETE FROM public.{table}")
            self.putting_back.execute(f"INSERT INTO public.{table} SELECT * FROM {schema}.{table}")

    def untouched(self) -> bool:
        return self._next_write() == self.begun

    def _next_write(self) -> str:
        """The number that whoever writes next is given; whoever only reads takes none."""
        return self.putting_back.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text").fetchone()[0]

    def keep_scene(self, name: Hashable) -> None:
        schema, tables = f"scene_{len(self.kept)}", self._changed_tables()
        self.putting_back.execute(f"CREATE SCHEMA {schema}")
        for table in tables:
            self.putting_back.execute(f"CREATE TABLE {schema}.{table} AS TABLE public.{table}")
        self.kept[name] = schema, tables

    def put_scene(self, name: Hashable) -> bool:
        if name not in self.kept:
            return False
        schema, tables = self.kept[name]
        with self.putting_back.transaction():
            self.putting_back.execute("SET LOCAL session_replication_role = replica")
            self._fill(tables, schema)
        return True

    def _changed_tables(self) -> list[str]:
        changed = self.putting_back.execute(self._changed(), {"since": self.since}, prepare=True)
        return [table for (table,) in changed]

    def _changed(self) -> str:
        """What was written carries a younger transaction; what was only deleted is missing."""
        return " UNION ALL ".join(
            f"SELECT '{table}' WHERE (SELECT count(*) FROM {table}) <> {rows}"
            f" OR EXISTS (SELECT FROM {table} WHERE xmin::text::bigint > %(since)s)"
            for table, rows in self.rows.items()
        )


def _assemble() -> None:
    """The opening scene: everybody, and Northgate's engagement."""
    cast.assemble()
    makers.assemble()


def open_stage(engine: str, folder: Path, name: str) -> Stage:
    return SqliteStage(folder) if engine == "sqlite" else PostgresStage(folder, name)
