"""Somebody else verifies or returns what was ticked; nobody verifies her own."""

import pytest

from tests.cast import BY_KEY
from tests.training.scenes import acting, judge, put_on, standing, tick, verify
from tracker.access import Can
from tracker.access.policies import allows
from tracker.audit import AuditEvent
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.tenancy import scoped
from tracker.training.models import Competency, ItemProgress, ProgressState

MAY = [
    ("marcus", 0, True), ("mina", 0, True), ("helen", 2, False), ("helen", 3, True), ("priya", 2, False),
    ("priya", 3, True), ("callum", 3, False), ("callum", 4, True), ("brook", 4, False),
]  # fmt: skip


@pytest.mark.parametrize(("key", "level", "may"), MAY)
def test_who_may_verify_depends_on_the_part_and_the_proven_level(app, northgate, key, level, may):
    ids = put_on(app, northgate, "aisha", 3)
    if level and key != "brook":
        judge(app, northgate, key, level, "write")
    with acting(app, key) as me:
        assert allows(Can.VERIFY, me, northgate.one(ItemProgress, ids[3])) is may
        assert allows(Can.VERIFY, me, northgate.get(Competency, "write")) is may


def test_proof_in_another_skill_does_not_count(app, northgate):
    ids = put_on(app, northgate, "aisha", 3)
    judge(app, northgate, "priya", 4, "reply")
    with acting(app, "priya") as priya:
        assert not allows(Can.VERIFY, priya, northgate.one(ItemProgress, ids[3]))


def test_the_newest_judgement_decides_even_when_it_is_lower(app, northgate):
    ids = put_on(app, northgate, "aisha", 3)
    judge(app, northgate, "priya", 4, "write")
    judge(app, northgate, "priya", 2, "write")
    with acting(app, "priya") as priya:
        assert not allows(Can.VERIFY, priya, northgate.one(ItemProgress, ids[3]))


def test_nobody_verifies_her_own_work_however_able(app, northgate):
    ids = put_on(app, northgate, "priya", 3)
    judge(app, northgate, "priya", 4, "write")
    tick(app, northgate, "priya", ids[3])
    with acting(app, "priya") as priya:
        progress = northgate.one(ItemProgress, ids[3])
        assert not allows(Can.VERIFY, priya, progress)
        with pytest.raises(Refused, match="Nobody verifies their own work"):
            progress.verify(priya)


def test_verifying_remembers_who_and_when_and_tells_it(app, northgate):
    ids = put_on(app, northgate, "aisha", 3)
    tick(app, northgate, "aisha", ids[3])
    verify(app, northgate, "marcus", ids[3])
    row = standing(app, northgate, ids[3])
    assert (row.state, row.verified_by_id, row.verified_at is not None) == (
        ProgressState.VERIFIED, BY_KEY["marcus"].id, True,
    )  # fmt: skip
    with acting(app, "marcus"):
        events = db.session.scalars(scoped(AuditEvent).where(AuditEvent.subject_id == ids[3]))
        told = [(event.verb, event.actor_name, event.before, event.after) for event in events]
    assert told[-1] == (
        "item.verified", "Marcus Hale", {"state": "done_by_trainee"}, {"state": "verified", "person": "Aisha Khan"},
    )  # fmt: skip


def test_what_was_not_ticked_cannot_be_verified(app, northgate):
    ids = put_on(app, northgate, "aisha", 3)
    with acting(app, "marcus") as marcus, pytest.raises(Stale):
        northgate.one(ItemProgress, ids[3]).verify(marcus)


def test_returning_needs_a_reason(app, northgate):
    ids = put_on(app, northgate, "aisha", 3)
    tick(app, northgate, "aisha", ids[3])
    with acting(app, "marcus") as marcus, pytest.raises(Refused) as refused:
        northgate.one(ItemProgress, ids[3]).send_back(marcus, "  ")
    assert refused.value.field == "because"


def test_a_verification_by_a_slip_is_taken_back_with_a_reason(app, northgate):
    ids = put_on(app, northgate, "aisha", 3)
    tick(app, northgate, "aisha", ids[3])
    verify(app, northgate, "marcus", ids[3])
    with acting(app, "mina") as mina:
        northgate.one(ItemProgress, ids[3]).send_back(mina, "That was the old text.")
        db.session.commit()
    row = standing(app, northgate, ids[3])
    assert (row.state, row.verified_at, row.returned_because) == (
        ProgressState.RETURNED, None, "That was the old text.",
    )  # fmt: skip


def test_the_evidence_that_was_read_is_the_evidence_that_is_judged(app, northgate):
    ids = put_on(app, northgate, "aisha", 3)
    tick(app, northgate, "aisha", ids[3], "First try")
    with acting(app, "marcus"):
        seen = northgate.one(ItemProgress, ids[3]).mark
    with acting(app, "aisha") as aisha:
        northgate.one(ItemProgress, ids[3]).undo(aisha)
        db.session.commit()
    tick(app, northgate, "aisha", ids[3], "Second try")
    with acting(app, "marcus") as marcus, pytest.raises(Stale, match="anew"):
        northgate.one(ItemProgress, ids[3]).verify(marcus, seen)
