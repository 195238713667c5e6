"""What a graduation leaves on either side, whatever the owner granted."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import cast
from tests.graduation import scenes
from tests.makers import Northgate
from tests.speed.worlds import one_of_everything
from tracker.accounts.models import Membership
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.engagements.daily import do_the_days_work
from tracker.engagements.models import Engagement, PracticeAccess
from tracker.graduation.models import Graduation, GraduationTicket, Grant, Stage
from tracker.tenancy import scoped

pytestmark = pytest.mark.slow
WEIR = cast.fixed("client weir")


@pytest.fixture
def furnished(app, northgate) -> Northgate:
    one_of_everything(app, northgate)
    scenes.handed_over(app, northgate)
    return northgate


def without(found, *tables):
    return {name: rows for name, rows in found.items() if name not in tables}


def test_every_row_is_in_the_new_workspace_as_it_was(app, furnished):
    _, new = scenes.asked(app, furnished)
    before = scenes.content(app, scenes.OLD, scenes.NORTHGATE)
    scenes.carried_out(app)
    after = scenes.content(app, new, scenes.NORTHGATE)
    # Being taken over is itself on record, and counted along.
    told = ("audit_event", "standing", "fact_slice", "fact_change", "snapshot")
    assert without(after, *told) == without(before, *told)
    assert set(before["audit_event"]) < set(after["audit_event"])
    assert sum(map(len, before.values())) > 150
    assert not scenes.workspace(app, new).in_making


def test_nothing_granted_leaves_nothing(app, furnished):
    others = scenes.everybody_else(app)
    graduation, _ = scenes.asked(app, furnished)
    scenes.carried_out(app)
    assert not any(scenes.content(app, scenes.OLD, scenes.NORTHGATE).values())
    assert scenes.stage_of(app, graduation) is None
    hanging = ("comment", "mending", "inbox_row", "report_draft", "audit_event", "job")
    assert without(scenes.everybody_else(app), *hanging) == without(others, *hanging)


def test_another_client_is_touched_by_nothing(app, furnished):
    before = scenes.content(app, scenes.OLD, WEIR)
    scenes.asked(app, furnished)
    scenes.carried_out(app)
    assert scenes.content(app, scenes.OLD, WEIR) == before
    assert any(before.values())


def test_a_summary_is_all_that_is_left_of_it(app, furnished):
    graduation, _ = scenes.asked(app, furnished, Grant.SUMMARY)
    scenes.carried_out(app)
    assert not any(scenes.content(app, scenes.OLD, scenes.NORTHGATE).values())
    with app.app_context(), entered(Context(workspace=scenes.OLD)):
        kept = db.session.scalars(scoped(Graduation)).one()
        assert (kept.id, kept.stage, kept.client_id, kept.words) == (graduation, Stage.DONE, None, "")
        assert [part["title"] for part in kept.summary] == ["Social media: leave the tools behind"]


def test_what_may_be_read_is_sealed_and_goes_after_its_day(app, furnished):
    scenes.asked(app, furnished, Grant.READ)
    scenes.carried_out(app)
    with app.app_context(), entered(Context(workspace=scenes.OLD)):
        engagement = db.session.scalars(scoped(Engagement).where(Engagement.id == furnished.id)).one()
        assert engagement.sealed_at is not None
        assert engagement.practice_access == PracticeAccess.READ
        assert db.session.scalar(scoped(Membership).where(
            Membership.client_id == scenes.NORTHGATE, Membership.ended_at.is_(None)
        )) is None  # fmt: skip
    with clock.at(clock.now() + timedelta(days=92)), app.app_context():
        do_the_days_work()
        scenes.carried_out(app)
    assert not any(scenes.content(app, scenes.OLD, scenes.NORTHGATE).values())


def test_people_keep_their_places_and_the_practices_only_their_names(app, furnished):
    _, new = scenes.asked(app, furnished)
    scenes.carried_out(app)
    with app.app_context(), entered(Context(workspace=new)):
        people = {row.name: row for row in db.session.scalars(scoped(Membership))}
        assert people["Helen Ames"].id == cast.BY_KEY["helen"].id
        assert people["Helen Ames"].active and people["Helen Ames"].own and not people["Helen Ames"].moving
        assert not people["Marcus Hale"].active
        assert people["Marcus Hale"].id == cast.BY_KEY["marcus"].id
        assert "Dawn Perry" not in people
        assert db.session.scalars(scoped(Client)).one().id == scenes.NORTHGATE


def test_until_it_opens_nobody_is_in_the_new_workspace(app, furnished, monkeypatch, visit):
    from tracker.graduation import working

    graduation, new = scenes.asked(app, furnished)
    monkeypatch.setitem(working._ACTS, Stage.CHECKED, lambda *_: (_ for _ in ()).throw(OSError("away")))
    scenes.carried_out(app)
    assert scenes.stage_of(app, graduation) == Stage.CHECKED
    helen = visit("helen")
    assert helen.opens("/w/northgate/").status == 404
    page = helen.opens(f"{furnished.path}/take-over")
    assert page.says("It opens in a moment.") and page.says("It waits")
    assert helen.opens("/w/harbour/people").status == 200
    assert helen.opens("/w/harbour/people/invite").status == 403
    monkeypatch.undo()
    scenes.at_once(app)
    scenes.carried_out(app)
    moved = visit("helen").opens(f"/w/harbour{furnished.path}/take-over")
    assert moved.path.startswith("/w/northgate/") and moved.says("You run this on your own")
    with app.app_context():
        assert db.session.scalar(select(GraduationTicket)) is None
