"""Moments to go back to: what took a while to bring about is told once, and tried again and again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from shutil import copy

from sqlalchemy import NullPool, create_engine, text

from tests.databases import PostgresStage, SqliteStage, Stage
from tracker.core.database import db


@contextmanager
def moment(stage: Stage) -> Iterator[Callable[[], None]]:
    """`with moment(stage) as go_back:` — each `go_back()` makes the database what it is now."""
    with stage.app.app_context():
        db.session.rollback()
        db.engine.dispose()
    kept = _kept_file if isinstance(stage, SqliteStage) else _kept_tables
    with kept(stage) as go_back:
        yield go_back


@contextmanager
def _kept_file(stage: SqliteStage) -> Iterator[Callable[[], None]]:
    """The stage sets its file back to a template: for a while it has another one."""
    opening, stage.template = stage.template, stage.template.with_suffix(".moment")
    try:
        with stage.app.app_context(), db.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        copy(stage.file, stage.template)
        yield stage.set_back
    finally:
        stage.template = opening


@contextmanager
def _kept_tables(stage: PostgresStage) -> Iterator[Callable[[], None]]:
    """Beside the copies of the opening scene stand those of the tables that have changed since."""
    changed = [table for (table,) in stage.putting_back.execute(stage._changed(), {"since": stage.since}).fetchall()]
    opening, since = dict(stage.rows), stage._now()
    owner = create_engine(stage.owner.url, poolclass=NullPool)
    with owner.begin() as connection:
        for table in changed:
            connection.execute(text(f"ALTER TABLE opening.{table} RENAME TO {table}__opening"))
            connection.execute(text(f"CREATE TABLE opening.{table} AS TABLE public.{table}"))
            stage.rows[table] = connection.scalar(text(f"SELECT count(*) FROM public.{table}"))
    stage.since = max(since, stage._now())

    def go_back() -> None:
        assert stage._put_back()

    try:
        yield go_back
    finally:
        # Everything is made anew for whoever comes next, from the template, which knows nothing of this.
        stage.rows, stage.scenes = opening, 0
