"""What has faded is shown again, and what was verified stays on record."""

from datetime import timedelta

import pytest

from tests.makers import Northgate
from tests.training.scenes import acting, judge, put_on, standing, tick, verify
from tracker.audit import AuditEvent
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.extension_points import facts_of
from tracker.responsibilities.models import Activity
from tracker.selfsufficiency.display import standing_of
from tracker.tenancy import scoped
from tracker.training.checklists import checklist_of
from tracker.training.lapsing import lapse_faded
from tracker.training.models import ItemProgress, ProgressState
from tracker.training.proofs import last_shown
from tracker.worklog.logging import log_work
from tracker.worklog.models import Mode


def shown(app, northgate: Northgate, *numbers: int) -> dict:
    ids = put_on(app, northgate, "aisha", *numbers)
    for number in numbers:
        tick(app, northgate, "aisha", ids[number])
        verify(app, northgate, "marcus", ids[number])
    return ids


def night(app, northgate: Northgate, days: int) -> int:
    """The worker's daily round, so many days from now."""
    workspace = None
    with acting(app, "marcus") as marcus:
        workspace = marcus.workspace_id
    with app.app_context(), entered(Context(workspace=workspace)), clock.at(clock.now() + timedelta(days=days)):
        return lapse_faded()


def test_it_lapses_after_nine_months_without_practice_or_proof_and_not_a_day_before(app, northgate):
    with acting(app, "priya"):
        soon = clock.today() + timedelta(days=2)
    put_on(app, northgate, "aisha", 2, due_on=soon)
    ids = shown(app, northgate, 2, 3)
    assert night(app, northgate, 270) == 0
    assert standing(app, northgate, ids[2]).verified
    assert night(app, northgate, 271) == 2
    row = standing(app, northgate, ids[2])
    assert row.state == ProgressState.LAPSED
    assert row.verified_by_id is not None and row.verified_at is not None
    assert row.due_on is None
    assert night(app, northgate, 271) == 0


def test_practice_and_a_new_judgement_keep_it_fresh(app, northgate):
    ids = shown(app, northgate, 2, 12)
    with clock.at(clock.now() + timedelta(days=200)):
        judge(app, northgate, "aisha", 3, "develop-strategy")
        with acting(app, "aisha") as aisha:
            log_work(northgate.get(Activity, "write-posts"), Mode.CLIENT, by=aisha, quantity=1)
            db.session.commit()
    assert night(app, northgate, 280) == 0
    assert standing(app, northgate, ids[12]).verified


def test_time_lapses_nothing_where_the_engagement_has_not_begun_or_is_over(app, northgate):
    shown(app, northgate, 2)
    with acting(app, "marcus"):
        northgate.engagement.state = "closed"
        db.session.commit()
    assert night(app, northgate, 400) == 0


def test_the_index_does_not_move_when_an_item_lapses(app, northgate):
    shown(app, northgate, 2)
    judge(app, northgate, "aisha", 3, "develop-strategy")
    later = clock.now() + timedelta(days=1)
    with clock.at(later), acting(app, "marcus") as marcus:
        before = standing_of(northgate.id).value
        row = db.session.scalars(scoped(ItemProgress).where(ItemProgress.state == "verified")).first()
        row.lapse("The check-in asks for it.", marcus)
        db.session.commit()
        facts = facts_of(northgate.id)
        assert facts["items"]["verified"] == [] and len(facts["items"]["lapsed"]) == 1
        assert last_shown(facts)
        assert standing_of(northgate.id).value == pytest.approx(before, abs=0.2)


def test_she_sees_what_to_show_again_and_one_showing_renews_the_skill(app, northgate):
    ids = shown(app, northgate, 1, 2)
    assert night(app, northgate, 300) == 2
    with clock.at(clock.now() + timedelta(days=301)):
        with acting(app, "aisha") as aisha:
            view = checklist_of(aisha)
            assert [row.state for row in view.todo] == [ProgressState.LAPSED] * 2
            assert "Show it again. Neither practised nor shown since" in view.todo[1].words
            assert view.next.again
            northgate.one(ItemProgress, ids[1]).redemonstrate(aisha, "Said it to a candidate today.")
            db.session.commit()
        assert standing(app, northgate, ids[1]).state == ProgressState.DONE
        verify(app, northgate, "mina", ids[1])
        assert standing(app, northgate, ids[1]).verified and standing(app, northgate, ids[2]).verified
    with acting(app, "marcus"):
        told = [event.verb for event in db.session.scalars(
            scoped(AuditEvent).where(AuditEvent.subject_id == ids[1]).order_by(AuditEvent.id))]  # fmt: skip
    assert told == ["item.ticked", "item.verified", "item.lapsed", "item.shown_again", "item.verified", "item.renewed"]


def test_a_tick_taken_back_leaves_it_lapsed(app, northgate):
    ids = shown(app, northgate, 2)
    with acting(app, "marcus") as marcus:
        northgate.one(ItemProgress, ids[2]).lapse("Check-in", marcus)
        db.session.commit()
    tick(app, northgate, "aisha", ids[2])
    with acting(app, "aisha") as aisha:
        northgate.one(ItemProgress, ids[2]).undo(aisha)
        db.session.commit()
    assert standing(app, northgate, ids[2]).state == ProgressState.LAPSED


def test_what_asking_again_needs(app, northgate):
    ids = shown(app, northgate, 2)
    open_item = put_on(app, northgate, "aisha", 3)[3]
    with acting(app, "marcus") as marcus:
        with pytest.raises(Refused, match="Say why"):
            northgate.one(ItemProgress, ids[2]).lapse(" ", marcus)
        with pytest.raises(Stale):
            northgate.one(ItemProgress, open_item).lapse("Why not", marcus)
    with acting(app, "aisha") as aisha, pytest.raises(Refused):
        northgate.one(ItemProgress, ids[2]).lapse("I want to", aisha)


@pytest.mark.slow
def test_marcus_asks_to_see_it_again_and_aisha_finds_it_on_her_list(app, northgate, marcus, aisha, callum):
    ids = shown(app, northgate, 2)
    path = f"/progress/{ids[2]}"
    page = marcus.opens(path)
    assert page.send(action="/lapse").status == 422
    page.send(action="/lapse", because="Ninety days after handover, show one again.")
    page = aisha.opens("/checklist")
    assert page.says("Show it again") and page.says("Ninety days after handover")
    assert aisha.opens(path).says("that stays on record")
    assert callum.post(f"{path}/lapse", because="x").status in {400, 403, 419}
