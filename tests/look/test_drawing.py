"""The drawings themselves: what they say, where they draw, and that nothing typed becomes markup."""

from datetime import date, datetime, timedelta

import pytest

from tracker.core.drawing import Drawing, bar, moments, sparkline
from tracker.core.drawing.calendar import Axis

drawing = Drawing("/static/{}".format)
SATURDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2026, 11, 21), "Today"),
        (date(2026, 11, 20), "Yesterday"),
        (date(2026, 11, 22), "Tomorrow"),
        (date(2026, 11, 9), "12 days ago"),
        (date(2026, 11, 7), "7 November"),
        (date(2026, 11, 25), "Wednesday"),
        (date(2026, 11, 28), "28 November"),
        (date(2027, 2, 5), "5 February 2027"),
        (None, "Never"),
    ],
)
def test_days_are_told_as_people_tell_them(value: date | None, words: str) -> None:
    assert f">{words}</" in moments.day(value, SATURDAY)


def test_a_moment_keeps_its_exact_time_for_who_asks() -> None:
    told = moments.moment(datetime(2026, 11, 21, 8, 52), SATURDAY)
    assert told == '<time datetime="2026-11-21T08:52:00" title="21 November 2026 at 08:52">Today at 08:52</time>'


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2027, 1, 9), date(2027, 1, 30), "9 to 30 Jan"),
        (date(2026, 12, 12), date(2027, 1, 2), "12 Dec to 2 Jan"),
        (date(2027, 1, 9), date(2027, 12, 30), "9 Jan 2027 to 30 Dec 2027"),
    ],
)
def test_a_range_of_days_is_short_and_clear(first: date, last: date, words: str) -> None:
    assert moments.span(first, last) == words


def test_the_months_of_an_axis_cross_the_new_year() -> None:
    axis = Axis(date(2026, 11, 21), 20, 2.0)
    assert [(month.month, x) for month, x in axis.months(date(2027, 2, 5), 12)] == [(12, 40), (1, 102), (2, 164)]
    assert len(list(axis.months(date(2029, 11, 21), 6))) == 6


def test_a_line_rises_to_its_highest_value_and_lies_flat_when_nothing_changes() -> None:
    assert 'd="M1 22 L41 13 L81 4"' in sparkline([10, 20, 30])
    assert 'd="M1 13 L81 13"' in sparkline([5, 5])
    assert 'class="bt-spark down"' in sparkline([10, 30, 20])
    assert 'd="M1 13"' in sparkline([7])
    assert sparkline([]) == ""


def weeks(*values: float | None) -> list[list[object]]:
    """Weekly values that end on Monday 16 November; None for a week without one."""
    first = date(2026, 11, 16) - timedelta(weeks=len(values) - 1)
    return [[(first + timedelta(weeks=n)).isoformat(), value] for n, value in enumerate(values) if value is not None]


def test_weeks_end_at_the_right_edge_and_leave_gaps_where_nothing_is_known() -> None:
    assert 'd="M1 22 L12.4 20.7' in sparkline(weeks(41, 42, 44, 46, 48, 50, 52, 55))
    gap = sparkline(weeks(41, 43, None, None, 48, 50))
    assert 'd="M23.9 20 L35.3 16M69.6 8 L81 4"' not in gap and gap.count("M") == 2 and 'cx="81"' in gap
    assert 'd="M81 13"' in sparkline(weeks(7)) and "7, the first week" in sparkline(weeks(7))
    assert sparkline([["2026-01-05", 90.0], *weeks(41, 43)]) == sparkline(weeks(41, 43))


def test_a_small_movement_looks_small_and_an_unchanged_week_is_flat() -> None:
    assert 'd="M69.6 13.9 L81 12.1"' in sparkline(weeks(50, 51))
    assert 'd="M69.6 13 L81 13"' in sparkline(weeks(50, 50))


def test_a_stage_that_was_reached_has_its_mark_and_its_words() -> None:
    risen = sparkline(weeks(55, 58, 61, 63))
    assert "From 55 to 63, Leading reached" in risen and '<path d="M69.6' in risen
    assert "reached" not in sparkline(weeks(61, 62)) and "reached" not in sparkline(weeks(61, 55))
    assert "Leading reached" in sparkline(weeks(61, 55, 62))


def test_a_bar_stays_within_its_track() -> None:
    assert 'class="f" width="100"' in bar(1.7)
    assert 'class="f" width="0"' in bar(-1)
    assert 'class="g" width="31"' in bar(0.31, ours=True)


def test_a_late_forecast_is_written_not_only_coloured() -> None:
    outlook = {"even": date(2027, 4, 24), "likely": date(2027, 6, 26), "planned": date(2027, 4, 10)}
    drawn = drawing.forecast_mini(outlook, SATURDAY, date(2027, 7, 17))
    assert "late</span>" in drawn and "24 Apr to 26 Jun, plan 10 Apr" in drawn
    assert "late" not in drawing.forecast_mini(outlook | {"planned": date(2027, 6, 26)}, SATURDAY, date(2027, 7, 17))
    assert "No forecast yet" in drawing.forecast_mini({"words": "Needs 2 more weeks"}, SATURDAY, SATURDAY)


def test_the_mark_of_a_plan_never_leaves_the_picture() -> None:
    outlook = {"even": date(2026, 1, 1), "likely": date(2030, 1, 1), "planned": date(2035, 1, 1)}
    drawn = drawing.forecast_mini(outlook, SATURDAY, date(2027, 7, 17))
    assert 'x="0" y="3" width="150"' in drawn and 'x1="149"' in drawn


def test_an_event_stands_on_the_line_between_two_weeks() -> None:
    points = [{"on": date(2026, 6, 1), "value": 0}, {"on": date(2026, 6, 11), "value": 100}]
    drawn = drawing.trend(points, [{"on": date(2026, 6, 6), "text": "Half way"}], 4, "Trend")
    desk = drawn.split("</svg>")[0]
    assert '<circle class="ev" cx="613" cy="141" r="5"/>' in desk
    assert "6 June 2026: Half way." in desk


def test_a_held_stage_is_what_the_gauge_names() -> None:
    drawn = drawing.gauge(83.4, 3, "Leading")
    assert "Stage: Leading, 83 of 100" in drawn
    assert '<text x="264" y="38" class="on">Leading</text>' in drawn


def test_the_rungs_say_where_an_activity_stands_and_where_it_must_go() -> None:
    activity = {"id": "a2", "name": "Crisis response", "rung": 2, "witnessed": True, "goal": 3}
    cells = drawing.rungs(activity, "practice", "Training", True)
    assert cells.count('form="move-a2"') == 5 and cells.count(" checked") == 1
    assert 'aria-label="Crisis response: 2, Together, now, witnessed"' in cells
    assert 'aria-label="Crisis response: 3, Client does, we check, needed for the Training gate"' in cells
    fixed = drawing.rungs(activity, "client", "Training", False)
    assert "<input" not in fixed and "2, Together, now, witnessed" in fixed


def test_nothing_typed_becomes_markup() -> None:
    typed = "<script>alert('x')</script>"
    points = [{"on": date(2026, 6, 1), "value": 1}, {"on": date(2026, 7, 1), "value": 2}]
    drawn = [
        drawing.chip(typed, typed, typed),
        drawing.icon(typed, typed, typed),
        drawing.state(typed),
        drawing.severity("high", typed),
        drawing.sparkline([1, 2], typed),
        drawing.pips(1, typed),
        drawing.share(0.5, typed),
        drawing.day(None, none_word=typed),
        drawing.gauge(1, 0, typed),
        drawing.forecast_mini({"words": typed}, SATURDAY, SATURDAY),
        drawing.forecast_line(SATURDAY, SATURDAY, SATURDAY, None, typed),
        drawing.trend(points, [{"on": date(2026, 6, 2), "text": typed, "sub": typed}], 0, typed),
        drawing.rungs({"id": typed, "name": typed, "rung": 1, "goal": 3}, "client", typed, True),
    ]
    assert [markup for markup in drawn if "<script" in markup.lower()] == []
