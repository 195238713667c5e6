"""The practice's clients: added, corrected, and their people invited."""

import re

import pytest

from tests import cast
from tests.counting import statements
from tests.pages import Visitor
from tracker.clients.adding import add_client
from tracker.clients.models import Client
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.tenancy import scoped

NORTHGATE = f"/clients/{cast.fixed('client northgate')}"
BAKERY = {"name": "Millstone Bakery", "sector": "Food", "headcount": "12"}


def test_marcus_adds_a_client_and_invites_its_owner(marcus, visitor, post_box):
    page = marcus.sends("/clients/new", **BAKERY)
    assert page.says("Millstone Bakery is a client now. Next, invite its owner and its champion.")
    assert page.says("C-0003") and page.says("Food, about 12 people.")
    assert page.says("Nobody of Millstone Bakery is here yet")
    page = marcus.sends(f"{page.path}/invite", name="Ida Mills", email="ida@millstone.example", role="owner")
    assert page.path.startswith("/w/harbour/clients/")
    assert page.says("An invitation is on its way to ida@millstone.example.")
    letter = post_box.newest("ida@millstone.example")
    assert "as owner of Millstone Bakery" in letter.text
    page = visitor.sends(letter.path)
    assert page.path.startswith("/w/harbour/")
    people = visitor.opens("//w/harbour/people")
    assert people.says("Ida Mills You") and not people.says("Helen Ames")


def test_the_whole_household_is_invited_and_each_sees_only_their_own(app, marcus, post_box):
    page = marcus.sends("/clients/new", **BAKERY)
    for role in ("owner", "champion", "staff"):
        marcus.sends(f"{page.path}/invite", name=f"New {role}", email=f"{role}@millstone.example", role=role)
        somebody = Visitor(app.test_client())
        somebody.sends(post_box.newest(f"{role}@millstone.example").path)
        assert somebody.opens("//w/harbour/clients").status == 403
        assert somebody.opens(f"//w/harbour{NORTHGATE}").status in {403, 404}
    assert marcus.opens("/clients").says("Millstone BakeryC-0003Food123")


def test_clients_are_listed_for_the_practice_and_nobody_else(marcus, mina, helen, tessa):
    for consultant in (marcus, mina):
        page = consultant.opens("/clients")
        assert page.says("Northgate Recruitment") and page.says("Weir Community Trust") and not page.says("Quay")
    assert helen.opens("/clients").status == 403
    assert tessa.opens("/clients").says("Quay Architects")


def test_only_a_lead_adds_and_corrects(mina):
    assert not mina.opens("/clients").says("Add a client")
    assert mina.opens("/clients/new").status == 403
    assert mina.opens(f"{NORTHGATE}/edit").status == 403


def test_what_is_known_is_corrected(marcus):
    page = marcus.sends(f"{NORTHGATE}/edit", name="Northgate Talent", headcount="1,200")
    assert page.says("Northgate Talent") and page.says("Recruitment, about 1,200 people.")


@pytest.mark.every_engine
def test_two_who_correct_at_once_do_not_overwrite_each_other(marcus, visit):
    form = marcus.opens(f"{NORTHGATE}/edit").form("sector")
    visit("marcus").sends(f"{NORTHGATE}/edit", name="Northgate Talent")
    page = marcus.post(f"{NORTHGATE}/edit", **{**form.values, "sector": "Staffing"})
    assert page.status == 409 and page.says("It reads now: Northgate Talent, Recruitment, 34.")
    assert page.form("sector").values["sector"] == "Staffing"
    assert page.send("Save", sector="Staffing").says("Staffing, about 34 people.")


@pytest.mark.parametrize(("fields", "said"), [
    ({"name": ""}, "Name is missing."), ({"name": "x" * 121}, "At most 120 characters."),
    ({"sector": "x" * 81}, "At most 80 characters."), ({"headcount": "many"}, "This is a whole number, such as 34."),
    ({"headcount": "0"}, "Between 1 and"), ({"headcount": "-3"}, "Between 1 and"),
    ({"headcount": "99999999999999999999"}, "Between 1 and"), ({"headcount": "3.5"}, "whole number"),
    ({"headcount": "٣٤٣٤٣٤٣٤٣٤"}, "Between 1 and"), ({"name": "\u200f"}, "needs a letter"),
    ({"name": "northgate RECRUITMENT"}, "Another client has this name already."),
    ({"headcount": "9" * 5000}, "whole number"),
])  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(marcus, as_person, fields, said):
    page = marcus.sends("/clients/new", **{**BAKERY, **fields})
    assert page.status == 422 and page.says(said)
    assert all(page.form("sector").values[name] == value for name, value in BAKERY.items() if name not in fields)
    as_person("marcus")
    assert len(db.session.scalars(scoped(Client)).all()) == 2


@pytest.mark.parametrize("name", ["مخبز الرحى", "Bäckerei 🥐", "<b>Bold</b> {{ 7*7 }}", "O'Neill & Sons"])
def test_any_readable_name_is_shown_as_typed(marcus, name):
    assert marcus.sends("/clients/new", name=name).says(name)


@pytest.mark.every_engine
def test_sending_the_form_twice_adds_one(marcus, as_person):
    values = {**marcus.opens("/clients/new").form("sector").values, **BAKERY}
    places = [marcus.post("/clients/new", follow=False, **values).response.headers["Location"] for _ in range(2)]
    assert places[0] == places[1]
    as_person("marcus")
    assert len(db.session.scalars(scoped(Client)).all()) == 3


def test_references_count_up_within_the_workspace(as_person):
    marcus = as_person("marcus")
    assert [add_client(f"Client {place}", by=marcus).code for place in range(3)] == ["C-0003", "C-0004", "C-0005"]
    db.session.commit()
    assert add_client("Elsewhere", by=as_person("tessa")).code == "C-0002"


@pytest.mark.parametrize("key", ["dawn", "wes", "tessa", "ewan"])
def test_clients_of_elsewhere_do_not_exist(visit, key):
    somebody = visit(key)
    for ending in ("", "/edit", "/invite"):
        foreign = somebody.opens(f"{NORTHGATE}{ending}")
        never = somebody.opens(f"/clients/{cast.fixed('never')}{ending}")
        assert foreign.status == never.status == 404 and foreign.text == never.text


@pytest.mark.every_engine
def test_lists_cost_as_many_statements_for_many_as_for_few(app, marcus):
    def cost(path: str) -> int:
        with statements(app) as sent:
            assert marcus.opens(path).status == 200
        return len(sent)

    few = [cost("/clients"), cost(NORTHGATE)]
    with app.app_context(), entered(Context(workspace=cast.fixed("workspace harbour"))):
        for place in range(120):
            db.session.add(Client(reference=100 + place, name=f"Client {place}"))
        db.session.commit()
    assert [cost("/clients"), cost(NORTHGATE)] == few
    assert max(few) <= 6
    page, seen = marcus.opens("/clients"), set()
    while True:
        rows = {link for link in page.links if re.fullmatch("/w/harbour/clients/[0-9a-f-]{36}", link)}
        assert len(rows) <= 50 and not rows & seen
        seen |= rows
        if (older := next((link for link in page.links if "after=" in link), None)) is None:
            break
        page = marcus.opens(older)
    assert len(seen) == 122
