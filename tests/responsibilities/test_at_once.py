"""Two people at the same moment: what one of them decided is never lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.responsibilities.scenes import activity, inside
from tracker.core.database import db
from tracker.core.errors import Stale
from tracker.responsibilities.ladder import move
from tracker.responsibilities.models import LevelChange
from tracker.responsibilities.rules import write_rule
from tracker.tenancy import scoped
from tracker.worklog.logging import log_work
from tracker.worklog.models import WorkEntry

PEOPLE = ("marcus", "mina", "helen", "priya")


def all_at_once(app, act):
    """Everybody does `act(member)` and commits, starting together; answers who was told to look again."""
    barrier = Barrier(len(PEOPLE))

    def one(key):
        barrier.wait(timeout=30)
        with inside(app, key) as member:
            try:
                act(member)
                db.session.commit()
            except Stale:
                return key
            return None

    with ThreadPoolExecutor(len(PEOPLE)) as pool:
        return [key for key in pool.map(one, PEOPLE) if key]


def test_of_four_moves_from_the_same_rung_one_stands(app, northgate):
    told = all_at_once(app, lambda by: move(activity(northgate), 2, by=by, because=f"{by.name} says so", seen=0))
    assert len(told) == 3
    with inside(app, "marcus"):
        assert len(db.session.scalars(scoped(LevelChange)).all()) == 1
        assert activity(northgate).rung == 2


def test_of_four_rules_written_from_the_same_page_one_stands(app, northgate):
    told = all_at_once(app, lambda by: write_rule(activity(northgate), "in_house", f"{by.name} writes it.", by=by))
    assert len(told) == 3


def test_everybodys_work_is_logged(app, northgate):
    for _ in range(3):
        assert not all_at_once(app, lambda by: log_work(activity(northgate), "together", by=by))
    with inside(app, "marcus"):
        assert len(db.session.scalars(scoped(WorkEntry)).all()) == 12
