"""Whether the client gets back in, on what terms a tool is used, when it renews, and what people are there."""

from datetime import timedelta

import pytest

from tests.cast import BY_KEY
from tests.makers import member
from tests.toolkit.scenes import acting, let_in
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.extension_points import slices
from tracker.tenancy import scoped
from tracker.toolkit.models import AccessGrant, Holder, RecoveryTest, Tool, keep_contract, try_recovery
from tracker.toolkit.models.contract import Contract, contract_of
from tracker.toolkit.register import Entry, renewals

TERMS = {"cost": "£29 a month", "paid_by": Holder.CLIENT, "seats": 3, "holder": None, "seen": ""}


def facts_of_tool(app, northgate, key="scheduler"):
    with acting(app, "helen"):
        return next(row for row in slices["tools"](northgate.id) if row["key"] == key)


def test_the_newest_try_to_recover_stands(app, northgate):
    with acting(app, "priya") as priya:
        tool, today = northgate.get(Tool, "scheduler"), clock.today()
        try_recovery(tool, by=priya, worked=True, on=today - timedelta(days=9))
        try_recovery(tool, by=priya, worked=False, on=today, note="The code went to an old telephone.")
        db.session.commit()
    assert facts_of_tool(app, northgate)["recovery"] == {
        "by": str(BY_KEY["priya"].id), "worked": False, "on": today.isoformat(),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("by", "change", "field"),
    [
        ("marcus", {}, None), ("mina", {}, None),
        ("priya", {"on": 1}, "on"),
        ("priya", {"worked": False}, "note"),
        ("priya", {"note": "Recovery codes: 1234-5678 8765-4321"}, "note"),
    ],
)  # fmt: skip
def test_a_try_that_proves_nothing_is_refused(app, northgate, by, change, field):
    with acting(app, by) as me:
        values = {"worked": True, "on": clock.today(), "note": "", **change}
        if isinstance(values["on"], int):
            values["on"] = clock.today() + timedelta(days=1)
        with pytest.raises(Refused) as refused:
            try_recovery(northgate.get(Tool, "scheduler"), by=me, **values)
    assert refused.value.field == field


def test_terms_are_kept_and_changed(app, northgate):
    with acting(app, "helen") as helen:
        tool = northgate.get(Tool, "scheduler")
        keep_contract(tool, by=helen, **TERMS | {"holder": member("priya")})
        mark = contract_of(tool).mark
        with pytest.raises(Stale):
            keep_contract(tool, by=helen, **TERMS)
        keep_contract(tool, by=helen, **TERMS | {"seats": 5, "seen": mark})
        db.session.commit()
        assert [(row.seats, row.cost, row.holder_id) for row in db.session.scalars(scoped(Contract))] == [
            (5, "£29 a month", None)
        ]
    assert facts_of_tool(app, northgate)["paid_by"] == "client"


@pytest.mark.parametrize(
    ("change", "field"),
    [({"seats": 0}, "seats"), ({"seats": 100_001}, "seats"), ({"cost": "pw: sunshine"}, "cost"),
     ({"holder": "dawn"}, "holder")],
)  # fmt: skip
def test_terms_that_cannot_be_are_refused(app, northgate, change, field):
    with acting(app, "marcus") as marcus:
        if "holder" in change:
            change = {"holder": member(change["holder"])}
        with pytest.raises(Refused) as refused:
            keep_contract(northgate.get(Tool, "scheduler"), by=marcus, **TERMS | change)
    assert refused.value.field == field


def test_a_renewal_moves_the_day_ahead_and_never_back(app, northgate):
    with acting(app, "priya") as priya:
        tool, today = northgate.get(Tool, "scheduler"), clock.today()
        for until in (today, today - timedelta(days=1)):
            with pytest.raises(Refused):
                tool.renew(by=priya, until=until)
        tool.renew(by=priya, until=today + timedelta(days=30))
        with pytest.raises(Refused):
            tool.renew(by=priya, until=today + timedelta(days=30))


def test_what_is_overdue_or_due_in_sixty_days_is_listed_soonest_first():
    today = clock.today()

    def entry(days, counts=True):
        on = None if days is None else today + timedelta(days=days)
        return Entry(None, str(days), "", "", on, counts, False, None, None, "", False, None, False, "", "", None)

    entries = [entry(days) for days in (61, 60, None, -3, 0)] + [entry(5, counts=False)]
    assert [(one.name, one.days) for one in renewals(entries, today)] == [("-3", -3), ("0", 0), ("60", 60)]


@pytest.mark.slow
def test_the_champion_does_it_all_on_the_tools_page(app, northgate, priya, helen):
    path = f"/tools/{northgate.tool('scheduler')}"
    due = clock.today() + timedelta(days=40)
    page = priya.opens(f"{path}/recovery").send(worked="yes", note="It came to the office phone.")
    assert page.says("got back in")
    terms = {"cost": "£29 a month", "paid_by": "client", "seats": "3", "holder": str(BY_KEY["helen"].id)}
    page = priya.opens(f"{path}/contract").send(**terms)
    assert page.says("£29 a month, paid by the client") and page.says("0 of 3 in use") and page.says("Helen Ames")
    page = priya.opens(f"{path}/renew").send(until=due.isoformat())
    assert page.says("Renewed.")
    register = helen.opens(f"{northgate.path}/tools")
    assert register.says("Renewals in the next 60 days") and register.says("In 40 days")


@pytest.mark.slow
@pytest.mark.every_engine
def test_a_contract_changed_meanwhile_keeps_both(app, northgate, priya, helen):
    path = f"/tools/{northgate.tool('scheduler')}/contract"
    first, second = priya.opens(path), helen.opens(path)
    first.send(cost="£29 a month", paid_by="client")
    page = second.send(cost="£31 a month", paid_by="practice")
    assert page.status == 409 and page.says("£29 a month")
    assert page.form("cost").values["cost"] == "£31 a month"
    assert page.send(cost="£31 a month").says("£31 a month")


NOT_THEIRS = [("marcus", 403), ("mina", 403), ("aisha", 403), ("brook", 404), ("dawn", 404)]


@pytest.mark.slow
@pytest.mark.parametrize("part", ["recovery", "contract", "renew"])
@pytest.mark.parametrize(("key", "status"), NOT_THEIRS)
def test_only_whoever_keeps_the_tool_says_so(northgate, visit, part, key, status):
    assert visit(key).opens(f"/tools/{northgate.tool('scheduler')}/{part}").status == status


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "fields", "says"),
    [
        ("recovery", {"worked": ""}, "Say whether it worked."),
        ("recovery", {"worked": "no", "note": ""}, "Say where it failed"),
        ("contract", {"seats": "many"}, "Not a valid integer value."),
        ("contract", {"seats": "-1"}, "A licence is for 1 to 100,000 people."),
        ("renew", {"until": "soon"}, "Not a valid date value."),
        ("renew", {"until": "2020-01-01"}, "The next renewal is a day to come"),
    ],
)
def test_odd_terms_are_refused_at_the_field(app, northgate, priya, part, fields, says):
    page = priya.opens(f"/tools/{northgate.tool('scheduler')}/{part}").send(**fields)
    assert page.status == 422 and page.says(says)
    with acting(app, "priya"):
        assert db.session.scalars(scoped(RecoveryTest)).all() == [] == db.session.scalars(scoped(Contract)).all()


@pytest.mark.slow
def test_who_has_access_is_told_person_by_person_with_those_outside_first(app, northgate, helen):
    let_in(app, northgate, "mina", admin=True)
    let_in(app, northgate, "callum")
    let_in(app, northgate, "aisha", tool="calendar", admin=True)
    page = helen.opens(f"{northgate.path}/access")
    assert page.says("Locked out of 1 tool.") and page.says("You are locked out") and page.says("The only one")
    assert page.text.index("Mina Okafor") < page.text.index("Aisha Khan")


@pytest.mark.slow
@pytest.mark.parametrize("after", ["", "x", "2~", "2~x~y", "9~" + "0" * 32 + "~A", "0~%00~%00"])
def test_an_odd_mark_of_the_access_page_begins_at_the_beginning(app, northgate, helen, after):
    let_in(app, northgate, "callum")
    page = helen.opens(f"{northgate.path}/access?after={after}")
    assert page.status == 200


@pytest.mark.slow
@pytest.mark.every_engine
def test_a_role_is_named_at_once_or_later(app, northgate, helen):
    page = helen.opens(f"/tools/{northgate.tool('scheduler')}").send(
        action="/access", person=str(BY_KEY["aisha"].id), role="Editor"
    )
    assert page.says("Aisha Khan Editor")
    with acting(app, "helen"):
        id = db.session.scalars(scoped(AccessGrant)).one().id
    page = helen.opens(f"/access/{id}/role").send(role="Publisher")
    assert page.says("Aisha Khan Publisher")
    assert helen.opens(f"/access/{id}/role").send(role="token: ghp_abcdefghijklmnop1234").status == 422
