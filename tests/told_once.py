"""Long ways into a story are gone once, by the verbs, and kept: who comes the same way again begins where it led."""

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, TypeVar

from flask import Flask

from tests.databases import Stage
from tests.makers import Northgate
from tracker.core import clock
from tracker.core.database import db

Led = TypeVar("Led")
STAGE = "stage of the tests"
# Each is a copy of the tables; and what is told only once in a run is not worth one.
MOST_KEPT = 80


def told_once(tell: Callable[..., Led]) -> Callable[..., Led]:
    """`tell(app, …)` brings the opening scene to another one and answers with ids alone; no files are kept.

    It is told anew where something was written before, where somebody still reads, and where the clock was moved.
    """
    answers: dict[tuple[Any, ...], Led] = {}
    asked: Counter[tuple[Any, ...]] = Counter()

    @wraps(tell)
    def told(app: Flask, *more: Any, **named: Any) -> Led:
        stage: Stage | None = app.extensions.get(STAGE)
        if stage is None or not _at_the_beginning(app, stage):
            return tell(app, *more, **named)
        said = [one for one in more if not isinstance(one, Northgate)]
        name = (tell.__module__, tell.__qualname__, *said, *sorted(named.items()), clock.today())
        if stage.put_scene(name):
            return deepcopy(answers[id(stage), name])
        answers[id(stage), name] = tell(app, *more, **named)
        asked[id(stage), name] += 1
        if asked[id(stage), name] > 1 and len(stage.kept) < MOST_KEPT:
            stage.keep_scene(name)
        return answers[id(stage), name]

    return told


def _at_the_beginning(app: Flask, stage: Stage) -> bool:
    if abs(clock.now() - datetime.now(UTC)) > timedelta(seconds=1):
        return False
    with app.app_context():
        return db.engine.pool.checkedout() == 0 and stage.untouched()
