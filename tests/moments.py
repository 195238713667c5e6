"""Moments to go back to: what took a while to bring about is told once, and tried again and again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.databases import PostgresStage, Stage
from tracker.core.database import db
from tracker.core.ids import new_id


@contextmanager
def moment(stage: Stage) -> Iterator[Callable[[], None]]:
    """`with moment(stage) as go_back:` — each `go_back()` makes the database what it is now."""
    name = ("moment", new_id())
    _let_go(stage)
    stage.keep_scene(name)

    def go_back() -> None:
        _let_go(stage)
        if isinstance(stage, PostgresStage):
            assert stage._put_back()
        assert stage.put_scene(name)

    yield go_back


def _let_go(stage: Stage) -> None:
    with stage.app.app_context():
        db.session.remove()
        db.engine.dispose()
