"""The leader's short module, and the sheet for a workshop."""

import pytest

from tests import cast
from tests.makers import member
from tests.training.scenes import acting, put_on, tick, verify
from tracker.core.database import db
from tracker.engagements.models import Part
from tracker.engagements.team import name_for
from tracker.training.checklists import checklist_of
from tracker.training.leaders import short_module
from tracker.training.models import ChecklistItem
from tracker.training.rules import assign_to

ESSENTIALS = (1, 5, 6, 8, 16, 31)


def give_to_leaders(app, northgate):
    with acting(app, "priya") as priya:
        items = [northgate.get(ChecklistItem, number) for number in ESSENTIALS]
        assign_to(northgate.engagement, items, "leader", by=priya)
        db.session.commit()


def test_a_named_leader_finds_her_six_things_in_a_few_lines(app, northgate):
    give_to_leaders(app, northgate)
    ids = put_on(app, northgate, "helen", 2)
    tick(app, northgate, "helen", ids[1])
    verify(app, northgate, "marcus", ids[1])
    with acting(app, "helen") as helen:
        view = checklist_of(helen)
    assert view.essentials_title == "Your six things"
    assert [row.text[:7] for row in view.essentials][:2] == ["Explain", "Leader:"]
    assert (len(view.essentials), view.essentials_verified, view.total) == (6, 1, 7)
    assert view.essentials[0].words.endswith("by Marcus Hale")


def test_who_leads_nothing_has_no_six_things_though_some_are_on_her_list(app, northgate):
    put_on(app, northgate, "aisha", 1, 6)
    with acting(app, "aisha") as aisha:
        assert checklist_of(aisha).essentials == []


def test_the_short_module_tells_who_lacks_it(app, northgate):
    with acting(app, "helen") as helen:
        name_for(northgate.engagement, Part.LEADER, member("priya"), by=helen)
        db.session.commit()
    ids = put_on(app, northgate, "helen", *ESSENTIALS)
    tick(app, northgate, "helen", ids[6])
    verify(app, northgate, "mina", ids[6])
    with acting(app, "marcus"):
        short = short_module(northgate.engagement)
    assert len(short.items) == 6 and short.without == ["Priya Shah"]
    assert [(leader.name, leader.verified, leader.asked) for leader in short.leaders] == [
        ("Helen Ames", 1, 6), ("Priya Shah", 0, 0)]  # fmt: skip


@pytest.mark.slow
def test_the_modules_page_offers_to_give_it_to_the_leaders(app, northgate, priya, helen, aisha):
    page = priya.opens(f"{northgate.path}/training/modules")
    assert page.says("not on the checklist yet")
    (give,) = [link for link in page.links if "group=leader" in link]
    sent = priya.opens(give.removeprefix("/w/harbour"))
    assert sent.form("group").values["group"] == "leader"
    page = priya.post(f"{northgate.path}/training/assign", **{**sent.form("group").values, "items": [
        str(northgate.item(number)) for number in ESSENTIALS]})  # fmt: skip
    assert page.says("The checklists are up to date.")
    assert helen.opens("/checklist").says("Your six things")
    assert not aisha.opens(f"{northgate.path}/training/modules").says("The leader's short module")


@pytest.mark.slow
def test_a_tick_brings_the_six_things_up_to_date_on_the_open_page(app, northgate, helen):
    give_to_leaders(app, northgate)
    page = helen.opens("/checklist")
    token = page.form("note").values["csrf_token"]
    path = page.form("note").action
    part = helen.post(path.removeprefix("/w/harbour"), headers={"HX-Request": "true"}, csrf_token=token,
                      note="To find people work that lasts.")  # fmt: skip
    assert 'id="essentials" hx-swap-oob="true"' in part.html and "Waits for a check" in part.html


@pytest.mark.slow
def test_a_workshop_sheet_has_boxes_for_steps_and_people(app, northgate, priya, aisha):
    path = f"{northgate.path}/training/sheet"
    assert priya.opens(path).says("Nothing chosen yet")
    aishas = cast.BY_KEY["aisha"].id
    page = priya.opens(f"{path}?module={northgate.module('why-us')}&item={northgate.item(6)}&person={aishas}")
    assert page.says("1. Explain our reason for being here") and page.says("6. Sign in by your own named account")
    assert not page.html.count("<h3>7.") and page.html.count("<li>Aisha Khan</li>") == 6
    assert priya.opens(f"{path}?module=nothing&person={cast.fixed('x')}").says("Nothing chosen yet")
    assert aisha.opens(path).status == 403
