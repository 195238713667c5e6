"""Whoever leaves keeps her history and stops counting that day: in every slice of the facts and every list."""

import pytest

from tests.makers import acting, member
from tracker.accounts.members import end_place
from tracker.core.database import db
from tracker.engagements.extension_points import facts_of
from tracker.engagements.models import Part
from tracker.engagements.team import end, name_for, open_seats
from tracker.responsibilities.appointments import name as name_post
from tracker.responsibilities.models import Activity, Appointment, DoerKind, Post
from tracker.selfsufficiency.models import Standing
from tracker.selfsufficiency.reading import inputs_of
from tracker.selfsufficiency.summaries import checks_that_wait
from tracker.tenancy import scoped
from tracker.training.models import Assessment, Competency


def leaders(northgate):
    return facts_of(northgate.id)["engagement"]["leaders"]


def leave(key, helen):
    end_place(member(key), by=helen)
    db.session.commit()


def test_a_leader_who_leaves_leaves_an_empty_seat_until_somebody_is_named_after_her(northgate, as_person):
    helen = as_person("helen")
    name_for(northgate.engagement, Part.LEADER, member("aisha"), by=helen)
    db.session.commit()
    assert leaders(northgate) == [str(helen.id), str(member("aisha").id)]
    leave("aisha", helen)
    assert leaders(northgate) == [str(helen.id), str(member("aisha").id)]
    seats = {one.person: one.assessed for one in inputs_of(facts_of(northgate.id)).leaders}
    assert seats[str(member("aisha").id)] is False
    name_for(northgate.engagement, Part.LEADER, member("callum"), by=helen)
    db.session.commit()
    assert leaders(northgate) == [str(helen.id), str(member("callum").id)]


def test_a_part_that_was_only_ended_leaves_no_empty_seat(northgate, as_person):
    helen = as_person("helen")
    name_for(northgate.engagement, Part.LEADER, member("aisha"), by=helen)
    end(next(seat for seat in open_seats(northgate.engagement) if seat.member_id == member("aisha").id), by=helen)
    db.session.commit()
    assert leaders(northgate) == [str(helen.id)]


def test_no_departure_raises_the_index_and_history_stays(northgate, as_person):
    mina = as_person("mina")
    northgate.get(Competency, "write").assess(member("callum"), 3, by=mina, method="observed", note="Three posts.")
    db.session.commit()
    helen = as_person("helen")
    name_post(northgate.get(Activity, "listen"), Post.ACCOUNTABLE, member("callum"), by=helen, because="He reads it.")
    activity = northgate.get(Activity, "listen")
    activity.doer_kind, activity.doer_id = DoerKind.PERSON, member("callum").id
    db.session.commit()
    before = db.session.scalars(scoped(Standing)).one().value
    leave("callum", helen)
    callum = str(member("callum").id)
    facts = facts_of(northgate.id)
    assert db.session.scalars(scoped(Standing).execution_options(populate_existing=True)).one().value <= before
    assert facts["people"][callum] | {"active": False} == facts["people"][callum]
    listen = next(row for row in facts["activities"] if row["key"] == "listen")
    assert (listen["accountable"], listen["doer"]["kind"]) == (None, "nobody")
    inputs = inputs_of(facts)
    assert not [holder for one in inputs.competencies for holder in one.holders if holder.person == callum]
    for model in (Assessment, Appointment):
        assert len(db.session.scalars(scoped(model)).all()) == 1


def test_the_tick_of_somebody_who_left_waits_for_nobody():
    facts = {"items": {"waiting": [[1, "gone", "2026-11-01"], [2, "here", "2026-11-05"]]},
             "people": {"gone": {"active": False}, "here": {"active": True}}}  # fmt: skip
    assert checks_that_wait(facts) == {"verifications": 1, "verification_since": "2026-11-05"}


@pytest.mark.slow
def test_whoever_left_is_offered_nowhere(app, northgate, helen, priya, mina):
    with acting(app, "helen") as owner:
        leave("callum", owner)
    for visitor, path in (
        (helen, "team"), (priya, "training"), (mina, "baseline"), (helen, "training/skills"), (helen, "ladder"),
    ):  # fmt: skip
        page = visitor.opens(f"{northgate.path}/{path}")
        assert page.status == 200, path
        assert not page.says("Callum Reid"), path
