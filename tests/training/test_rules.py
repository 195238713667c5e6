"""Training for a role or a rota, also for those who come later; and due dates that move with a phase."""

from datetime import timedelta

import pytest

from tests import cast
from tests.makers import member
from tests.training.scenes import acting, put_on, standing, tick
from tracker.accounts.models import Membership, Role, User
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.models import Part, Phase
from tracker.engagements.team import name_for, welcome
from tracker.responsibilities.models import Rota
from tracker.responsibilities.rotas import change_rota, make_rota, mark_of
from tracker.tenancy import scoped
from tracker.training.assigning import assign
from tracker.training.checklists import checklist_of
from tracker.training.due import Due, start_again
from tracker.training.models import AssignmentRule, ChecklistItem, ItemProgress
from tracker.training.rules import assign_to, end_rule


def on_list(app, key) -> int:
    with acting(app, key) as me:
        return checklist_of(me).total


def rule(app, northgate, *numbers, role=None, rota_id=None, due=None):
    with acting(app, "priya") as priya:
        items = [northgate.get(ChecklistItem, number) for number in numbers]
        made = assign_to(northgate.engagement, items, role, rota_id=rota_id, by=priya, due=due or Due())
        db.session.commit()
        return made.id


def rota(app, northgate, *keys):
    with acting(app, "priya") as priya:
        made = make_rota(northgate.engagement, "Replies", [member(key) for key in keys], by=priya)
        db.session.commit()
        return made.id


def newcomer(app, northgate, role=Role.STAFF):
    """Rosa joins as people do, told to the engagement."""
    with acting(app, "marcus"):
        user = User(email="rosa@northgate.example", name="Rosa Vale")
        db.session.add(user)
        db.session.flush()
        rosa = Membership(user_id=user.id, client_id=northgate.engagement.client_id, role=role, name="Rosa Vale")
        db.session.add(rosa)
        db.session.flush()
        welcome(rosa, rosa)
        db.session.commit()
        return rosa.id


def items_of(app, person_id) -> list:
    with acting(app, "marcus"):
        query = scoped(ItemProgress).where(ItemProgress.person_id == person_id)
        return sorted((row.item.number, row.due_on) for row in db.session.scalars(query))


def test_everybody_of_the_staff_gets_it_and_whoever_joins_later_too(app, northgate):
    put_on(app, northgate, "aisha", 2)
    rule(app, northgate, 2, 3, role="staff")
    assert (on_list(app, "aisha"), on_list(app, "callum"), on_list(app, "priya")) == (2, 2, 0)
    rosa = newcomer(app, northgate)
    assert [number for number, _ in items_of(app, rosa)] == [2, 3]


def test_a_rule_that_ended_gives_nothing_more_and_takes_nothing_away(app, northgate):
    id = rule(app, northgate, 2, role="staff")
    with acting(app, "helen") as helen:
        end_rule(northgate.one(AssignmentRule, id), by=helen)
        db.session.commit()
        with pytest.raises(Stale):
            end_rule(northgate.one(AssignmentRule, id), by=helen)
    assert items_of(app, newcomer(app, northgate)) == []
    assert on_list(app, "aisha") == 1


def test_leaders_get_theirs_when_they_are_named(app, northgate):
    rule(app, northgate, 1, 5, role="leader")
    assert (on_list(app, "helen"), on_list(app, "priya")) == (2, 0)
    with acting(app, "helen") as helen:
        name_for(northgate.engagement, Part.LEADER, member("priya"), by=helen)
        db.session.commit()
    assert on_list(app, "priya") == 2


def test_a_rota_gives_training_to_whoever_comes_into_it(app, northgate):
    id = rota(app, northgate, "aisha")
    rule(app, northgate, 19, 20, rota_id=id)
    assert (on_list(app, "aisha"), on_list(app, "callum")) == (2, 0)
    with acting(app, "priya") as priya:
        row = northgate.one(Rota, id)
        change_rota(row, "Replies", [member("callum"), member("aisha")], by=priya, weeks_each=2,
                    starts_on=row.starts_on, seen=mark_of(row))  # fmt: skip
        db.session.commit()
    assert on_list(app, "callum") == 2
    with acting(app, "aisha"):
        row = northgate.one(Rota, id)
        assert [person.name for person in row.members] == ["Callum Reid", "Aisha Khan"]
        assert [person.name for _, person in row.turns(row.starts_on + timedelta(days=15), 3)] == [
            "Aisha Khan", "Callum Reid", "Aisha Khan"]  # fmt: skip
        assert row.on_duty(row.starts_on + timedelta(days=13)).name == "Callum Reid"


def test_what_a_rota_refuses(app, northgate):
    id = rota(app, northgate, "aisha")
    with acting(app, "priya") as priya:
        row = northgate.one(Rota, id)
        for people, why in (([], "at least one"), ([member("aisha")] * 2, "once"), ([member("brook")], "own people")):
            with pytest.raises(Refused, match=why):
                make_rota(northgate.engagement, "Other", people, by=priya)
        with pytest.raises(Stale):
            change_rota(row, "X", [member("aisha")], by=priya, weeks_each=1, starts_on=row.starts_on, seen="older")


def test_a_due_date_from_a_phase_is_shown_as_a_day_and_moves_with_it(app, northgate):
    with acting(app, "priya") as priya:
        end = northgate.get(Phase, "training").planned_end
        assign(northgate.engagement, [northgate.get(ChecklistItem, n) for n in (2, 3)], member("aisha"), by=priya,
               due=Due(None, "training.end", -3))  # fmt: skip
        db.session.commit()
    assert items_of(app, cast.BY_KEY["aisha"].id)[0] == (2, end - timedelta(days=3))
    ids = put_on(app, northgate, "aisha", 6)
    tick(app, northgate, "aisha", ids[2])
    with acting(app, "marcus") as marcus:
        phase = northgate.get(Phase, "training")
        phase.planned_end = end + timedelta(days=14)
        record("phase.moved", phase, by=marcus)
        db.session.commit()
    assert standing(app, northgate, ids[3]).due_on == end + timedelta(days=11)
    assert standing(app, northgate, ids[2]).due_on == end - timedelta(days=3)
    assert standing(app, northgate, ids[6]).due_on is None


def test_the_start_of_a_phase_is_the_planned_end_of_the_one_before(app, northgate):
    rule(app, northgate, 2, role="staff", due=Due(None, "handover.start", 0))
    with acting(app, "priya"):
        end = northgate.get(Phase, "training").planned_end
    assert items_of(app, cast.BY_KEY["callum"].id) == [(2, end)]


def test_a_pause_moves_fixed_days_by_as_many_days_as_it_lasted(app, northgate):
    today = clock.today()
    put_on(app, northgate, "aisha", 2, due_on=today + timedelta(days=3))
    put_on(app, northgate, "aisha", 3, due_on=today + timedelta(days=13))
    ids = put_on(app, northgate, "aisha", 6)
    with acting(app, "helen"):
        start_again(northgate.engagement, 10)
        db.session.commit()
    days = [standing(app, northgate, ids[number]).due_on for number in (2, 3, 6)]
    assert days == [today + timedelta(days=13), today + timedelta(days=23), None]


def test_due_dates_that_make_no_sense_are_refused_at_their_field(app, northgate):
    today = clock.today()
    for due, field in (
        (Due(today, "training.end", 1), "due_on"), (Due(None, "training.end", None), "due_days"),
        (Due(None, "elsewhere.end", 1), "due_days"), (Due(None, "strategy.start", 0), "due_days"),
        (Due(today - timedelta(days=1)), "due_on"),
    ):  # fmt: skip
        with acting(app, "priya") as priya, pytest.raises(Refused) as refusal:
            assign_to(northgate.engagement, [northgate.get(ChecklistItem, 2)], "staff", by=priya, due=due)
        assert refusal.value.field == field, due


@pytest.mark.slow
def test_priya_gives_a_module_to_the_staff_and_ends_it_again(app, northgate, priya, aisha):
    path = f"{northgate.path}/training/assign"
    module = str(northgate.module("accounts"))
    page = priya.sends(path, person="", group="", modules=module)
    assert page.status == 422 and page.says("Choose a person or a group.")
    page = priya.sends(path, person=str(cast.BY_KEY["aisha"].id), group="staff", modules=module)
    assert page.status == 422 and page.says("not both")
    page = priya.sends(path, group="staff", modules=module, due_days="3", due_from="before:training.end")
    assert page.status == 200
    assert on_list(app, "callum") == 5
    page = priya.opens(path)
    assert page.says("For everybody of the staff") and page.says("3 days before the planned end of Training")
    page = page.send(action="/end")
    assert page.says("Ended for everybody of the staff") and page.says("Nothing yet. Choose a role")
    assert aisha.opens(path).status == 403


@pytest.mark.slow
def test_a_rota_is_made_and_changed_on_its_pages(app, northgate, priya, aisha):
    people = {key: str(cast.BY_KEY[key].id) for key in ("aisha", "callum")}
    assert priya.opens(f"{northgate.path}/rotas").says("No rota yet")
    page = priya.sends(f"{northgate.path}/rotas/new", name="Replies", turn_1=people["aisha"], turn_2=people["aisha"])
    assert page.status == 422 and page.says("Each person stands in it once.")
    page = page.send(name="Replies", turn_2=people["callum"])
    assert page.says("Replies") and page.says("Aisha Khan")
    with acting(app, "priya"):
        id = db.session.scalars(scoped(Rota)).one().id
    first, second = priya.opens(f"/rotas/{id}"), priya.opens(f"/rotas/{id}")
    assert first.send(name="Replies and calls").status == 200
    late = second.send(name="Mine")
    assert late.status == 409 and late.form("name").values["name"] == "Mine"
    assert aisha.opens(f"{northgate.path}/rotas").says("Replies and calls")
    assert aisha.opens(f"/rotas/{id}").status == 403
    assert priya.opens(f"{northgate.path}/rotas").send(action="/end").says("No rota yet")
