"""Copies made by the generator are whole: the same story, other ids, facts that name their own rows."""

from pathlib import Path

import pytest
from sqlalchemy import text

from benchmarks.copying import MARK
from benchmarks.generator import fill, workspaces_in
from benchmarks.places import open_place
from tracker import create_app
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.engagements.extension_points import live_facts
from tracker.engagements.models import Engagement
from tracker.selfsufficiency.facts_on_record import facts_of
from tracker.tenancy import Workspace, scoped

pytestmark = pytest.mark.slow


def test_a_copy_stands_on_its_own(tmp_path: Path) -> None:
    place, _ = open_place("sqlite", tmp_path, "copies")
    fill(place, 3, days=8, far=(0.4,), say=False)
    assert workspaces_in(place) == 3
    with place.owner().connect() as connection:
        assert connection.execute(text("PRAGMA foreign_key_check")).first() is None
    app = create_app(place.settings())
    with app.app_context():
        copy = db.session.scalars(db.select(Workspace).where(Workspace.slug == "practice-2")).one().id
        with entered(Context(workspace=copy, writes=False, zone="Europe/London")):
            engagement = db.session.scalars(scoped(Engagement)).one()
            kept = facts_of(engagement.id)
            assert f"{MARK:08x}" not in str(kept)
            live = live_facts(engagement.id)
            for flag in kept["flags"]["standing"] + live["flags"]["standing"]:
                del flag["mark"]  # says what the proofs were, and they name other records now
            assert kept == live
