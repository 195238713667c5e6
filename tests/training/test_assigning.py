"""Putting items on somebody's checklist, and taking off what nobody has touched."""

from datetime import timedelta

import pytest

from tests import cast
from tests.makers import member
from tests.training.scenes import NOTE, acting, put_on, standing, tick
from tracker.audit import AuditEvent
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.tenancy import scoped
from tracker.training.assigning import assign, unassign
from tracker.training.checklists import checklist_of
from tracker.training.models import ChecklistItem, ItemProgress


def progress_of(app, key) -> int:
    with acting(app, key) as me:
        return checklist_of(me).total


def test_priya_puts_a_module_and_a_single_item_on_aishas_checklist(app, northgate, priya):
    page = priya.opens(f"{northgate.path}/training/assign")
    page.send(
        person=str(cast.BY_KEY["aisha"].id), modules=str(northgate.module("accounts")), items=str(northgate.item(2)),
        due_on=(clock.today() + timedelta(days=7)).isoformat(),
    )  # fmt: skip
    assert progress_of(app, "aisha") == 6
    assert priya.opens(f"{northgate.path}/training").says("Aisha Khan")


@pytest.mark.every_engine
def test_sending_the_form_twice_puts_it_on_once(app, northgate, priya):
    page = priya.opens(f"{northgate.path}/training/assign")
    for _ in range(2):
        answer = page.send(person=str(cast.BY_KEY["aisha"].id), items=str(northgate.item(2)))
        assert answer.status == 200
    with acting(app, "priya"):
        events = scoped(AuditEvent).where(AuditEvent.verb == "item.assigned")
        assert len([*db.session.scalars(events)]) == 1


def test_one_decision_is_one_event(app, northgate):
    put_on(app, northgate, "aisha", 2, 3, 4)
    with acting(app, "priya"):
        event = db.session.scalars(scoped(AuditEvent).where(AuditEvent.verb == "item.assigned")).one()
    assert event.after == {"person": "Aisha Khan", "items": 3, "moved": 0, "due_on": None}


def test_what_is_there_keeps_its_standing_and_takes_the_new_due_date(app, northgate):
    ids = put_on(app, northgate, "aisha", 2, 3)
    tick(app, northgate, "aisha", ids[2])
    due = clock.today() + timedelta(days=9)
    put_on(app, northgate, "aisha", 2, 3, 4, due_on=due)
    assert standing(app, northgate, ids[2]).waiting
    assert standing(app, northgate, ids[2]).due_on is None
    assert standing(app, northgate, ids[3]).due_on == due


def test_what_is_all_there_already_is_refused(app, northgate):
    put_on(app, northgate, "aisha", 2)
    with pytest.raises(Refused, match="on the checklist already"):
        put_on(app, northgate, "aisha", 2)


@pytest.mark.parametrize("key", ["brook", "marcus", "wes"])
def test_only_the_clients_own_people_are_trained(app, northgate, key):
    with acting(app, "marcus") as marcus, pytest.raises(Refused) as refused:
        assign(northgate.engagement, [northgate.get(ChecklistItem, 2)], member(key), by=marcus)
    assert refused.value.field == "person"


def test_a_due_date_in_the_past_or_years_away_is_refused(app, northgate):
    with acting(app, "priya"):
        today = clock.today()
    for due in (today - timedelta(days=1), today + timedelta(days=800)):
        with pytest.raises(Refused) as refused:
            put_on(app, northgate, "aisha", 2, due_on=due)
        assert refused.value.field == "due_on"


def test_somebody_who_left_gets_nothing_new(app, northgate):
    with acting(app, "priya") as priya:
        aisha = member("aisha")
        aisha.ended_at = clock.now()
        with pytest.raises(Refused):
            assign(northgate.engagement, [northgate.get(ChecklistItem, 2)], aisha, by=priya)


def test_an_untouched_item_is_taken_off_again(app, northgate, priya):
    ids = put_on(app, northgate, "aisha", 2)
    page = priya.opens(f"/checklist-items/{northgate.item(2)}").send(action=f"{ids[2]}/unassign")
    assert page.says("Taken off the checklist of Aisha Khan.")
    assert progress_of(app, "aisha") == 0


def test_what_somebody_has_begun_stays_on_her_checklist(app, northgate):
    ids = put_on(app, northgate, "aisha", 2)
    tick(app, northgate, "aisha", ids[2], NOTE)
    with acting(app, "priya") as priya, pytest.raises(Stale, match="has begun"):
        unassign(northgate.one(ItemProgress, ids[2]), by=priya)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"person": ""}, "Choose a person or a group."),
        ({"items": ""}, "Choose at least one module or item."),
        ({"due_on": "tomorrow"}, "Not a valid date value."),
        ({"items": "01a2022d-ef11-73c9-995d-3f4fe9b28538"}, "not a valid choice"),
        ({"person": str(cast.BY_KEY["wes"].id)}, "Not a valid choice."),
        ({"person": "'; drop table users"}, "Not a valid choice."),
    ],
)
def test_odd_input_is_refused_at_the_field_and_kept(app, northgate, priya, fields, says):
    sent = {"person": str(cast.BY_KEY["aisha"].id), "items": str(northgate.item(2)), **fields}
    given = {name: value for name, value in sent.items() if value or name == "person"}
    page = priya.opens(f"{northgate.path}/training/assign").send(**given)
    assert page.status == 422
    assert page.says(says)
    assert progress_of(app, "aisha") == 0


@pytest.mark.parametrize(("key", "status"), [("aisha", 403), ("brook", 404), ("dawn", 404), ("tessa", 404)])
def test_who_may_not_assign_does_not_see_the_form(northgate, visit, key, status):
    assert visit(key).opens(f"{northgate.path}/training/assign").status == status


def test_mina_assigns_only_where_she_works(app, northgate, mina):
    assert mina.opens(f"{northgate.path}/training/assign").status == 200
