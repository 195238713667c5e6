"""Days of a story are counted in working days, so that it reads the same whenever the demo is loaded."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from tracker.demo.calendar import CLOSES, OPENS, Calendar, back_of

LONDON = ZoneInfo("Europe/London")
A_WEEK_OF_TODAYS = [date(2026, 11, 16) + timedelta(days=days) for days in range(7)]


@pytest.mark.parametrize("today", A_WEEK_OF_TODAYS, ids=lambda day: f"{day:%A}")
def test_a_story_ends_on_a_working_day_before_today_and_five_of_them_are_a_week(today: date) -> None:
    calendar = Calendar(today, LONDON)

    assert today - timedelta(days=3) <= calendar.day(0) < today
    assert all(calendar.day(back).weekday() < 5 for back in range(200))
    assert all(calendar.day(back) - calendar.day(back + 5) == timedelta(days=7) for back in range(200))


def test_the_days_of_a_story_run_from_its_first_week_to_the_last_working_day() -> None:
    assert back_of(24, 24, 5) == 0
    assert back_of(24, 24, 1) == 4
    assert back_of(24, 1, 1) == 24 * 5 - 1


@pytest.mark.parametrize(("week", "day"), [(0, 1), (25, 1), (3, 0), (3, 6)])
def test_a_day_outside_the_story_is_a_mistake(week: int, day: int) -> None:
    with pytest.raises(ValueError, match="not among the 24 weeks"):
        back_of(24, week, day)


@pytest.mark.parametrize("of", [1, 2, 7, 40])
@pytest.mark.parametrize("day", [date(2026, 3, 30), date(2026, 10, 26), date(2028, 2, 29)])
def test_what_happens_on_a_day_happens_in_order_and_in_office_hours(day: date, of: int) -> None:
    calendar = Calendar(day + timedelta(days=1), LONDON)
    moments = [calendar.moment(day, place, of) for place in range(of)]

    assert moments == sorted(moments)
    assert all(moment.date() == day and moment.tzinfo == LONDON for moment in moments)
    assert moments[0].time() >= OPENS
    assert moments[-1] < calendar.evening(day)
    assert moments[-1].time().hour <= CLOSES.hour
