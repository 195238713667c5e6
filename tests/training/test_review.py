"""The review queue: narrowed, verified several at once, returned and asked again."""

import pytest

from tests import cast
from tests.counting import statements
from tests.training.scenes import acting, judge, put_on, standing, tick
from tracker.audit import AuditEvent
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import scoped
from tracker.training.models import ItemProgress, ProgressState
from tracker.training.queue import Narrowed, NotTogether, queue_of, verify_together

SEEN = "I looked over their shoulder for an hour; all of it was sound."


def ticked(app, northgate, key, *numbers):
    ids = put_on(app, northgate, key, *numbers)
    for number in numbers:
        tick(app, northgate, key, ids[number], link="https://northgate.example/shown")
    return ids


def marks(rows) -> dict:
    return {row.id: row.mark for row in rows}


def test_several_are_verified_with_one_note_kept_with_each(app, northgate):
    aisha, callum = ticked(app, northgate, "aisha", 2, 3), ticked(app, northgate, "callum", 2)
    with acting(app, "marcus") as marcus:
        assert verify_together(marks(queue_of(marcus).rows), SEEN, by=marcus) == 3
        db.session.commit()
        assert queue_of(marcus).rows == []
        told = db.session.scalars(scoped(AuditEvent).where(AuditEvent.verb == "item.verified")).all()
    assert [event.because for event in told] == [SEEN] * 3
    assert all(standing(app, northgate, id).verified for id in (aisha[2], aisha[3], callum[2]))


def test_one_that_changed_meanwhile_keeps_all_of_them_back_and_is_named(app, northgate):
    ids = ticked(app, northgate, "aisha", 2, 3)
    with acting(app, "marcus") as marcus:
        picked = marks(queue_of(marcus).rows)
    with acting(app, "aisha") as me:
        northgate.one(ItemProgress, ids[3]).undo(me)
        db.session.commit()
    with acting(app, "marcus") as marcus, pytest.raises(NotTogether) as refusal:
        verify_together(picked, SEEN, by=marcus)
    assert len(refusal.value.reasons) == 1
    assert refusal.value.reasons[0].startswith("Aisha Khan, Give one voice do")
    assert standing(app, northgate, ids[2]).state == ProgressState.DONE


def test_nobody_verifies_her_own_or_what_she_is_not_proven_in_together_with_others(app, northgate):
    judge(app, northgate, "priya", 3, "write")
    mine, hers = ticked(app, northgate, "priya", 3), ticked(app, northgate, "aisha", 2, 3)
    with acting(app, "priya") as priya:
        assert [row.id for row in queue_of(priya).rows] == [hers[3]]
        rows = {id: northgate.one(ItemProgress, id).mark for id in (mine[3], hers[3])}
        with pytest.raises(NotTogether, match="Nothing was verified"):
            verify_together(rows, SEEN, by=priya)
        with pytest.raises(NotTogether) as refusal:
            verify_together({hers[2]: northgate.one(ItemProgress, hers[2]).mark}, SEEN, by=priya)
    assert refusal.value.reasons == ("Something that you ticked is not in your queue any more.",)


def test_nothing_ticked_and_too_much_at_once_are_refused(app, northgate):
    with acting(app, "marcus") as marcus:
        with pytest.raises(Refused, match="at least one"):
            verify_together({}, SEEN, by=marcus)
        with pytest.raises(Refused, match="At most 50"):
            verify_together({cast.fixed(str(n)): "" for n in range(51)}, SEEN, by=marcus)


def test_the_queue_is_narrowed_to_a_person_a_module_an_engagement(app, northgate):
    ticked(app, northgate, "aisha", 2, 6)
    ticked(app, northgate, "callum", 2)
    with acting(app, "marcus") as marcus:
        whole = queue_of(marcus)
        names = {name: [label for _, label in named] for name, named in whole.choices.items()}
        assert names["person"] == ["Aisha Khan", "Callum Reid"]
        assert len(names["module"]) == 2 and names["client"] == ["Northgate Recruitment"]
        for values, count in (
            ({"person": str(cast.BY_KEY["aisha"].id)}, 2), ({"module": str(northgate.module("accounts"))}, 1),
            ({"engagement": str(northgate.id)}, 3), ({"client": str(cast.fixed("client weir"))}, 0),
            ({"person": "nobody", "module": "'"}, 3),
        ):  # fmt: skip
            assert len(queue_of(marcus, "", Narrowed.read(values)).rows) == count, values


@pytest.mark.slow
def test_marcus_ticks_several_on_the_page_and_one_that_cannot_be_is_named(app, northgate, marcus):
    ids = ticked(app, northgate, "aisha", 2, 3, 6)
    page = marcus.opens("/training-review")
    form = page.form("note", action="/training-review/verify")
    picks = [f"{id}~{standing(app, northgate, id).mark}" for id in ids.values()]
    refused = marcus.post("/training-review/verify", **form.values, picks=picks)
    assert refused.status == 422 and refused.says("What you saw is missing.")
    assert refused.html.count('form="batch" checked') == 3
    with acting(app, "aisha") as me:
        northgate.one(ItemProgress, ids[6]).undo(me)
        db.session.commit()
    stale = marcus.post("/training-review/verify", **{**form.values, "note": SEEN}, picks=picks)
    assert stale.says("Nothing was verified.") and stale.says("it changed after you opened this page")
    assert SEEN in stale.form("note", action="/verify").values["note"]
    done = marcus.post("/training-review/verify", **{**form.values, "note": SEEN}, picks=picks[:2])
    assert done.says("2 items are verified.") and done.says("Nothing waits")
    again = marcus.post("/training-review/verify", **{**form.values, "note": SEEN}, picks=picks[:2])
    assert again.status == 200 and standing(app, northgate, ids[2]).verified


@pytest.mark.slow
def test_what_was_returned_is_asked_again_and_stands_at_the_end_of_the_queue(app, northgate, marcus, aisha):
    ids = ticked(app, northgate, "aisha", 2, 3)
    marcus.opens(f"/training-review?person={cast.BY_KEY['aisha'].id}").send(
        action=f"{ids[2]}/return", because="Which week was it?"
    )
    page = aisha.opens("/checklist")
    assert page.says("Which week was it?")
    aisha.opens(f"/progress/{ids[2]}").send(action="/tick", note="The week of the fair.")
    with acting(app, "marcus") as me:
        assert [row.id for row in queue_of(me).rows] == [ids[3], ids[2]]


@pytest.mark.slow
@pytest.mark.every_engine
def test_the_review_costs_the_same_with_one_and_with_two_hundred_waiting(app, northgate, marcus):
    ticked(app, northgate, "aisha", 2)
    marcus.opens("/training-review")
    with statements(app) as few:
        marcus.opens("/training-review")
    for key in ("aisha", "callum", "priya", "helen"):
        ticked(app, northgate, key, *(number for number in range(3, 34) if number not in {4, 5}))
    with statements(app) as many:
        page = marcus.opens("/training-review")
    assert len(few) == len(many) <= 8
    assert page.says("The oldest 50")
