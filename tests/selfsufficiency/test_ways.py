"""Whoever is named for a step may take it, and what the rules ask for first is said instead of proposed."""

import pytest

from tests.makers import acting, member
from tests.responsibilities.scenes import activity, answers, decided
from tests.selfsufficiency.doing import show_all
from tests.selfsufficiency.test_promises import KEY_OF, steps_of
from tests.sourcing.scenes import put
from tests.training.scenes import judge
from tracker.accounts.members import end_place
from tracker.core.database import db
from tracker.engagements.extension_points import facts_of
from tracker.engagements.models import Part
from tracker.engagements.team import name_for
from tracker.responsibilities.appointments import name
from tracker.responsibilities.doers import done_by_person
from tracker.responsibilities.ladder import move
from tracker.responsibilities.models import Post
from tracker.selfsufficiency.reading import inputs_of
from tracker.selfsufficiency.ways import Ways, ready
from tracker.toolkit.adding import write_runbook

pytestmark = pytest.mark.one_engine


def ways(northgate, act, key=None):
    """`{activity or act: (people, needs, first)}` of the steps of one kind."""
    facts = facts_of(northgate.id)
    names = {row["id"]: row["key"] for row in facts["activities"]}
    found = {
        names.get(step.id, step.id): (way.act, [KEY_OF[id] for id in way.people], way.first)
        for step, way in steps_of(facts)
        if step.act == act
    }
    return found[key] if key else found


def rise(northgate, key, to):
    for rung in range(1, to + 1):
        move(activity(northgate, key), rung, by=member("priya"), because="They can.", evidence="Seen on Monday.")
    db.session.commit()


def test_nobody_is_sent_to_rung_three_before_its_items_are_verified(northgate, as_person):
    as_person("priya")
    rise(northgate, "reply", 2)
    act, people, first = ways(northgate, "raise_rung", "reply")
    assert (act, people[0]) == ("raise_rung", "priya") and first.endswith("must be verified")
    show_all(northgate, "reply", "aisha")
    assert ways(northgate, "raise_rung", "reply") == ("raise_rung", ["priya", "helen"], "")


def test_rung_four_asks_who_does_it_and_for_somebody_else_to_vouch(northgate, as_person):
    as_person("priya")
    show_all(northgate, "reply", "aisha")
    rise(northgate, "reply", 3)
    assert ways(northgate, "raise_rung", "reply")[2] == "Somebody at the client must do it"
    done_by_person(activity(northgate), member("priya"), by=member("helen"))
    db.session.commit()
    assert ways(northgate, "raise_rung", "reply") == ("raise_rung", ["helen"], ""), "Priya does it herself"


def test_a_rule_is_written_before_it_is_signed_and_a_sourcing_decision_waits_for_people(northgate, as_person):
    as_person("helen")
    answers(northgate, "priya", "make-images")
    assert ways(northgate, "sign_rule", "make-images")[0] == "write_rule"
    as_person("mina")
    put(northgate)
    act, people, first = ways(northgate, "sign_rule", "make-images")
    assert (act, people, first) == ("sign_rule", ["helen"], "Somebody of your own must accept to stand in")
    as_person("helen")
    answers(northgate, "aisha", "make-images", Post.DEPUTY)
    assert ways(northgate, "sign_rule", "make-images") == ("sign_rule", ["helen"], "")


def test_a_deputy_who_is_asked_answers_herself(northgate, as_person):
    as_person("helen")
    answers(northgate, "priya")
    assert ways(northgate, "accept_deputy", "reply") == ("find_deputy", ["helen"], "")
    name(activity(northgate), Post.DEPUTY, member("aisha"), by=member("helen"))
    db.session.commit()
    assert ways(northgate, "accept_deputy", "reply") == ("accept_deputy", ["aisha"], "")


def test_a_runbook_is_written_before_somebody_else_tries_it(northgate, as_person):
    priya = as_person("priya")
    assert ways(northgate, "test_runbook", "reply")[2] == "The runbook must be written"
    write_runbook(activity(northgate), by=priya, title="Replies", text="Answer within the hour.")
    db.session.commit()
    _, people, first = ways(northgate, "test_runbook", "reply")
    assert "priya" not in people and people[0] == "helen" and not first


def test_looking_over_is_for_whoever_accepted(northgate, as_person):
    as_person("helen")
    name(activity(northgate), Post.ACCOUNTABLE, member("priya"), by=member("helen"))
    db.session.commit()
    assert "reply" not in ways(northgate, "oversee"), "the log would refuse her"
    assert ways(northgate, "accept_accountability", "reply")[1] == ["priya"]
    decided(northgate)
    answers(northgate, "aisha", post=Post.DEPUTY)
    assert ways(northgate, "oversee", "reply")[1] == ["aisha"]


def test_the_seat_of_a_leader_who_left_is_filled_first(northgate, as_person):
    helen = as_person("helen")
    name_for(northgate.engagement, Part.LEADER, member("aisha"), by=helen)
    db.session.commit()
    end_place(member("aisha"), by=helen)
    db.session.commit()
    found = ways(northgate, "prove_leader")
    firsts = [first for _, _, first in found.values()]
    assert sorted(map(bool, firsts)) == [False, True]


def test_nobody_is_second_to_herself(app, northgate):
    judge(app, northgate, "helen", 3, "reply")
    with acting(app, "helen") as helen:
        for key in ("priya", "aisha", "callum"):
            end_place(member(key), by=helen)
        db.session.commit()
        assert ways(northgate, "train_second", "reply")[2] == "A second person must join you"


def test_of_two_tries_on_one_day_the_later_counts(northgate, as_person):
    priya = as_person("priya")
    runbook = write_runbook(activity(northgate), by=priya, title="Replies", text="Answer within the hour.")
    for worked in (False, True):
        runbook.test(by=member("aisha"), worked=worked, note="As it says.", version=1)
        db.session.flush()
    db.session.commit()
    tested = {one.id: one.runbook_tested_on for one in inputs_of(facts_of(northgate.id)).activities}
    assert tested[str(northgate.activity("reply"))] is not None


@pytest.mark.parametrize("state", ["declined", "ended_early", "closed"])
def test_nothing_is_proposed_once_it_is_over(northgate, as_person, state):
    as_person("marcus")
    facts = facts_of(northgate.id)
    steps = [step for step, _ in steps_of(facts)]
    over = facts | {"engagement": facts["engagement"] | {"state": state}}
    assert steps and not list(ready(Ways(over), iter(steps)))
