"""Who controls a tool: the client says so at once, the practice proposes, the client confirms."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.cast import BY_KEY
from tests.toolkit.scenes import FORM, OURS, THEIRS, acting, check, let_in
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.extension_points import slices
from tracker.tenancy import scoped
from tracker.toolkit.models import Holder, Tool, ToolCheck


def fact(app, northgate, tool="scheduler", key="helen") -> dict:
    with acting(app, key):
        return next(row for row in slices["tools"](northgate.id) if row["key"] == tool)


@pytest.mark.every_engine
def test_the_champion_checks_a_tool_and_it_stands_at_once(app, northgate, priya):
    page = priya.opens(f"/tools/{northgate.tool('scheduler')}/check").send(**FORM | {"billing": "practice"})
    assert page.says("Confirmed")
    assert fact(app, northgate)["check"] | {"on": ""} == {
        "account": "client", "recovery": "client", "billing": "practice", "admin": "client", "on": "",
        "by": str(BY_KEY["priya"].id),
    }  # fmt: skip


def test_what_the_practice_finds_waits_until_the_client_confirms_it(app, northgate, marcus, helen):
    page = marcus.opens(f"/tools/{northgate.tool('scheduler')}/check").send(**FORM)
    assert page.says("Waits for the client")
    assert (fact(app, northgate)["check"], fact(app, northgate)["waiting"]) == (None, True)
    page = helen.opens(f"/tools/{northgate.tool('scheduler')}").send(action="/confirm")
    assert page.says("Confirmed.")
    assert fact(app, northgate)["check"]["admin"] == "client"
    assert fact(app, northgate)["waiting"] is False


def test_what_the_client_declines_leaves_what_stood_before(app, northgate, helen):
    check(app, northgate, "priya", admin=Holder.NOBODY)
    check(app, northgate, "mina")
    helen.opens(f"/tools/{northgate.tool('scheduler')}").send(action="/decline")
    assert fact(app, northgate)["check"]["admin"] == "nobody"
    assert fact(app, northgate)["waiting"] is False


def test_the_practice_confirms_nothing_of_its_own(app, northgate, marcus):
    id = check(app, northgate, "mina")
    page = marcus.opens(f"/tools/{northgate.tool('scheduler')}")
    assert "/confirm" not in page.html
    token = page.form(action="/access").values["csrf_token"]
    assert marcus.post(f"/tool-checks/{id}/confirm", csrf_token=token).status == 403
    with acting(app, "marcus") as me, pytest.raises(Refused, match="at the client"):
        northgate.one(ToolCheck, id).confirm(me)


def test_a_newer_check_puts_an_older_proposal_aside(app, northgate):
    waiting = check(app, northgate, "marcus", **THEIRS)
    check(app, northgate, "helen")
    with acting(app, "helen") as helen:
        proposal = northgate.one(ToolCheck, waiting)
        assert proposal.declined_at is not None
        with pytest.raises(Stale):
            proposal.confirm(helen)


@pytest.mark.every_engine
def test_a_check_on_an_old_page_is_stale_and_keeps_what_was_typed(app, northgate, priya):
    page = priya.opens(f"/tools/{northgate.tool('scheduler')}/check")
    check(app, northgate, "helen", admin=Holder.SHARED)
    answer = page.send(**FORM, note="Priya looked on Monday.")
    assert answer.status == 409
    assert answer.says("Somebody else checked this tool meanwhile.")
    assert answer.says("What it says now")
    assert answer.form("note").values["note"] == "Priya looked on Monday."
    assert fact(app, northgate)["check"]["admin"] == "shared"
    answer.send(action="", note="Priya looked again.")
    assert fact(app, northgate)["check"]["admin"] == "client"


@pytest.mark.every_engine
def test_of_two_checks_from_the_same_page_one_is_kept(app, northgate, visit):
    pages = [visit(key).opens(f"/tools/{northgate.tool('scheduler')}/check") for key in ("helen", "priya")]
    together = Barrier(2)

    def press(page):
        together.wait()
        return page.send(**FORM).status

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, pages)) == [200, 409]


@pytest.mark.every_engine
def test_the_form_sent_twice_checks_once(app, northgate, priya):
    page = priya.opens(f"/tools/{northgate.tool('scheduler')}/check")
    for _ in range(2):
        assert page.send(**FORM).status == 200
    with acting(app, "priya"):
        assert len([*db.session.scalars(scoped(ToolCheck))]) == 1


def test_staff_check_the_tools_that_they_are_admins_of(app, northgate, aisha):
    path = f"/tools/{northgate.tool('scheduler')}/check"
    assert aisha.opens(path).status == 403
    let_in(app, northgate, "aisha")
    assert aisha.opens(path).status == 403
    let_in(app, northgate, "aisha", "shared-inbox", admin=True)
    assert aisha.opens(path).status == 403
    assert aisha.opens(f"/tools/{northgate.tool('shared-inbox')}/check").send(**FORM).says("Confirmed")


@pytest.mark.parametrize("key", ["brook", "dawn", "wes", "tessa", "ewan"])
def test_strangers_find_no_tool(app, northgate, visit, key):
    id = check(app, northgate, "marcus")
    for path in (f"/tools/{northgate.tool('scheduler')}", f"{northgate.path}/tools"):
        assert visit(key).opens(path).status == 404
    visitor = visit(key)
    token = visitor.opens("/account").form().values["csrf_token"]
    assert visitor.post(f"/tool-checks/{id}/confirm", csrf_token=token).status == 404


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"admin": ""}, "Say who holds it."),
        ({"admin": "me"}, "Not a valid choice."),
        ({"note": "admin password: hunter2"}, "This looks like a password."),
        ({"note": "x" * 1001}, "At most 1,000 characters."),
    ],
)
def test_odd_input_is_refused_at_the_field(app, northgate, priya, fields, says):
    page = priya.opens(f"/tools/{northgate.tool('scheduler')}/check").send(**FORM | {"note": "Looked."} | fields)
    assert page.status == 422
    assert page.says(says)
    assert fact(app, northgate)["check"] is None


def test_a_tool_that_is_set_aside_is_not_checked(app, northgate):
    with acting(app, "helen") as helen:
        tool = northgate.get(Tool, "scheduler")
        tool.set_aside(helen, "We post by hand.")
        with pytest.raises(Refused, match="not in the register"):
            tool.check(by=helen, holders=OURS)
