"""Keeping what stands on a stage now as the scene that every test begins with."""

import shutil

from tests.databases import PostgresStage, SqliteStage, Stage
from tracker.core.database import db


def keep_as_opening(stage: Stage) -> None:
    with stage.app.app_context():
        if isinstance(stage, SqliteStage):
            with db.engine.connect() as connection:
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    if isinstance(stage, SqliteStage):
        shutil.copy(stage.file, stage.template)
    elif isinstance(stage, PostgresStage):
        stage._create(stage.template, stage.name)
