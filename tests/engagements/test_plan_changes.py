"""The exit clock, and what moves or stops it: the owner decides, in his own words."""

from datetime import date, timedelta

import pytest

from tests import makers
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.deciding import ask_for_review
from tracker.engagements.exit_clock import exit_clock, span
from tracker.engagements.extension_points import facts_of
from tracker.engagements.models import Engagement, EngagementState, Pause, Phase, PlanChange, SignOff
from tracker.engagements.pausing import clock_day, paused_days, running_days, spans_of, window_start
from tracker.engagements.phases import begin
from tracker.engagements.plan_changes import (
    approve,
    decline,
    propose_ending,
    propose_extension,
    propose_pause,
    propose_resumption,
    withdraw,
)
from tracker.tenancy import scoped
from tracker.training.assigning import assign
from tracker.training.checklists import checklist_of
from tracker.training.models import ChecklistItem

WHY = "Two of the three people who learn were ill for a month."
WORDS = "Better late and learnt than on the day and forgotten."


def newest(model=PlanChange):
    return db.session.scalars(scoped(model).order_by(model.id.desc()).limit(1)).one()


def later(northgate, days=42):
    return northgate.engagement.planned_handover + timedelta(days=days)


def test_an_extension_asked_for_moves_nothing_until_the_owner_agrees(northgate, as_person):
    marcus = as_person("marcus")
    before, to_on = northgate.engagement.planned_handover, later(northgate)
    propose_extension(northgate.engagement, to_on, WHY, by=marcus)
    db.session.commit()
    assert northgate.engagement.planned_handover == before
    assert facts_of(northgate.id)["plan"]["proposals"][0]["by"] == "Marcus Hale"
    ends = {phase.id: phase.planned_end for phase in db.session.scalars(scoped(Phase))}
    helen = as_person("helen")
    approve(newest(), WORDS, by=helen)
    db.session.commit()
    assert northgate.engagement.planned_handover == to_on
    assert facts_of(northgate.id)["engagement"]["planned_handover"] == to_on.isoformat()
    assert facts_of(northgate.id)["plan"]["proposals"] == []
    assert {phase.planned_end - ends[phase.id] for phase in db.session.scalars(scoped(Phase))} == {timedelta(days=42)}
    signature = newest(SignOff)
    assert (signature.subject_id, signature.words) == (newest().id, WORDS)


def test_what_the_owner_wants_herself_is_so_at_once_and_in_her_words(northgate, as_person):
    helen = as_person("helen")
    to_on = later(northgate, -14)
    propose_extension(northgate.engagement, to_on, "We are quicker than we thought.", by=helen)
    assert northgate.engagement.planned_handover == to_on
    assert newest().state == "effective"
    assert newest(SignOff).words == "We are quicker than we thought."


@pytest.mark.parametrize(
    ("moved", "reason"), [(0, "planned handover already"), (-4000, "after today"), (4000, "within four years")]
)
def test_a_day_that_makes_no_sense_is_refused_at_its_field(northgate, as_person, moved, reason):
    marcus = as_person("marcus")
    with pytest.raises(Refused, match=reason) as refusal:
        propose_extension(northgate.engagement, later(northgate, moved), WHY, by=marcus)
    assert refusal.value.field == "to_on"


def test_a_reason_is_needed_and_one_proposal_waits_at_a_time(northgate, as_person):
    marcus = as_person("marcus")
    with pytest.raises(Refused, match="Say why"):
        propose_extension(northgate.engagement, later(northgate), "", by=marcus)
    propose_extension(northgate.engagement, later(northgate), WHY, by=marcus)
    with pytest.raises(Refused, match="waits for the owner already"):
        propose_extension(northgate.engagement, later(northgate, 80), WHY, by=marcus)


def test_only_the_owner_answers_once_and_only_the_proposer_withdraws(northgate, as_person):
    marcus = as_person("marcus")
    change = propose_extension(northgate.engagement, later(northgate), WHY, by=marcus)
    with pytest.raises(Refused, match="Only the owner"):
        approve(change, WORDS, by=marcus)
    with pytest.raises(Refused, match="Only the owner"):
        decline(change, "No.", by=marcus)
    db.session.commit()
    helen = as_person("helen")
    with pytest.raises(Refused, match="Only whoever proposed it"):
        withdraw(newest(), by=helen)
    decline(newest(), "Show me first what the eight weeks went into.", by=helen)
    assert newest().state == "declined"
    with pytest.raises(Stale, match="answered meanwhile"):
        approve(newest(), WORDS, by=helen)


def test_before_the_charter_and_after_the_end_there_is_nothing_to_change(northgate, as_person):
    marcus = as_person("marcus")
    with pytest.raises(Refused, match="charter is not signed"):
        propose_pause(makers.start("weir"), WHY, by=marcus)
    db.session.rollback()
    helen = as_person("helen")
    propose_ending(northgate.engagement, "The firm was bought, and its new owner has people for this.", by=helen)
    db.session.commit()
    assert northgate.engagement.state == EngagementState.ENDED_EARLY
    assert northgate.engagement.stopped_by == "Helen Ames"
    with pytest.raises(Refused, match="has ended"):
        propose_pause(northgate.engagement, WHY, by=helen)


def test_a_pause_stops_the_clock_and_going_on_moves_what_is_planned(northgate, as_person):
    helen = as_person("helen")
    planned, today = northgate.engagement.planned_handover, clock.today()
    propose_pause(northgate.engagement, "The whole office moves house.", by=helen)
    db.session.commit()
    left = exit_clock(northgate.engagement).days
    with pytest.raises(Refused, match="paused already"):
        propose_pause(northgate.engagement, "Once more, with feeling.", by=helen)
    with clock.at(clock.now() + timedelta(days=20)):
        assert exit_clock(northgate.engagement).days == left
        assert exit_clock(northgate.engagement).mood == "paused"
        for verb in (ask_for_review, begin):
            with pytest.raises(Refused, match="is paused"):
                verb(northgate.get(Phase, "strategy"), by=helen)
        propose_resumption(northgate.engagement, "We are in, and the kettle works.", by=helen)
        db.session.commit()
        assert northgate.engagement.planned_handover == planned + timedelta(days=20)
        assert exit_clock(northgate.engagement).days == left
        spans = spans_of(facts_of(northgate.id))
        assert spans == [(today, today + timedelta(days=20))]
    assert newest(Pause).resumed_on == today + timedelta(days=20)
    with pytest.raises(Refused, match="not paused"):
        propose_resumption(northgate.engagement, "And again, since nobody minds.", by=helen)


def test_paused_days_are_counted_once_and_left_out_of_windows():
    day, spans = date(2026, 3, 1), [(date(2026, 3, 5), date(2026, 3, 10)), (date(2026, 3, 8), date(2026, 3, 12)),
                                    (date(2026, 3, 20), None)]  # fmt: skip
    assert paused_days(spans, day, date(2026, 3, 31)) == 7 + 11
    assert running_days(spans, day, date(2026, 3, 31)) == 12
    assert running_days(spans, date(2026, 3, 15), day) == -7
    assert running_days([], date(2026, 3, 31), day) == -30
    assert window_start([], date(2026, 3, 31), 28) == date(2026, 3, 3)
    assert window_start(spans[:2], date(2026, 3, 15), 8) == date(2026, 2, 28)
    assert clock_day(None, day) == day
    assert clock_day(date(2026, 2, 1), day) == date(2026, 2, 1)
    assert clock_day(date(2026, 4, 1), day) == day


def test_the_clock_says_how_long_and_how_far_past():
    assert [span(days) for days in (0, 1, 20, 21, 24, 25, 70)] == [
        "0 days", "one day", "20 days", "3 weeks", "3 weeks", "4 weeks", "10 weeks",
    ]  # fmt: skip
    one = Engagement(state=EngagementState.ACTIVE, planned_handover=clock.today() + timedelta(days=70))
    assert exit_clock(one).words.startswith("10 weeks to the planned handover, ")
    one.planned_handover = clock.today()
    assert exit_clock(one).words == "Handover planned for today"
    one.planned_handover = clock.today() - timedelta(days=12)
    assert exit_clock(one).words.startswith("12 days past the planned handover")
    one.handed_over_on = clock.today()
    assert exit_clock(one).words.startswith("Handed over on")


@pytest.mark.slow
def test_marcus_asks_and_helen_decides_on_the_page(northgate, marcus, helen):
    page = marcus.opens(f"{northgate.path}/extension")
    assert page.says("The owner decides in their own words")
    page = page.send(to_on="soon", because=WHY)
    assert page.status == 422
    assert page.form("because").values["because"] == WHY
    page = page.send(to_on=(clock.today() + timedelta(days=400)).isoformat())
    assert page.status == 200
    assert page.says("Waits for the owner")
    for path in (f"{northgate.path}/decisions", f"{northgate.path}/overview"):
        assert helen.opens(path).says("Marcus Hale asks to move the planned handover")
    page = helen.opens(f"{northgate.path}/plan")
    href = next(link for link in page.links if link.endswith("/decision") and "plan-changes" in link)
    page = helen.opens(href)
    assert page.says(WHY)
    page = page.send(words="ok")
    assert page.status == 422
    page = page.send(words=WORDS)
    assert page.says(WORDS)
    assert helen.opens(href).says("This has been answered.")
    assert helen.opens(f"{northgate.path}/activity").says("moved the planned handover from")


@pytest.mark.slow
@pytest.mark.every_engine
def test_sending_an_extension_twice_asks_once(northgate, marcus, as_person):
    form = marcus.opens(f"{northgate.path}/extension").form("to_on")
    fields = {**form.values, "to_on": (clock.today() + timedelta(days=400)).isoformat(), "because": WHY}
    for _ in range(2):
        assert marcus.post(f"{northgate.path}/extension", **fields).status == 200
    as_person("marcus")
    assert len(db.session.scalars(scoped(PlanChange)).all()) == 1


@pytest.mark.slow
def test_staff_read_the_plan_and_change_nothing_and_strangers_find_nothing(northgate, aisha, dawn, tessa):
    assert aisha.opens(f"{northgate.path}/plan").says("to the planned handover")
    for path in ("extension", "pause", "resumption", "ending"):
        assert aisha.opens(f"{northgate.path}/{path}").status == 403
        for stranger in (dawn, tessa):
            assert stranger.opens(f"{northgate.path}/{path}").status == 404


@pytest.mark.slow
def test_priya_proposes_a_pause_and_helen_agrees(northgate, priya, helen, mina):
    page = priya.opens(f"{northgate.path}/pause").send(because="We move house in March.")
    href = next(link for link in helen.opens(f"{northgate.path}/plan").links if "plan-changes" in link)
    helen.opens(href).send(words="Nobody learns between boxes; April it is.")
    page = mina.opens(f"{northgate.path}/gates")
    assert page.says("Paused since")
    assert page.says("the clocks stand, and phases and gates wait")
    page = priya.opens(f"{northgate.path}/resumption").send(because="The boxes are empty.")
    assert page.says("Waits for the owner")
    assert helen.opens("/").status == 200


@pytest.mark.slow
@pytest.mark.parametrize("key", ["marcus", "helen"])
@pytest.mark.every_engine
def test_the_exit_clock_stands_on_every_page_of_the_engagement(app, northgate, visit, key):
    from tests.speed.test_statements import _paths
    from tests.speed.worlds import one_of_everything

    one_of_everything(app, northgate)
    person, without = visit(key), []
    for endpoint, path in _paths(app, northgate).items():
        guard = app.view_functions[endpoint].policy
        inside = isinstance(guard, tuple) and (guard[1] is Engagement or hasattr(guard[1], "engagement_id"))
        if not inside or guard[1].__name__ == "Attachment":
            continue
        page = person.opens(path, follow=False)
        # The narrow pages on which staff do one thing of their own have no head.
        if page.status == 200 and 'class="bt-wrap"' in page.html and "Exit clock" not in page.html:
            without.append(endpoint)
    assert without == []


def test_nothing_falls_due_while_it_is_paused(northgate, as_person):
    helen = as_person("helen")
    item, aisha = northgate.get(ChecklistItem, 6), makers.member("aisha")
    assign(northgate.engagement, [item], aisha, due_on=clock.today() + timedelta(days=3), by=helen)
    propose_pause(northgate.engagement, "The whole office moves house.", by=helen)
    db.session.commit()
    said = checklist_of(aisha).next.due_words
    with clock.at(clock.now() + timedelta(days=20)):
        assert checklist_of(makers.member("aisha")).next.due_words == said
