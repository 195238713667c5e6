"""Facts that are not on record, as after an update, are read again: by pages, by the next change and by the night."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from tests.makers import acting
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import facts_of, slices
from tracker.selfsufficiency.display import standing_of
from tracker.selfsufficiency.keeping import reckon
from tracker.selfsufficiency.models import FactSlice
from tracker.strategy.models import StrategySection
from tracker.strategy.writing import revise
from tracker.tenancy import scoped


@pytest.fixture
def forgotten(app, northgate):
    with acting(app, "marcus") as marcus:
        before = facts_of(northgate.id)
        db.session.execute(delete(FactSlice).where(FactSlice.workspace_id == marcus.workspace_id))
        db.session.commit()
    return before


def kept(northgate):
    names = scoped(FactSlice).with_only_columns(FactSlice.name).where(FactSlice.engagement_id == northgate.id)
    return set(db.session.scalars(names))


def test_pages_read_them_live(app, northgate, forgotten):
    with acting(app, "marcus"):
        assert facts_of(northgate.id) == forgotten
        assert kept(northgate) == set()


def test_the_night_keeps_them_again(app, northgate, forgotten):
    with acting(app, "marcus"), clock.at(clock.now() + timedelta(days=1)):
        reckon(northgate.id)
        db.session.commit()
        assert kept(northgate) == set(slices)


def test_the_next_change_keeps_them_again(app, northgate, forgotten):
    with acting(app, "priya") as priya:
        value = standing_of(northgate.id).value
        revise(northgate.get(StrategySection, "purpose"), "Twelve more placements a month.", 1.0, by=priya, based_on=0)
        db.session.commit()
        assert kept(northgate) == set(slices)
        assert standing_of(northgate.id).value > value
