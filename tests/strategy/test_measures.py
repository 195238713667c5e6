"""Goals, measures and their values: what may be written down, what is kept, and how far it has come."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.makers import member
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.core.numbers import read_number, say_number, say_quantity
from tracker.engagements.extension_points import slices
from tracker.strategy.gate_rules import baseline_measured
from tracker.strategy.goals import change_goal, end_goal, set_goal, take_up_goal
from tracker.strategy.measured import board, gauge_of, history_of
from tracker.strategy.measures import Described, add_measure, change_measure, retire, review_numbers
from tracker.strategy.models import Direction, Measure, Outcome
from tracker.strategy.policies import keeps
from tracker.strategy.progress import Course, review_due
from tracker.strategy.values import correct_value, log_value
from tracker.tenancy import scoped

START = date(2026, 5, 4)


def today(days=0):
    return clock.today() - timedelta(days=days)


def placements(**more):
    """From eight a month toward twenty."""
    return Described(**{
        "name": "Placements", "unit": "placements", "baseline": 8, "baseline_on": today(90), "target": 20,
        "target_on": today(-90), **more,
    })  # fmt: skip


@pytest.fixture
def measure(northgate, as_person):
    priya = as_person("priya")
    return add_measure(northgate.engagement, placements(owner=member("aisha")), by=priya)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12), ("12.5", 12.5), ("12,5", 12.5), ("1,200", 1200), ("1.200", 1.2), ("1,234,567.25", 1234567.25),
        ("1.234.567,25", 1234567.25), ("1 200", 1200), ("1\u202f200", 1200), ("1'200", 1200), ("0,250", 0.25),
        ("-3", -3), ("\u22123", -3), ("+4", 4), (".5", 0.5), ("٣٫٥".replace("٫", "."), 3.5), ("0", 0), ("-0", 0),
    ],
)  # fmt: skip
def test_numbers_are_read_in_anybodys_habit(typed, number):
    assert read_number(typed) == number and str(read_number(typed)) != "-0.0"


@pytest.mark.parametrize(
    "typed",
    ["", "twelve", "1e5", "nan", "inf", "1,2,3", "12-3", "1.2.3", "--4", "9" * 30, "12 %x", "1.23456", "½", "²"],
)
def test_what_is_no_number_is_refused_in_words(typed):
    with pytest.raises(ValueError, match=r"Write a number|too large|At most 4"):
        read_number(typed)


def test_numbers_are_said_as_people_write_them():
    assert [say_number(n) for n in (1200, 3.5, -0.25, 0, 1e9)] == ["1,200", "3.5", "\u22120.25", "0", "1,000,000,000"]
    said = [say_quantity(64, "%"), say_quantity(-1200, "£"), say_quantity(2, "hours")]
    assert said == ["64%", "\u2212£1,200", "2 hours"]


COURSE = {"unit": "%", "up": True, "baseline": 50, "baseline_on": START, "target": 90, "target_on": date(2026, 8, 12)}


@pytest.mark.parametrize(
    ("value", "day", "said"),
    [
        (70, 50, "50% of the way to 90%. Due on 12 August 2026, and ahead of a steady path."),
        (60, 50, "25% of the way to 90%. Due on 12 August 2026; on a steady path it would have been 70%."),
        (91, 10, "the target of 90% is reached."),
        (40, 10, "further from the target of 90% than at the start."),
        (50, 10, "no step toward the target of 90% yet."),
    ],
)
def test_the_story_from_baseline_to_now_is_told_in_words(value, day, said):
    on = START + timedelta(days=day)
    story = Course(**COURSE, value=value, value_on=on).story()
    assert story.startswith(f"From 50% on 4 May to {value}% on ") and said in story


def test_less_can_be_better_and_gaps_are_said():
    hours = Course(unit="hours", up=False, baseline=10, baseline_on=START, target=4, value=7, value_on=START)
    assert hours.share == 0.5 and "From 10 on 4 May to 7 hours on 4 May 2026: 50% of the way to 4." in hours.story()
    assert Course(unit="", up=True, value=3, value_on=START).story().startswith("No baseline yet")
    begun = Course(unit="", up=True, baseline=1, baseline_on=START)
    assert begun.story() == "It began at 1 on 4 May 2026. No value since."
    assert "with no target yet" in replace(begun, value=3, value_on=START).story()
    older = replace(begun, value=9, value_on=START - timedelta(days=1))
    assert older.gain is None and older.share is None and not older.reached


def test_the_review_of_the_numbers_is_overdue_after_forty_five_days():
    assert review_due(START, None, START + timedelta(days=45)) is None
    assert review_due(START, None, START + timedelta(days=46)) == START + timedelta(days=45)
    assert review_due(None, None, START) is None and review_due(None, START, START + timedelta(days=60))


def test_a_value_is_written_down_and_a_mistake_mended_by_a_row_of_its_own(measure, app):
    priya = member("priya")
    wrong = log_value(measure, 81, today(7), by=priya)
    mended = correct_value(wrong, measure, 18, today(7), by=priya, note="The digits were turned.")
    log_value(measure, 15, today(30), by=priya)
    db.session.flush()
    assert gauge_of(measure).values == [(today(30), 15), (today(7), 18)]
    with app.test_request_context():
        entries, _ = history_of(measure)
    told = [(entry.row.value, entry.corrected_by and entry.corrected_by.value) for entry in entries]
    assert told == [(15, None), (18, None), (81, 18)]
    with pytest.raises(Stale, match="corrected this value already"):
        correct_value(wrong, measure, 19, today(7), by=priya)
    correct_value(mended, measure, None, today(), by=priya)
    assert gauge_of(measure).values == [(today(30), 15)]
    log_value(measure, 17, today(7), by=priya)
    assert gauge_of(measure).values[-1] == (today(7), 17)


def test_one_value_a_day_none_of_tomorrow_and_none_of_what_is_retired(measure):
    priya = member("priya")
    log_value(measure, 9, today(), by=priya)
    with pytest.raises(Refused, match="This day has a value already: 9 placements"):
        log_value(measure, 10, today(), by=priya)
    for day in (today(-1), date(1999, 12, 31)):
        with pytest.raises(Refused, match="today or earlier"):
            log_value(measure, 10, day, by=priya)
    retire(measure, by=priya)
    with pytest.raises(Refused, match="retired"):
        log_value(measure, 10, today(3), by=priya)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"baseline_on": None}, "baseline_on"), ({"baseline": None}, "baseline"),
        ({"baseline_on": "tomorrow"}, "baseline_on"),
        ({"target": 7}, "target"), ({"direction": Direction.DOWN}, "target"), ({"target": None}, "target"),
        ({"target_on": "long ago"}, "target_on"), ({"rhythm": 3}, "rhythm"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_at_its_field(northgate, as_person, said, field):
    priya = as_person("priya")
    days = {"tomorrow": today(-1), "long ago": today(200)}
    said = {name: days.get(value, value) if isinstance(value, str) else value for name, value in said.items()}
    with pytest.raises(Refused) as refusal:
        add_measure(northgate.engagement, placements(**said), by=priya)
    assert refusal.value.field == field


def test_whoever_reads_it_is_one_of_the_clients_own_people(northgate, as_person):
    priya = as_person("priya")
    for who in ("brook",):
        with pytest.raises(Refused, match="own people"):
            add_measure(northgate.engagement, placements(owner=member(who)), by=priya)


def test_a_goal_ends_with_a_reason_and_can_be_taken_up_again(northgate, as_person):
    helen = as_person("helen")
    goal = set_goal(northgate.engagement, by=helen, title="Twelve more placements", due_on=today(-300))
    change_goal(goal, by=helen, seen=1, title="Twenty more placements", due_on=today(-300))
    with pytest.raises(Stale):
        change_goal(goal, by=helen, seen=1, title="Ten", due_on=today(-300))
    with pytest.raises(Refused):
        end_goal(goal, Outcome.MET, "", by=helen)
    end_goal(goal, Outcome.MET, "Twenty-one in October.", by=helen)
    with pytest.raises(Stale):
        end_goal(goal, Outcome.DROPPED, "Or was it?", by=helen)
    assert [one.title for one, _ in board(northgate.id).ended] == ["Twenty more placements"]
    take_up_goal(goal, by=helen)
    assert [one.title for one, _ in board(northgate.id).goals] == ["Twenty more placements"] and goal.ended_on is None
    for day in (today(1), today(-4_000)):
        with pytest.raises(Refused):
            set_goal(northgate.engagement, by=helen, title="Never", due_on=day)


def test_a_stale_change_of_a_measure_is_noticed_and_a_change_of_nothing_is_none(measure):
    priya = member("priya")
    change_measure(measure, placements(owner=member("aisha"), unit="jobs"), by=priya, seen=1)
    with pytest.raises(Stale):
        change_measure(measure, placements(), by=priya, seen=1)
    change_measure(measure, placements(owner=member("aisha"), unit="jobs"), by=priya, seen=2)
    assert measure.version == 2


def test_an_engagement_begins_with_five_numbers_and_the_gate_asks_for_their_baselines(northgate, as_person):
    helen = as_person("helen")
    found = slices["measures"](northgate.id)
    keys = [row["key"] for row in found["measures"]]
    assert keys == ["enquiries", "first-answer", "answered", "conversations", "hours"]
    facts = {"measures": found, "engagement": {"id": str(northgate.id)}}
    verdict = baseline_measured(facts, {}, today())
    assert not verdict.met and verdict.says == "0 of 5 have a baseline" and len(verdict.missing) == 5
    assert not baseline_measured({"engagement": {"id": ""}}, {}, today()).met
    for place, one in enumerate(db.session.scalars(scoped(Measure))):
        if place == 4:
            retire(one, by=helen)
        else:
            said = Described(name=one.name, unit=one.unit, direction=one.direction, baseline=0, baseline_on=today(9))
            change_measure(one, said, by=helen, seen=1)
    review_numbers(northgate.engagement, "We go on as before.", by=helen)
    db.session.flush()
    found = slices["measures"](northgate.id)
    verdict = baseline_measured({**facts, "measures": found}, {}, today())
    assert verdict.met and verdict.says == "4 of 4 have a baseline"
    assert found["reviewed_on"] == today().isoformat() and found["measures"][0]["baseline"] == 0


def test_staff_write_down_values_of_what_is_theirs_and_change_nothing_else(measure, as_person):
    from tracker.access import Can
    from tracker.access.policies import allows

    aisha, callum = member("aisha"), member("callum")
    value = log_value(measure, 9, today(), by=aisha)
    db.session.flush()
    assert allows(Can.KEEP_MEASURES, aisha, measure) and allows(Can.KEEP_MEASURES, aisha, value)
    assert not allows(Can.KEEP_MEASURES, callum, measure) and not allows(Can.KEEP_MEASURES, callum, value)
    assert not keeps(aisha, measure) and keeps(member("priya"), measure)
