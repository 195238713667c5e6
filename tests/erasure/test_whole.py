"""A client's data, or a whole workspace: read-only while it waits, then gone, and nothing of others is touched."""

import pytest
from sqlalchemy import select, update

from tests import cast
from tests.erasure.scenes import comes_due, in_days, killed_after, seen
from tests.makers import acting
from tests.post_box import PostBox
from tracker.access import Can
from tracker.access.policies import allows
from tracker.archive.parts import Scope, parts
from tracker.archive.removing import count
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.erasure import proofs
from tracker.erasure.asking import ask_for_client, ask_for_workspace, of_client, open_for, take_back
from tracker.erasure.daily import carry_out
from tracker.erasure.holdings import client_at_stake
from tracker.tenancy import Workspace, unscoped

pytestmark = pytest.mark.slow
HARBOUR, TIDEWATER = cast.fixed("workspace harbour"), cast.fixed("workspace tidewater")
NORTHGATE = Scope(HARBOUR, cast.fixed("client northgate"))
WEIR = Scope(HARBOUR, cast.fixed("client weir"))


@pytest.fixture(autouse=True)
def the_practices_own_rows_are_by_its_own_people(furnished):
    """The furnishing puts anybody's name to anything; nobody of a client makes a playbook of the practice."""
    with furnished.app.app_context(), entered(Context(HARBOUR, removes=True)):
        for part in parts().values():
            people = {one.column_keys[-1] for one in part.keys() if one.referred_table.name == "membership"}
            if not part.of_clients and people:
                values = dict.fromkeys(people, cast.BY_KEY["marcus"].id)
                statement = update(part.table).where(part.table.c.workspace_id == HARBOUR).values(values)
                db.session.execute(unscoped(statement, "the practice's own rows, by its own people"))
        db.session.commit()


@pytest.fixture
def app(furnished):
    return furnished.app


def asked_by_helen(app):
    with acting(app, "helen") as helen:
        id = ask_for_client(client_at_stake(helen), by=helen).id
        db.session.commit()
        return id


def asked_by_marcus(app):
    with acting(app, "marcus") as marcus:
        id = ask_for_workspace(by=marcus).id
        db.session.commit()
        return id


def test_a_clients_data_goes_and_its_neighbours_stay(furnished, sums):
    app, before = furnished.app, (sums(WEIR).whole, sums(Scope(TIDEWATER)).whole)
    id, box = asked_by_helen(app), PostBox(app)
    assert comes_due(app, days=29) == 0
    assert comes_due(app, days=31) == 1
    with app.app_context():
        assert count(NORTHGATE) == {}
    assert (sums(WEIR).whole, sums(Scope(TIDEWATER)).whole) == before
    done = seen(app, id)
    assert proofs.holds(done) and done.counts["sign_off"] >= 1 and done.asked_by_id is None
    with in_days(31):
        newest = box.newest("helen@northgate.example")
    assert done.proof in newest.text.replace("\n", "") and "Northgate Recruitment" in newest.subject
    with app.app_context(), entered(Context(HARBOUR)):
        assert db.session.get_one(Workspace, HARBOUR).closing is None


def test_a_workspace_goes_whole(furnished, sums):
    app, before = furnished.app, sums(Scope(TIDEWATER)).whole
    id = asked_by_marcus(app)
    assert comes_due(app, days=31) == 1
    with app.app_context():
        assert count(Scope(HARBOUR)) == {}
        assert db.session.scalar(select(Workspace).where(Workspace.id == HARBOUR)) is None
    assert sums(Scope(TIDEWATER)).whole == before
    assert proofs.holds(seen(app, id))


def test_while_it_waits_it_is_only_read_and_says_so_and_can_be_taken_back(furnished, visit):
    app = furnished.app
    asked_by_helen(app)
    for key in ("helen", "priya"):
        page = visit(key).opens("/")
        assert page.says("Read-only"), key
    answer = visit("helen").opens(f"/engagements/{furnished.id(Engagement)}/risks/new")
    assert answer.status == 403 and answer.says("to be deleted on")
    assert not visit("dawn").opens("/").says("Read-only")
    with acting(app, "helen") as helen:
        take_back(open_for(of_client(NORTHGATE.client)), by=helen)
        db.session.commit()
        assert allows(Can.KEEP_RISKS, helen)
    assert not visit("helen").opens("/").says("Read-only")
    assert comes_due(app, days=31) == 0


@pytest.mark.parametrize("asked", [asked_by_helen, asked_by_marcus], ids=["client", "workspace"])
def test_killed_ten_times_it_resumes_and_touches_nothing_else(furnished, sums, monkeypatch, asked):
    monkeypatch.setattr("tracker.archive.removing.BATCH", 2)
    app, before = furnished.app, (sums(WEIR).whole, sums(Scope(TIDEWATER)).whole)
    id = asked(app)
    ended = [killed_after(app, id, 0.05 + turn * 0.05) for turn in range(10)]
    assert not ended[0]
    with app.app_context():
        carry_out(id)
        assert count(NORTHGATE) == {}
    done = seen(app, id)
    assert done.done_at is not None and proofs.holds(done) and done.counts["engagement"] >= 1
    assert sums(Scope(TIDEWATER)).whole == before[1]
    if done.client_id is not None:
        assert sums(WEIR).whole == before[0]
