"""What a graduation leaves on either side, whatever the owner granted."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import cast
from tests.graduation import scenes
from tests.makers import acting
from tests.speed.worlds import one_of_everything
from tracker.accounts.models import Membership
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.errors import Stale
from tracker.engagements.daily import do_the_days_work
from tracker.engagements.models import Engagement, PracticeAccess
from tracker.graduation import working
from tracker.graduation.models import Graduation, GraduationTicket, Grant, Stage
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped

pytestmark = pytest.mark.slow
WEIR = cast.fixed("client weir")
# Being taken over is itself on record, and what is kept beside the record follows.
TOLD = ("audit_event", "standing", "fact_slice", "fact_change", "snapshot")
# Rows of the practice that hang on the client's.
HANGING = ("comment", "mending", "inbox_row", "report_draft", "audit_event", "job")
# What the practice keeps for its scorecard is written a last time before the client goes.
FIGURES = "lasting"


def without(found, *tables):
    return {name: rows for name, rows in found.items() if name not in tables}


def test_every_row_moves_as_it_was_and_nothing_of_anybody_else_is_touched(app, northgate):
    one_of_everything(app, northgate)
    scenes.handed_over(app, northgate)
    others, weir = scenes.everybody_else(app), scenes.content(app, scenes.OLD, WEIR)
    graduation, new = scenes.asked(app, northgate)
    before = scenes.content(app, scenes.OLD, scenes.NORTHGATE)
    scenes.carried_out(app)
    after = scenes.content(app, new, scenes.NORTHGATE)
    assert without(after, *TOLD) == without(before, *TOLD)
    assert set(before["audit_event"]) < set(after["audit_event"])
    assert sum(map(len, before.values())) > 150
    assert not scenes.workspace(app, new).in_making
    # Nothing was granted, so nothing is left: and only of Northgate.
    assert not any(scenes.content(app, scenes.OLD, scenes.NORTHGATE).values())
    assert scenes.stage_of(app, graduation) is None
    assert scenes.content(app, scenes.OLD, WEIR) == weir
    assert any(weir.values())
    assert without(scenes.everybody_else(app), *HANGING, FIGURES) == without(others, *HANGING, FIGURES)
    # People keep their places; of the practice's there are names, and no way in.
    with app.app_context(), entered(Context(workspace=new)):
        people = {row.name: row for row in db.session.scalars(scoped(Membership))}
        assert people["Helen Ames"].id == cast.BY_KEY["helen"].id
        assert people["Helen Ames"].active and people["Helen Ames"].own and not people["Helen Ames"].moving
        assert people["Marcus Hale"].id == cast.BY_KEY["marcus"].id
        assert not people["Marcus Hale"].active
        assert "Dawn Perry" not in people
        assert db.session.scalars(scoped(Client)).one().id == scenes.NORTHGATE


def test_a_summary_is_all_that_is_left_of_it(app, northgate):
    scenes.handed_over(app, northgate)
    graduation, _ = scenes.asked(app, northgate, Grant.SUMMARY)
    scenes.carried_out(app)
    assert not any(scenes.content(app, scenes.OLD, scenes.NORTHGATE).values())
    with app.app_context(), entered(Context(workspace=scenes.OLD)):
        kept = db.session.scalars(scoped(Graduation)).one()
        assert (kept.id, kept.stage, kept.client_id, kept.words) == (graduation, Stage.DONE, None, "")
        assert [part["title"] for part in kept.summary] == ["Social media: leave the tools behind"]


def test_what_may_be_read_is_sealed_and_goes_after_its_day(app, northgate, marcus):
    scenes.handed_over(app, northgate)
    scenes.asked(app, northgate, Grant.READ)
    scenes.carried_out(app)
    with app.app_context(), entered(Context(workspace=scenes.OLD)):
        engagement = db.session.scalars(scoped(Engagement).where(Engagement.id == northgate.id)).one()
        assert engagement.sealed_at is not None
        assert engagement.practice_access == PracticeAccess.READ
        still_here = scoped(Membership).where(Membership.client_id == scenes.NORTHGATE, Membership.ended_at.is_(None))
        assert db.session.scalar(still_here) is None
    assert marcus.opens(f"{northgate.path}/ladder").status == 200
    assert marcus.opens(f"{northgate.path}/extension").status == 403
    assert marcus.opens(f"/clients/{scenes.NORTHGATE}/edit").status == 403
    with clock.at(clock.now() + timedelta(days=92)), app.app_context():
        do_the_days_work()
        scenes.carried_out(app)
    assert not any(scenes.content(app, scenes.OLD, scenes.NORTHGATE).values())


def test_what_baton_notes_meanwhile_comes_along_and_no_person_writes(app, northgate, monkeypatch):
    scenes.handed_over(app, northgate)
    _, new = scenes.asked(app, northgate)
    copied = working.copy_files

    def copy_files(*told):
        with acting(app, "helen"):
            northgate.get(Activity, "reply").name = "Reply, and never mind"
            with pytest.raises(Stale):
                db.session.commit()
        with app.app_context(), entered(Context(workspace=scenes.OLD)):
            northgate.get(Activity, "reply").name = "Reply, and mean it"
            db.session.commit()
        return copied(*told)

    monkeypatch.setattr(working, "copy_files", copy_files)
    scenes.carried_out(app)
    with app.app_context(), entered(Context(workspace=new)):
        names = set(db.session.scalars(scoped(Activity).with_only_columns(Activity.name)))
        assert "Reply, and mean it" in names and "Reply, and never mind" not in names


def test_until_it_opens_nobody_is_in_the_new_workspace(app, northgate, monkeypatch, visit):
    def away(*_):
        raise OSError

    scenes.handed_over(app, northgate)
    graduation, _ = scenes.asked(app, northgate)
    monkeypatch.setitem(working._ACTS, Stage.CHECKED, away)
    scenes.carried_out(app)
    assert scenes.stage_of(app, graduation) == Stage.CHECKED
    helen = visit("helen")
    assert helen.opens("/w/northgate/").status == 404
    page = helen.opens(f"{northgate.path}/take-over")
    assert page.says("It opens in a moment.") and page.says("It waits")
    assert helen.opens("/people").status == 200
    token = page.form("csrf_token").values["csrf_token"]
    refused = helen.post("/inbox/read", csrf_token=token)
    assert refused.status == 403
    assert helen.opens("/people/invite").status == 403
    monkeypatch.undo()
    scenes.at_once(app)
    scenes.carried_out(app)
    moved = helen.opens(f"{northgate.path}/take-over")
    assert moved.path.startswith("/w/northgate/") and moved.says("You run this on your own")
    with app.app_context():
        assert db.session.scalar(select(GraduationTicket)) is None
