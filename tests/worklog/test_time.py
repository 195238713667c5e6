"""Hours that are kept free: agreed by two, displacing something, and used or not."""

from datetime import timedelta

import pytest

from tests.makers import member
from tests.responsibilities.scenes import activity, inside
from tracker.access import Can
from tracker.access.policies import allows
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.tenancy import scoped
from tracker.worklog.evidence import read_time
from tracker.worklog.logging import log_work
from tracker.worklog.models import TimePlan
from tracker.worklog.time import agree_to, decline, monday, plan_time
from tracker.worklog.time_reading import time_of

INSTEAD = "Cold calls on Friday afternoons."


def planned(northgate, by, person="aisha", hours=4, weeks_ago=6, **more):
    first = clock.today() - timedelta(weeks=weeks_ago)
    values = {"first": first, **more}
    return plan_time(northgate.engagement, member(person), hours, INSTEAD, by=by, **values)


def agreed(northgate, by, **values):
    plan = planned(northgate, by, **values)
    for one in {plan.person_id: plan.person, "owner": member("helen")}.values():
        try:
            agree_to(plan, by=one)
        except Stale:
            pass
    return plan


def seen(northgate):
    return time_of(northgate.id, {member(key).id: member(key).name for key in ("aisha", "priya", "helen", "callum")})


def used(northgate, person, *hours):
    """Hours in the last full weeks, the newest last."""
    this = monday(clock.today())
    for back, amount in zip(range(len(hours), 0, -1), hours, strict=True):
        if amount:
            day = this - timedelta(weeks=back) + timedelta(days=1)
            log_work(activity(northgate), "client", by=member(person), on=day, minutes=round(amount * 60))


def test_hours_hold_once_the_person_and_the_owner_have_agreed(as_person, northgate):
    priya = as_person("priya")
    plan = planned(northgate, priya)
    assert plan.open and seen(northgate).people == []
    agree_to(plan, by=member("aisha"))
    with pytest.raises(Stale):
        agree_to(plan, by=member("aisha"))
    assert plan.open
    agree_to(plan, by=member("helen"))
    assert plan.agreed
    (aisha,) = seen(northgate).people
    assert (aisha.plan.hours, seen(northgate).last.planned) == (4, 4)


def test_who_proposes_has_agreed_and_who_is_both_agrees_once(as_person, northgate):
    helen = as_person("helen")
    assert planned(northgate, helen, person="helen").agreed
    assert planned(northgate, helen).owner_agreed_at and not planned(northgate, helen).person_agreed_at


@pytest.mark.parametrize(
    ("values", "field"),
    [({"hours": 0}, "hours"), ({"hours": 41}, "hours"), ({"person": "brook"}, "person"), ({"person": "mina"}, "person"),
     ({"first_in": 9999}, "first"), ({"last_in": -70}, "last")],
)  # fmt: skip
def test_what_cannot_be_planned_is_refused_at_its_field(as_person, northgate, values, field):
    helen, today = as_person("helen"), clock.today()
    dates = {name.removesuffix("_in"): today + timedelta(days=values[name]) for name in values if name.endswith("_in")}
    rest = {name: value for name, value in values.items() if not name.endswith("_in")}
    with pytest.raises(Refused) as refusal:
        planned(northgate, helen, **rest, **dates)
    assert refusal.value.field == field


def test_hours_that_displace_nothing_are_refused(as_person, northgate):
    helen = as_person("helen")
    with pytest.raises(Refused, match="Say what is left undone instead"):
        plan_time(northgate.engagement, member("aisha"), 4, "", by=helen, first=clock.today())


def test_the_newest_agreed_plan_holds_and_a_declined_one_never(as_person, northgate):
    helen = as_person("helen")
    agreed(northgate, helen, hours=4)
    agreed(northgate, helen, hours=6, weeks_ago=2)
    decline(planned(northgate, helen, hours=9), by=member("aisha"), because="Too much.")
    (aisha,) = seen(northgate).people
    assert [week.planned for week in aisha.full] == [4, 4, 6, 6]


def test_ending_a_plan_keeps_what_was(as_person, northgate):
    helen = as_person("helen")
    plan = agreed(northgate, helen)
    with pytest.raises(Refused, match="Say why"):
        decline(plan, by=helen, because="")
    decline(plan, by=helen, because="The season is over.")
    (aisha,) = seen(northgate).people
    assert aisha.plan is None and [week.planned for week in aisha.full] == [4, 4, 4, 4]
    assert [week.planned for week in aisha.weeks[-5:]] == [0] * 5
    with pytest.raises(Stale):
        decline(plan, by=helen, because="Again.")


def test_used_hours_and_the_forecast_come_from_minutes_that_count(as_person, northgate):
    helen = as_person("helen")
    agreed(northgate, helen)
    used(northgate, "aisha", 2, 4, 3, 3)
    log_work(activity(northgate), "client", by=member("priya"), person=member("aisha"), minutes=600,
             on=clock.today() - timedelta(days=8))  # fmt: skip
    (aisha,) = seen(northgate).people
    assert [week.used for week in aisha.full] == [2, 4, 3, 3]
    assert aisha.forecast == 3 and aisha.said == ""


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ((6, 3, 6, 5.5), "used over a quarter more than was planned in 3 of the last four weeks: 6, 3, 6, 5.5 hours."),
        ((5, 5, 6, 6), ""),
        ((1, 4, 1.5, 0), "used less than half of what was planned in 3 of the last four weeks: 1, 4, 1.5, 0 hours."),
    ],
)
def test_three_weeks_of_four_are_said_in_a_sentence(as_person, northgate, hours, words):
    helen = as_person("helen")
    agreed(northgate, helen)
    used(northgate, "aisha", *hours)
    said = seen(northgate).people[0].said
    assert said == (f"Aisha Khan {words}" if words else "")


def test_the_facts_tell_plans_and_minutes(as_person, northgate):
    helen = as_person("helen")
    agreed(northgate, helen)
    used(northgate, "aisha", 1)
    facts, id = read_time(northgate.id), str(member("aisha").id)
    assert [(plan["person"], plan["hours"], plan["agreed"]) for plan in facts["plans"]] == [(id, 4, True)]
    assert [minutes for _, minutes in facts["used"][id]] == [60]


def test_only_the_person_and_the_owner_have_a_word(as_person, northgate):
    plan = planned(northgate, as_person("priya"))
    keys = ("helen", "aisha", "priya", "callum", "brook", "marcus", "mina")
    assert {key for key in keys if allows(Can.AGREE_TIME, member(key), plan)} == {"helen", "aisha"}


@pytest.mark.slow
def test_a_plan_is_proposed_agreed_to_and_shown(app, priya, aisha, helen, northgate):
    tab = f"{northgate.path}/time"
    assert helen.opens(tab).says("No hours are kept free yet")
    page = priya.opens(f"{tab}/new").send(person=str(aisha.person.id), hours="4", displaces=" ")
    assert page.status == 422 and page.says("What is left undone instead is missing.")
    page = page.send(displaces=INSTEAD)
    assert page.says("Waits for Aisha") and page.says(INSTEAD)
    assert aisha.opens(tab).send(action="/agree").says("Waits for the owner")
    assert helen.opens(tab).send(action="/agree").says("0 hours were used last week, and none was planned")


@pytest.mark.slow
def test_a_declined_plan_says_why_to_nobody_else(app, priya, aisha, callum, dawn, northgate):
    with inside(app, "priya") as me:
        plan = planned(northgate, me)
        db.session.commit()
        path = f"/time-plans/{plan.id}/decline"
    assert callum.opens(path).status == 403 and dawn.opens(path).status == 404
    assert aisha.sends(path, because=" ").status == 422
    aisha.sends(path, because="I have the fair in May.")
    with inside(app, "marcus"):
        assert db.session.scalars(scoped(TimePlan)).one().because == "I have the fair in May."
    assert priya.opens(f"{northgate.path}/time").says("No hours are kept free yet")
