"""Who answers for an activity, and who stands in: asked, accepted, replaced, gone."""

import pytest

from tests.makers import member
from tests.responsibilities.scenes import activity, answers
from tracker.accounts.departures import tell
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.responsibilities.appointments import (
    accept,
    confirm,
    decline,
    end,
    held,
    name,
    open_appointments,
)
from tracker.responsibilities.doers import done_by_person
from tracker.responsibilities.evidence import read_activities
from tracker.responsibilities.models import DoerKind, Post


def holder(northgate, post=Post.ACCOUNTABLE, key="reply"):
    db.session.flush()
    row = held(db.session.scalars(open_appointments(activity(northgate, key))), post)
    return row and (row.member.first_name, row.accepted_at is not None)


def test_the_owner_asks_and_the_person_accepts(as_person, northgate):
    row = name_reply(northgate, as_person("helen"), "priya")
    db.session.commit()
    assert holder(northgate) == ("Priya", False)
    with pytest.raises(Refused, match="Only Priya Shah can accept"):
        accept(row, by=member("helen"))
    priya = as_person("priya")
    accept(held(db.session.scalars(open_appointments(activity(northgate))), Post.ACCOUNTABLE), by=priya)
    db.session.commit()
    assert holder(northgate) == ("Priya", True)


def name_reply(northgate, by, person, post=Post.ACCOUNTABLE, **more):
    return name(activity(northgate), post, member(person), by=by, **more)


def test_who_is_named_may_say_no_with_a_reason(as_person, northgate):
    row = name_reply(northgate, as_person("helen"), "priya")
    with pytest.raises(Refused, match="Say why"):
        decline(row, by=member("priya"), because="")
    decline(row, by=member("priya"), because="I am away until May")
    assert holder(northgate) is None


def test_what_the_practice_suggests_waits_for_the_owner(as_person, northgate):
    row = name_reply(northgate, as_person("marcus"), "priya")
    assert holder(northgate) is None, "nobody is named yet"
    with pytest.raises(Refused, match="has not named you"):
        accept(row, by=member("priya"))
    confirm(row, by=member("helen"))
    accept(row, by=member("priya"))
    assert holder(northgate) == ("Priya", True)


def test_the_owner_turns_a_suggestion_down_and_whoever_made_it_withdraws_it(as_person, northgate):
    marcus = as_person("marcus")
    first = name_reply(northgate, marcus, "priya")
    with pytest.raises(Refused, match="herself answers, or the owner"):
        decline(first, by=member("callum"), because="No")
    decline(first, by=member("helen"), because="She has enough to do")
    second = name_reply(northgate, marcus, "aisha")
    decline(second, by=marcus, because="She is leaving")
    assert holder(northgate) is None


def test_staff_put_themselves_forward_and_have_accepted_once_the_owner_agrees(as_person, northgate):
    aisha = as_person("aisha")
    with pytest.raises(Refused, match="You may put yourself forward"):
        name_reply(northgate, aisha, "callum")
    row = name_reply(northgate, aisha, "aisha", because="I know the inbox best")
    assert holder(northgate) is None
    confirm(row, by=member("helen"))
    assert holder(northgate) == ("Aisha", True)


def test_the_owner_who_names_himself_need_not_accept(as_person, northgate):
    name_reply(northgate, as_person("helen"), "helen")
    assert holder(northgate) == ("Helen", True)


def test_a_deputy_is_somebody_else(as_person, northgate):
    helen = as_person("helen")
    name_reply(northgate, helen, "priya")
    with pytest.raises(Refused, match="is the accountable already") as refusal:
        name_reply(northgate, helen, "priya", Post.DEPUTY)
    assert refusal.value.field == "person"
    name_reply(northgate, helen, "aisha", Post.DEPUTY)
    with pytest.raises(Refused, match="is the deputy already"):
        name_reply(northgate, helen, "aisha")


def test_a_suggested_deputy_who_meanwhile_answers_is_not_named(as_person, northgate):
    suggested = name_reply(northgate, as_person("priya"), "aisha", Post.DEPUTY)
    name_reply(northgate, member("helen"), "aisha")
    with pytest.raises(Refused, match="is the accountable by now"):
        confirm(suggested, by=member("helen"))


@pytest.mark.parametrize("outsider", ["brook", "mina", "dawn"])
def test_only_the_clients_own_people_answer_for_its_work(as_person, northgate, outsider):
    marcus = as_person("marcus")
    with pytest.raises(Refused, match="own people") as refusal:
        name_reply(northgate, marcus, outsider)
    assert refusal.value.field == "person"


def test_nobody_who_left_is_asked(as_person, northgate):
    marcus = as_person("marcus")
    member("callum").ended_at = clock.now()
    with pytest.raises(Refused, match="Callum Reid has left"):
        name_reply(northgate, marcus, "callum")


def test_nobody_is_asked_twice(as_person, northgate):
    helen = as_person("helen")
    name_reply(northgate, helen, "priya")
    with pytest.raises(Refused, match="has been asked already"):
        name_reply(northgate, helen, "priya")


def test_the_owner_who_asks_somebody_already_suggested_confirms_the_suggestion(as_person, northgate):
    suggested = name_reply(northgate, as_person("aisha"), "aisha")
    assert name_reply(northgate, member("helen"), "aisha") is suggested
    assert holder(northgate) == ("Aisha", True)


def test_a_new_name_replaces_the_old_one_and_ends_what_was_suggested(as_person, northgate):
    helen = as_person("helen")
    old = answers(northgate, "priya")
    suggested = name_reply(northgate, member("priya"), "callum")
    name_reply(northgate, helen, "aisha", because="Priya moves to London")
    db.session.commit()
    assert holder(northgate) == ("Aisha", False)
    assert old.ended_at and suggested.ended_at
    with pytest.raises(Stale):
        accept(old, by=member("priya"))


def test_a_post_is_given_back_or_taken_away_with_why(as_person, northgate):
    helen = as_person("helen")
    row = answers(northgate, "priya")
    with pytest.raises(Refused, match="Only Priya Shah or the owner"):
        end(row, by=member("marcus"), because="No")
    with pytest.raises(Refused, match="Say why"):
        end(row, by=helen, because="")
    end(row, by=member("priya"), because="I go part-time")
    assert holder(northgate) is None


def test_accepting_twice_is_stale(as_person, northgate):
    helen = as_person("helen")
    assert helen
    row = answers(northgate, "priya")
    with pytest.raises(Stale, match="accepted this already"):
        accept(row, by=member("priya"))


def test_who_leaves_answers_for_nothing_from_that_day(as_person, northgate):
    helen = as_person("helen")
    answers(northgate, "priya")
    answers(northgate, "priya", key="listen", post=Post.DEPUTY)
    done_by_person(activity(northgate, "listen"), member("priya"), by=helen)
    db.session.commit()
    priya = member("priya")
    priya.ended_at = clock.now()
    tell(priya, helen)
    db.session.commit()
    assert holder(northgate) is None
    assert holder(northgate, Post.DEPUTY, "listen") is None
    assert activity(northgate, "listen").doer_kind == DoerKind.NOBODY
    rows = {row["key"]: row for row in read_activities(northgate.id)}
    assert rows["listen"]["doer"] == {
        "kind": "nobody", "person": None, "provider_name": None, "since": clock.today().isoformat(),
    }  # fmt: skip
