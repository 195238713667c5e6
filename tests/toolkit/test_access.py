"""Who may use a tool: asked for, given, ended."""

import pytest

from tests.cast import BY_KEY
from tests.makers import member
from tests.toolkit.scenes import acting, let_in
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.extension_points import slices
from tracker.tenancy import scoped
from tracker.toolkit.models import AccessGrant, Tool, give_access, request_access


def admins(app, northgate, tool="scheduler") -> list:
    with acting(app, "helen"):
        return next(row["admins"] for row in slices["tools"](northgate.id) if row["key"] == tool)


def test_aisha_asks_and_priya_lets_her_in(app, northgate, aisha, priya):
    path = f"/tools/{northgate.tool('scheduler')}"
    page = aisha.opens(path).send(action="/request")
    assert page.says("Requested")
    page = priya.opens(path).send(action="/grant")
    assert page.says("Access given.")
    with acting(app, "priya"):
        assert db.session.scalars(scoped(AccessGrant)).one().active


@pytest.mark.every_engine
def test_helen_gives_access_at_once_and_names_an_admin(app, northgate, helen):
    page = helen.opens(f"/tools/{northgate.tool('scheduler')}").send(
        action="/access", person=str(BY_KEY["aisha"].id), admin="y"
    )
    assert page.says("Aisha Khan admin")
    assert admins(app, northgate) == [{"person": str(BY_KEY["aisha"].id)}]
    page.send(action="/admin")
    assert admins(app, northgate) == []


def test_what_the_practice_asks_for_waits_for_the_client(app, northgate, marcus, helen):
    path = f"/tools/{northgate.tool('scheduler')}"
    page = marcus.opens(path).send(action="/access", person=str(BY_KEY["mina"].id))
    assert page.says("Asked. Somebody at the client decides.")
    page = helen.opens(path).send(action="/revoke")
    assert page.says("Request turned down.")
    with acting(app, "helen"):
        assert db.session.scalars(scoped(AccessGrant)).one().revoked_at is not None


def test_nobody_is_let_in_twice(app, northgate):
    let_in(app, northgate, "aisha")
    with acting(app, "aisha") as aisha, pytest.raises(Refused, match="has access already"):
        request_access(northgate.get(Tool, "scheduler"), aisha, by=aisha)


def test_after_access_ended_it_can_be_asked_for_again(app, northgate):
    id = let_in(app, northgate, "aisha")
    with acting(app, "helen") as helen:
        northgate.one(AccessGrant, id).revoke(helen)
        with pytest.raises(Stale):
            northgate.one(AccessGrant, id).revoke(helen)
        give_access(northgate.get(Tool, "scheduler"), member("aisha"), by=helen)
        db.session.commit()
        assert len([*db.session.scalars(scoped(AccessGrant))]) == 2


def test_staff_let_others_into_the_tools_they_are_admins_of(app, northgate, visit):
    let_in(app, northgate, "aisha", admin=True)
    path = f"/tools/{northgate.tool('scheduler')}"
    visit("callum").opens(path).send(action="/request")
    assert visit("aisha").opens(path).send(action="/grant").says("Access given.")
    assert "/access" not in visit("callum").opens(path).html


def test_staff_do_not_let_themselves_in(app, northgate, aisha):
    page = aisha.opens(f"/tools/{northgate.tool('scheduler')}").send(action="/request")
    assert "/grant" not in page.html
    with acting(app, "aisha"):
        id = db.session.scalars(scoped(AccessGrant)).one().id
    token = page.form().values["csrf_token"] if page.reader.forms else ""
    assert aisha.post(f"/access/{id}/grant", csrf_token=token).status in {403, 419}
    with acting(app, "aisha"):
        assert db.session.scalars(scoped(AccessGrant)).one().waiting


def test_somebody_who_left_is_shown_as_left_and_not_let_in(app, northgate, helen):
    let_in(app, northgate, "aisha")
    with acting(app, "callum") as callum:
        request_access(northgate.get(Tool, "scheduler"), callum, by=callum)
        db.session.commit()
    with acting(app, "helen"):
        for key in ("aisha", "callum"):
            member(key).ended_at = clock.now()
        db.session.commit()
    page = helen.opens(f"/tools/{northgate.tool('scheduler')}")
    assert page.says("Aisha Khan, left")
    answer = page.send(action="/grant")
    assert answer.status == 422
    assert answer.says("Callum Reid has left.")


@pytest.mark.parametrize("who", ["wes", "tessa", "nobody"])
def test_people_of_elsewhere_are_no_choice(app, northgate, helen, who):
    id = str(BY_KEY[who].id) if who in BY_KEY else "not an id"
    page = helen.opens(f"/tools/{northgate.tool('scheduler')}").send(action="/access", person=id)
    assert page.status == 422
    assert page.says("Not a valid choice.")
    with acting(app, "helen"):
        assert [*db.session.scalars(scoped(AccessGrant))] == []


@pytest.mark.every_engine
def test_asking_twice_asks_once(app, northgate, aisha):
    page = aisha.opens(f"/tools/{northgate.tool('scheduler')}")
    page.send(action="/request")
    assert page.send(action="/request").status == 422
    with acting(app, "helen"):
        assert len([*db.session.scalars(scoped(AccessGrant))]) == 1
