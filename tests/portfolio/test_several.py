"""Several engagements at once: each through its own verb, each with its own permission, once, and told afterwards."""

from datetime import timedelta

import pytest

from tests import cast
from tests.makers import acting, start
from tracker.core.database import db
from tracker.discussion.models import Comment, InboxRow
from tracker.engagements.models import Engagement, Part, PlanChange, TeamMember
from tracker.tenancy import scoped

pytestmark = pytest.mark.slow


@pytest.fixture
def weir(app):
    """Weir Community Trust's engagement, a prospect led by Marcus, in which nothing waits for its owner."""
    with acting(app, "marcus"):
        found = start("weir")
        db.session.commit()
        return found.id


def id_of(key):
    return cast.BY_KEY[key].id


def rows(app, model, key="marcus"):
    with acting(app, key):
        return list(db.session.scalars(scoped(model).order_by(model.id)))


def address(act, *ids):
    return f"/portfolio/several?do={act}" + "".join(f"&id={id}" for id in ids)


def test_owners_are_reminded_of_what_waits_for_them_and_the_rest_is_said(app, northgate, weir, marcus):
    page = marcus.sends(address("remind", northgate.id, weir), text="Tuesday suits me.")
    assert page.says("Done for 1 of 2.")
    assert page.says("Helen finds it in the inbox: 6 critical activities have nobody who answers for them")
    assert page.says("Weir Community Trust, Newsletter: leave the tools behind") and page.says("Nothing waits for")
    said, = rows(app, Comment)
    assert said.text.endswith("please name somebody.\nTuesday suits me.")
    told, = rows(app, InboxRow)
    with acting(app, "helen") as helen:
        assert told.person_id == helen.id


@pytest.mark.every_engine
def test_the_same_is_not_said_twice_in_a_day(app, northgate, marcus):
    assert marcus.sends(address("remind", northgate.id), text="").says("Done for the one that you ticked")
    page = marcus.sends(address("remind", northgate.id), text="")
    assert page.says("Nothing was done.") and page.says("You wrote Helen the same less than a day ago.")
    assert len(rows(app, Comment)) == 1


@pytest.mark.every_engine
def test_a_form_sent_twice_is_carried_out_once(app, northgate, marcus):
    path = address("write", northgate.id)
    form = marcus.opens(path).form("text")
    first, second = (marcus.post(path, **form.values | {"text": "Shall we meet?"}) for _ in range(2))
    assert first.path == second.path and second.says("Done for the one that you ticked")
    assert len(rows(app, Comment)) == 1


def test_a_consultant_is_added_where_a_lead_asks_and_is_not_there_yet(app, northgate, weir, marcus):
    mina = str(id_of("mina"))
    page = marcus.sends(address("consultant", northgate.id, weir), person=mina)
    assert page.says("Done for 1 of 2.") and page.says("Mina Okafor is consultant already.")
    seats = [seat for seat in rows(app, TeamMember) if seat.engagement_id == weir and seat.part == Part.CONSULTANT]
    assert mina in {str(seat.member_id) for seat in seats}


def test_a_consultant_adds_nobody_and_finds_only_where_she_works(app, northgate, weir, mina):
    page = mina.sends(address("consultant", northgate.id, weir), person=str(id_of("marcus")))
    assert page.says("Only a lead adds consultants.")
    assert not page.says("Weir")
    assert mina.sends(address("write", weir), text="Hello").status == 422


def test_another_handover_is_proposed_and_the_owner_decides(app, northgate, weir, marcus):
    page = marcus.sends(address("handover", northgate.id, weir), weeks="4", because="Their busy season comes first.")
    assert page.says("Done for 1 of 2.") and page.says("the owner decides")
    change, = rows(app, PlanChange)
    engagement = next(one for one in rows(app, Engagement) if one.id == northgate.id)
    assert change.to_on == engagement.planned_handover + timedelta(weeks=4)
    assert change.effective_at is None


def test_what_is_missing_is_said_at_the_field_and_what_was_typed_stays(northgate, marcus):
    page = marcus.sends(address("handover", northgate.id), weeks="8", because="")
    assert page.status == 422 and page.says("Why is missing.")
    assert page.form("weeks").values["weeks"] == "8"


@pytest.mark.parametrize("wish", ["", "?do=remind", "?do=nonsense&id=x", "?do=remind&id=x"])
def test_nothing_ticked_leads_back(northgate, marcus, wish):
    assert marcus.opens(f"/portfolio/several{wish}").says("Tick at least one engagement first.")


def test_the_boxes_lead_there_without_a_script(northgate, marcus):
    page = marcus.opens("/portfolio")
    form = next(form for form in page.reader.forms if form.id == "several")
    assert form.method == "get" and form.action.endswith("/portfolio/several")
    assert f'value="{northgate.id}" form="several"' in page.html


def test_what_became_of_it_is_nobody_elses(app, northgate, weir, marcus, mina, helen):
    told = marcus.sends(address("write", northgate.id, weir), text="Shall we meet?").path.removeprefix("/w/harbour")
    assert mina.opens(told).status == 404
    assert helen.opens(told).status in {403, 404}
    assert helen.opens(address("write", northgate.id)).status == 403
