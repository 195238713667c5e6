"""While the database is away people are told to come back, and the same process recovers with it."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import text

from tests.databases import PostgresStage, SqliteStage, Stage
from tests.pages import Visitor
from tracker.core.database import db


def test_people_are_asked_to_come_back_and_find_everything_as_it_was(
    stage: Stage, helen: Visitor, visitor: Visitor
) -> None:
    assert helen.opens("/overview").status == 200
    with taken_away(stage):
        page = helen.opens("/overview")
        assert page.status == 503
        assert int(page.response.headers["Retry-After"]) > 0
        assert visitor.opens("//healthz").status == 200
        assert visitor.opens("//readyz").status == 503
    assert helen.opens("/overview").status == 200


def test_a_form_that_was_sent_meanwhile_changes_nothing(stage: Stage, app: Flask, helen: Visitor) -> None:
    form = helen.opens("//account").form("name")
    with taken_away(stage):
        assert helen.post("//account", **{**form.values, "name": "Helen the Second"}).status == 503
    assert "Helen the Second" not in helen.opens("//account").html


@contextmanager
def taken_away(stage: Stage) -> Iterator[None]:
    """The database cannot be reached: the file is elsewhere, or the server lets nobody in and ends who is there."""
    _forget_connections(stage.app)
    if isinstance(stage, SqliteStage):
        elsewhere = stage.file.with_suffix(".elsewhere")
        stage.file.rename(elsewhere)
        stage.file.mkdir()
        try:
            yield
        finally:
            stage.file.rmdir()
            elsewhere.rename(stage.file)
    elif isinstance(stage, PostgresStage):
        _open_doors(stage, False)
        try:
            yield
        finally:
            _open_doors(stage, True)


def _open_doors(stage: PostgresStage, open: bool) -> None:
    with stage.admin.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {stage.name} ALLOW_CONNECTIONS {open}"))
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"), {"name": stage.name}
        )


def _forget_connections(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
