"""What the practice keeps of a handover for its scorecard: figures that outlive access, and no word of the client."""

import pytest
from sqlalchemy import text

from tests.cast import fixed
from tests.counting import statements
from tests.handover.after import after, answered, handed_over, on
from tests.makers import acting
from tests.told_once import told_once
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.engagements.models import PracticeAccess
from tracker.handover.lasting import journeys, keep_all_figures, keep_figures
from tracker.handover.models import Lasting
from tracker.tenancy import scoped, unscoped
from tracker.tenancy.scope import WallBreach

HARBOUR = Context(workspace=fixed("workspace harbour"), zone="Europe/London")


@told_once
def answer_twice(app, northgate):
    with acting(app, "helen"):
        handed_over(northgate)
        answered(northgate, 30, fallen={"reply": 2})
        answered(northgate, 90)


@pytest.fixture
def answered_twice(app, northgate):
    answer_twice(app, northgate)
    return northgate


def kept(app, day):
    with app.app_context(), on(day), entered(HARBOUR):
        return keep_all_figures()


def read(app, day):
    with acting(app, "marcus"), on(day):
        return journeys()


def test_answers_and_relapses_are_read_with_the_stages(app, answered_twice):
    one, = read(app, after(120))
    assert (one.answered, one.relapses, one.climbed, one.down_at_90) == ({30, 90}, 1, 0, 1)
    assert one.dated == {30, 60, 90, 180, 365}
    assert one.handed_over_on == after(0)


def test_what_is_kept_says_the_same_and_outlives_the_engagement(app, answered_twice):
    assert kept(app, after(120)) == 1
    assert kept(app, after(120)) == 1
    before, = read(app, after(120))
    with acting(app, "marcus"), on(after(121)):
        assert len(db.session.scalars(scoped(Lasting)).all()) == 1
        answered_twice.engagement.sealed_at = answered_twice.engagement.created_at
        db.session.flush()
        after_it, = journeys()
        for name in ("signed_on", "reached_on", "handed_over_on", "answered", "relapses", "climbed", "down_at_90"):
            assert getattr(after_it, name) == getattr(before, name), name
        assert after_it.stood == {days: stage for days, stage in before.stood.items() if days <= 90}
        assert after_it.until == after(120)


def test_an_engagement_in_which_the_practice_has_no_access_counts_on(app, answered_twice):
    with acting(app, "helen"):
        answered_twice.engagement.practice_access = PracticeAccess.NONE
        db.session.commit()
    assert len(read(app, after(120))) == 1


def test_after_the_last_check_in_nothing_is_read_any_more(app, answered_twice):
    kept(app, after(372))
    with acting(app, "marcus"):
        assert not db.session.scalars(scoped(Lasting)).one().settled
    kept(app, after(373))
    assert kept(app, after(374)) == 0
    assert read(app, after(400))[0].answered == {30, 90}


def test_whoever_moves_an_engagement_has_its_figures_kept_first(app, answered_twice):
    with acting(app, "marcus"), on(after(95)):
        keep_figures(answered_twice.id)
        assert db.session.scalars(scoped(Lasting)).one().answered == [30, 90]


def test_the_card_asks_four_questions_however_much_there_is(app, answered_twice):
    with acting(app, "marcus"), statements(app) as sent:
        journeys()
    assert len(sent) == 4


def test_a_client_neither_reads_nor_writes_what_the_practice_keeps(app, answered_twice):
    kept(app, after(120))
    with acting(app, "helen"):
        assert db.session.scalars(scoped(Lasting)).all() == []
        if db.engine.dialect.name == "postgresql":
            bare = text("SELECT count(*) FROM lasting")
            assert db.session.scalar(unscoped(bare, "only the wall of the engine is to answer")) == 0
        db.session.add(
            Lasting(workspace_id=HARBOUR.workspace, engagement_id=answered_twice.id, handed_over_on=after(0))
        )
        with pytest.raises(WallBreach, match="another client"):
            db.session.flush()
