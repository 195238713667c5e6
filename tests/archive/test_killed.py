"""Killed in the middle of an import, again and again: nothing is doubled, lost or left behind."""

import json
import os
import random
import signal
import time
from io import BytesIO

import pytest
from sqlalchemy import func, select

from tests import cast
from tests.archive.archives import archive_of, entries
from tests.archive.conftest import HARBOUR
from tests.databases import engines_under_test
from tracker.archive.checking import check, opened
from tracker.archive.content import Scope, content_hash, rows_of
from tracker.archive.importing import bring_in
from tracker.core.context import entered
from tracker.core.database import db
from tracker.files.models import Attachment
from tracker.files.storage import known
from tracker.tenancy import Workspace

pytestmark = pytest.mark.slow
TIMES = 10
WEIR = Scope(HARBOUR, cast.fixed("client weir"))


@pytest.mark.parametrize("engine", engines_under_test())
def test_killed_ten_times_it_is_there_whole_or_not_at_all(furnished, other, engine):
    if engine_of(furnished.app) != engine:
        pytest.skip("One stage is enough for each engine.")
    content, app = archive_of(furnished.app, WEIR), other(engine)
    done, longest = begin(app, content, "whole")
    assert done
    shots, cut_short = random.Random(5), 0
    for number in range(TIMES):
        slug = f"killed-{number}"
        done, _ = begin(app, content, slug, kill_after=shots.uniform(0, longest))
        found = space(app, slug)
        assert found is not None or not done
        if found is None:
            cut_short += 1
            assert begin(app, content, slug)[0]
            found = space(app, slug)
        check_whole(app, found, content)
    assert cut_short
    check_files(app)


def engine_of(app):
    with app.app_context():
        return db.engine.dialect.name


def begin(app, content, slug, *, kill_after=None):
    """Bring it in by a process of its own, killed so long after it begins to write. (was it done, seconds)"""
    with app.app_context():
        db.engine.dispose()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        bring_and_tell(app, content, slug, writing)
    os.close(writing)
    with open(reading, "rb") as told:
        assert told.read(1) == b"b"
        began = time.monotonic()
        if kill_after is not None:
            time.sleep(kill_after)
            os.kill(child, signal.SIGKILL)
        done = told.read() == b"d"
    os.waitpid(child, 0)
    return done, time.monotonic() - began


def bring_and_tell(app, content, slug, writing):
    try:
        with app.app_context(), opened(BytesIO(content)) as archive:
            check(archive)
            os.write(writing, b"b")
            bring_in(archive, slug=slug)
            os.write(writing, b"d")
    finally:
        os._exit(0)


def space(app, slug):
    with app.app_context():
        return db.session.scalar(select(Workspace.id).where(Workspace.slug == slug))


def check_whole(app, workspace, content):
    scope = Scope(workspace, WEIR.client)
    with app.app_context(), entered(scope.context()):
        assert content_hash(rows_of(scope)).whole == json.loads(entries(content)["manifest.json"])["content"]


def check_files(app):
    """Every file belongs to a row, and every row has its file."""
    folder = app.config["SETTINGS"].instance / "files"
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    wanted = set()
    with app.app_context():
        spaces = list(db.session.scalars(select(Workspace.id)))
    for workspace in spaces:
        with app.app_context(), entered(Scope(workspace).context()):
            assert db.session.scalar(select(func.count(Attachment.id))) >= 0
            wanted |= {row.key for row in db.session.scalars(select(Attachment)) if row.kind == "txt"}
    assert there - wanted == set()
    assert all(known(key) for key in wanted)
