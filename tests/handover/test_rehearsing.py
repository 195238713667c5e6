"""Rehearsing the handover: who starts it, what it does to the practice's hands, how it ends, and what it counts for."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests import makers
from tests.handover.rehearsals import (
    HOPE,
    SHOWED,
    broken_off,
    days_later,
    in_handover,
    let_go,
    night,
    rehearse,
    rehearse_in_every_workspace,
    the_rehearsal,
    work_alone,
)
from tracker.access import Can
from tracker.access.policies import allows
from tracker.audit import AuditEvent
from tracker.clinic.asking import ask
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.extension_points import facts_of, gate_rules
from tracker.engagements.hands_off import practice_access
from tracker.engagements.models import ChangeKind, ExitCriterion, PlanChange, PracticeAccess
from tracker.engagements.plan_changes import propose_ending, propose_pause, propose_resumption
from tracker.handover import rehearsing as verbs
from tracker.handover.models import RehearsalState
from tracker.risks.register import raise_risk
from tracker.tenancy import scoped

pytestmark = pytest.mark.slow
AGREED = "Yes, and I shall keep the diary for it myself."


@pytest.fixture
def handover(app, northgate):
    in_handover(app, northgate)
    return northgate


def test_the_owner_starts_it_at_once_and_the_practice_only_looks_on(app, handover, as_person):
    rehearse(app, handover)
    marcus = as_person("marcus")
    engagement = handover.engagement
    assert the_rehearsal().state == "running"
    assert (engagement.practice_access, engagement.rehearses_until) == ("read", clock.today() + timedelta(days=13))
    criterion = handover.get(ExitCriterion, "audit")
    assert not allows(Can.CLAIM_CRITERION, marcus, criterion) and allows(Can.CLINIC, marcus, criterion)


def test_the_lead_proposes_and_the_owner_agrees(app, handover, as_person):
    rehearse(app, handover, by="marcus")
    helen = as_person("helen")
    asks, = facts_of(handover.id)["handover"]["proposals"]
    assert asks["what"].startswith("to rehearse the handover for 2 weeks from")
    verbs.agree(the_rehearsal(), AGREED, by=helen)
    db.session.commit()
    assert the_rehearsal().state == "running"
    assert facts_of(handover.id)["handover"]["proposals"] == []
    with pytest.raises(Stale):
        verbs.agree(the_rehearsal(), AGREED, by=helen)


def test_only_one_at_a_time(app, handover, as_person):
    rehearse(app, handover, in_days=5)
    for who in ("helen", "marcus"):
        person = as_person(who)
        with pytest.raises(Refused, match="One at a time"):
            verbs.propose(handover.engagement, clock.today(), 1, HOPE, by=person)


@pytest.mark.parametrize(
    ("days", "weeks", "field"), [(-1, 2, "begins_on"), (200, 2, "begins_on"), (0, 0, "weeks"), (0, 5, "weeks")]
)
def test_what_makes_no_sense_is_refused_at_its_field(app, handover, as_person, days, weeks, field):
    helen = as_person("helen")
    with pytest.raises(Refused) as refusal:
        verbs.propose(handover.engagement, clock.today() + timedelta(days=days), weeks, HOPE, by=helen)
    assert refusal.value.field == field


def test_it_waits_for_the_handover_phase(northgate, as_person):
    helen = as_person("helen")
    with pytest.raises(Refused, match="Handover phase has not begun"):
        verbs.propose(northgate.engagement, clock.today(), 2, HOPE, by=helen)


def test_it_begins_and_ends_by_itself_and_only_once(app, handover, as_person):
    rehearse(app, handover, weeks=1, in_days=3)
    night(app, 2)
    as_person("helen")
    assert (the_rehearsal().state, handover.engagement.practice_access) == ("planned", "full")
    night(app, 3)
    night(app, 9)
    as_person("helen")
    assert (the_rehearsal().state, handover.engagement.practice_access) == ("running", "read")
    night(app, 10)
    night(app, 10)
    as_person("helen")
    assert (the_rehearsal().state, handover.engagement.practice_access) == ("held", "full")
    assert the_rehearsal().ended_on == clock.today() + timedelta(days=9)
    row, = facts_of(handover.id)["rehearsals"]
    assert (row["state"], row["weeks"], len(the_rehearsal().days)) == ("held", 1, 7)


def test_hands_are_free_after_the_last_day_even_before_the_night(app, handover, as_person):
    rehearse(app, handover, weeks=1)
    marcus = as_person("marcus")
    with days_later(6):
        assert practice_access(handover.engagement) == "read"
    with days_later(7):
        assert practice_access(handover.engagement) == "full"
        assert allows(Can.CLAIM_CRITERION, marcus, handover.get(ExitCriterion, "audit"))


def test_the_champion_breaks_it_off_and_the_practice_cannot(app, handover, as_person):
    rehearse(app, handover)
    marcus = as_person("marcus")
    with pytest.raises(Refused, match="Ask to be let in"):
        verbs.break_off(the_rehearsal(), "I miss them.", by=marcus)
    broken_off(app, handover)
    helen = as_person("helen")
    row, = facts_of(handover.id)["rehearsals"]
    assert (row["state"], row["broken_because"]) == ("broken", "Two of us are ill.")
    assert handover.engagement.practice_access == "full"
    with pytest.raises(Stale):
        verbs.break_off(the_rehearsal(), "Once more.", by=helen)


def test_the_lead_asks_to_be_let_in_and_the_owner_decides(app, handover, as_person):
    rehearse(app, handover)
    marcus = as_person("marcus")
    verbs.ask_entry(the_rehearsal(), "The bank asks for a form today.", by=marcus)
    db.session.commit()
    with pytest.raises(Refused, match="asked already"):
        verbs.ask_entry(the_rehearsal(), "Again.", by=marcus)
    helen = as_person("helen")
    verbs.keep_out(verbs.waiting_request(the_rehearsal()), "We have filled it in.", by=helen)
    db.session.commit()
    assert the_rehearsal().running
    marcus = as_person("marcus")
    verbs.ask_entry(the_rehearsal(), "And now the tax office.", by=marcus)
    db.session.commit()
    helen = as_person("helen")
    verbs.let_in(verbs.waiting_request(the_rehearsal()), "Please do, this one is beyond us.", by=helen)
    db.session.commit()
    assert (the_rehearsal().state, handover.engagement.practice_access) == ("broken", "full")


def test_it_stands_while_the_engagement_is_paused(app, handover, as_person):
    rehearse(app, handover, weeks=1)
    helen = as_person("helen")
    propose_pause(handover.engagement, "The office is flooded, nobody can work.", by=helen)
    db.session.commit()
    night(app, 10)
    as_person("helen")
    with days_later(10):
        assert the_rehearsal().running and practice_access(handover.engagement) == "read"
        propose_resumption(handover.engagement, "We are back in our rooms.", by=makers.member("helen"))
        db.session.commit()
    assert the_rehearsal().ends_on == handover.engagement.rehearses_until == clock.today() + timedelta(days=16)


def test_an_early_end_ends_it_too(app, handover, as_person):
    rehearse(app, handover)
    helen = as_person("helen")
    propose_ending(handover.engagement, "We are bought by a group with its own people.", by=helen)
    db.session.commit()
    assert db.session.scalar(verbs.scoped(PlanChange).where(PlanChange.kind == ChangeKind.ENDING))
    assert (the_rehearsal().state, the_rehearsal().broken_because) == ("broken", "The engagement was ended.")
    assert handover.engagement.rehearses_until is None


def test_what_is_done_alone_and_what_is_asked_is_counted_by_day(app, handover, as_person):
    rehearse(app, handover, weeks=1)
    work_alone(app, handover, 4)
    work_alone(app, handover, 3, days=2)
    work_alone(app, handover, 9, "write-posts", days=2)
    with days_later(2):
        for who, title in (("aisha", "Who signs for the domain?"), ("marcus", "How is it going?")):
            person = as_person(who)
            ask(handover.engagement, by=person, title=title, text="It renews on Friday.")
            db.session.commit()
    night(app, 7)
    as_person("helen")
    assert [row[1:] for row in the_rehearsal().days] == [[4, 0], [0, 0], [3, 1], [0, 0], [0, 0], [0, 0], [0, 0]]
    row, = facts_of(handover.id)["rehearsals"]
    assert (row["unassisted"], row["questions"]) == (7, 1)


def test_it_counts_at_the_gate_once_the_owner_has_said_what_it_showed(app, handover, as_person):
    def judged(weeks=1):
        return gate_rules["rehearsal_held"](facts_of(handover.id), {"weeks": weeks}, clock.today())

    as_person("helen")
    assert judged().missing[0].text == "No rehearsal of one week or more has been held"
    rehearse(app, handover, weeks=1)
    work_alone(app, handover, 4)
    as_person("helen")
    assert "runs until" in judged().missing[0].text
    night(app, 7)
    helen = as_person("helen")
    assert "has not said yet" in judged().missing[0].text
    verbs.describe(the_rehearsal(), SHOWED, by=helen)
    db.session.commit()
    assert judged().met and not judged(weeks=2).met
    with pytest.raises(Stale):
        verbs.describe(the_rehearsal(), SHOWED, by=helen)


@pytest.mark.parametrize("who", ["marcus", "mina"])
def test_the_second_wall_refuses_what_the_practice_does_all_the_same(app, handover, as_person, who):
    rehearse(app, handover)
    person = as_person(who)
    raise_risk(handover.engagement, by=person, title="The domain lapses", likelihood=2, impact=3)
    with pytest.raises(Refused, match="We only look on here, until"):
        db.session.commit()
    db.session.rollback()
    person = as_person(who)
    ask(handover.engagement, by=person, title="How is it?", text="Tell us.")
    db.session.commit()


def test_the_second_wall_leaves_the_client_alone(app, handover, as_person):
    rehearse(app, handover)
    priya = as_person("priya")
    raise_risk(handover.engagement, by=priya, title="The domain lapses", likelihood=2, impact=3)
    db.session.commit()


@pytest.mark.parametrize("hours", [-2, 2])
def test_a_clock_that_is_wrong_over_midnight_ends_it_once(app, handover, as_person, hours):
    """The worker's clock is two hours off when the last day ends, and is put right afterwards."""
    rehearse(app, handover)
    as_person("helen")
    last = the_rehearsal().ends_on
    midnight = datetime.combine(last + timedelta(days=1), time(0), ZoneInfo("Europe/London"))
    for off in (timedelta(hours=hours), timedelta(0), timedelta(hours=-hours), timedelta(minutes=1)):
        let_go()
        with clock.at(midnight + off - timedelta(seconds=30)):
            with app.app_context():
                rehearse_in_every_workspace()
            helen = as_person("helen")
            over = clock.today() > last
            assert the_rehearsal().state == RehearsalState.HELD or not over
            assert practice_access(handover.engagement) == PracticeAccess.FULL or not over
            assert helen.active
    rehearsal = the_rehearsal()
    assert (rehearsal.state, rehearsal.ended_on) == (RehearsalState.HELD, last)
    held = scoped(AuditEvent).where(AuditEvent.verb == "rehearsal.held")
    assert len(db.session.scalars(held).all()) == 1
    assert handover.engagement.practice_access == PracticeAccess.FULL
