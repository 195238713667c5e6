"""A fresh database for every test: migrated and peopled once, then copied."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, text
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


class SqliteStage(Stage):
    def __init__(self, folder: Path):
        self.file, self.template = folder / "baton.sqlite3", folder / "template.sqlite3"
        url = f"sqlite:///{self.file}"
        migrate(url)
        super().__init__(create_app(settings_for(url, folder)))
        with self.app.app_context():
            _assemble()
            with db.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            db.engine.dispose()
        shutil.copy(self.file, self.template)

    def set_back(self) -> None:
        with self.app.app_context():
            db.engine.dispose()
        for ending in ("-wal", "-shm"):
            Path(f"{self.file}{ending}").unlink(missing_ok=True)
        shutil.copy(self.template, self.file)


class PostgresStage(Stage):
    """The serving role owns nothing, as in production."""

    SERVING, PASSWORD = "baton_web", "for tests only"

    def __init__(self, folder: Path, name: str):
        server = postgres.server()
        self.name, self.template = name, f"{name}_template"
        self.admin = create_engine(server.url("postgres"), isolation_level="AUTOCOMMIT")
        self._create(self.template, "template0")
        owner = server.url(self.template)
        serving = make_url(owner).set(username=self.SERVING, password=self.PASSWORD)
        make_roles(str(owner), serving.render_as_string(hide_password=False))
        migrate(str(owner))
        self._furnish(serving, str(owner), folder)
        self._create(self.name, self.template)
        url = serving.set(database=self.name).render_as_string(hide_password=False)
        super().__init__(create_app(settings_for(url, folder, server.url(self.name))))

    def _furnish(self, serving: object, owner: str, folder: Path) -> None:
        app = create_app(settings_for(serving.render_as_string(hide_password=False), folder, owner))
        with app.app_context():
            _assemble()
            db.engine.dispose()

    def _create(self, name: str, template: str) -> None:
        with self.admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))

    def set_back(self) -> None:
        with self.app.app_context():
            db.engine.dispose()
        self._create(self.name, self.template)


def _assemble() -> None:
    """The opening scene: everybody, and Northgate's engagement."""
    cast.assemble()
    makers.assemble()


def open_stage(engine: str, folder: Path, name: str) -> Stage:
    return SqliteStage(folder) if engine == "sqlite" else PostgresStage(folder, name)
