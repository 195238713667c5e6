"""The register: what is in it, what breaks if the practice leaves, and what the owner sets aside."""

from datetime import timedelta

import pytest

from tests.counting import statements
from tests.toolkit.scenes import FORM, acting, check, let_in
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.extension_points import slices
from tracker.tenancy import scoped
from tracker.toolkit.adding import add_tool
from tracker.toolkit.models import Holder, Tool

NEW = {"name": "Film cutter", "purpose": "Short films", "address": "https://films.example/", "competencies": "write"}


def test_the_register_shows_who_holds_what(app, northgate, helen, marcus):
    check(app, northgate, "priya", billing=Holder.PRACTICE)
    let_in(app, northgate, "aisha", admin=True)
    page = helen.opens(f"{northgate.path}/tools")
    assert page.says("What breaks if the practice leaves today")
    assert page.says("Nobody of the client has tried the recovery.") and page.says("One admin only")
    assert page.says("Aisha Khan admin")
    assert "bt-them" in page.html
    assert marcus.opens(f"{northgate.path}/tools").says("Us")


def test_the_champion_adds_a_tool_and_it_counts(app, northgate, priya):
    page = priya.opens(f"{northgate.path}/tools/new").send(**NEW)
    assert page.says("Film cutter")
    with acting(app, "priya"):
        added = slices["tools"](northgate.id)[-1]
    assert (added["key"], added["competencies"], added["na"]) == ("film-cutter", ["write"], False)


@pytest.mark.every_engine
def test_what_the_practice_adds_counts_once_the_client_agrees(app, northgate, marcus, helen):
    page = marcus.opens(f"{northgate.path}/tools/new").send(**NEW)
    assert page.says("Proposed by the practice")
    with acting(app, "helen"):
        assert len(slices["tools"](northgate.id)) == 11
    page = helen.opens(page.path).send(action="/agree")
    assert page.says("In the register.")
    with acting(app, "helen"):
        assert len(slices["tools"](northgate.id)) == 12


def test_a_declined_tool_stays_out(app, northgate, marcus, priya):
    path = marcus.opens(f"{northgate.path}/tools/new").send(**NEW).path
    priya.opens(path).send(action="/decline")
    with acting(app, "helen") as helen:
        tool = db.session.scalars(scoped(Tool).where(Tool.key == "film-cutter")).one()
        assert not tool.counts
        with pytest.raises(Stale):
            tool.agree(helen)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"name": ""}, "Name is missing."),
        ({"name": "Scheduler"}, "A tool of that name is in the register already."),
        ({"name": "x" * 121}, "At most 120 characters."),
        ({"name": "pw: sunshine"}, "This looks like a password."),
        ({"address": "http://films.example/"}, "The address of a tool starts with https://"),
        ({"address": "javascript:alert(1)"}, "The address of a tool starts with https://"),
        ({"address": "https://priya:hunter2@films.example/"}, "This address carries a password or token."),
        ({"competencies": ""}, "Choose at least one skill."),
        ({"competencies": "flying"}, "not a valid choice"),
        ({"renews_on": "soon"}, "Not a valid date value."),
    ],
)
def test_odd_input_is_refused_at_the_field_and_kept(app, northgate, priya, fields, says):
    page = priya.opens(f"{northgate.path}/tools/new").send(**NEW | fields)
    assert page.status == 422
    assert page.says(says)
    assert page.form("purpose").values["purpose"] == "Short films"
    with acting(app, "priya"):
        assert len([*db.session.scalars(scoped(Tool))]) == 11


@pytest.mark.parametrize("name", ["📅 Kalender", "تقويم", "<b>bold</b>", "Scheduler\u202e2"])
def test_odd_names_are_kept_as_text(app, northgate, priya, name):
    page = priya.opens(f"{northgate.path}/tools/new").send(**NEW | {"name": name})
    assert page.status == 200
    assert page.says(name.replace("\u202e", ""))


def test_a_tool_is_renamed_and_its_renewal_noted(app, northgate, priya):
    due = clock.today() + timedelta(days=90)
    page = priya.opens(f"/tools/{northgate.tool('scheduler')}/edit")
    page = page.send(name="Buffer", address="https://buffer.example", renews_on=due.isoformat(), competencies="write")
    assert page.says("Buffer")
    assert page.says("Renews")
    with acting(app, "priya"):
        assert northgate.get(Tool, "scheduler").renews_on == due


def test_the_practice_renames_nothing(northgate, marcus):
    assert marcus.opens(f"/tools/{northgate.tool('scheduler')}/edit").status == 403


def test_the_owner_sets_a_tool_aside_and_takes_it_up_again(app, northgate, helen):
    path = f"/tools/{northgate.tool('ad-manager')}"
    helen.opens(f"{path}/set-aside").send(because="We do not advertise.")
    with acting(app, "helen"):
        assert [row["key"] for row in slices["tools"](northgate.id) if row["na"]] == ["ad-manager"]
    helen.opens(path).send(action="/take-up")
    with acting(app, "helen"):
        assert not any(row["na"] for row in slices["tools"](northgate.id))


@pytest.mark.parametrize("key", ["priya", "aisha", "marcus", "mina"])
def test_only_the_owner_sets_a_tool_aside(northgate, visit, key):
    assert visit(key).opens(f"/tools/{northgate.tool('ad-manager')}/set-aside").status == 403


def test_the_last_tool_stays(app, northgate):
    with acting(app, "helen") as helen:
        first, *others = db.session.scalars(scoped(Tool).where(Tool.engagement_id == northgate.id))
        for tool in others:
            tool.set_aside(helen, "Not needed.")
        with pytest.raises(Refused, match="last tool") as refused:
            first.set_aside(helen, "Not needed either.")
    assert refused.value.field == "because"


def test_a_register_has_an_end(app, northgate):
    with acting(app, "helen") as helen:
        for n in range(49):
            add_tool(northgate.engagement, by=helen, name=f"Tool {n}", purpose="", address="", competencies=["write"])
        with pytest.raises(Refused, match="at most 60"):
            add_tool(northgate.engagement, by=helen, name="One more", purpose="", address="", competencies=["write"])


@pytest.mark.parametrize("key", ["marcus", "mina", "helen", "aisha"])
@pytest.mark.every_engine
def test_the_register_and_a_tool_cost_the_same_however_full(app, northgate, visit, key):
    check(app, northgate, "priya")
    let_in(app, northgate, "aisha", admin=True)
    visitor = visit(key)
    paths = (f"{northgate.path}/tools", f"/tools/{northgate.tool('scheduler')}")
    few = [_cost(app, visitor, path) for path in paths]
    with acting(app, "helen") as helen:
        for n in range(20):
            tool = add_tool(
                northgate.engagement, by=helen, name=f"Tool {n}", purpose="", address="", competencies=["write"]
            )
            tool.check(by=helen, holders={name: Holder.CLIENT for name in FORM})
        db.session.commit()
    for person in ("callum", "priya", "helen", "mina"):
        let_in(app, northgate, person)
    for by in ("marcus", "priya", "mina"):
        check(app, northgate, by)
    many = [_cost(app, visitor, path) for path in paths]
    assert few == many
    assert max(many) <= 8


def _cost(app, visitor, path: str) -> int:
    with statements(app) as sent:
        assert visitor.opens(path).status == 200
    return len(sent)
