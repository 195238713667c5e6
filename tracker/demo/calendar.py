"""The days of a story, counted back from today in working days, so that the demo is always fresh.

Five working days are always seven days apart, whatever day of the week the demo is loaded on.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS, CLOSES = time(8, 45), time(17, 30)
A_WEEK = 5


class Calendar:
    """Working days back from the last one before `today`; nothing of a story ever lies in the future."""

    def __init__(self, today: date, zone: ZoneInfo):
        self.today, self.zone = today, zone
        self._back = [_working_day_before(today)]

    def day(self, back: int) -> date:
        """The working day that lies `back` working days before the last one."""
        while len(self._back) <= back:
            self._back.append(_working_day_before(self._back[-1]))
        return self._back[back]

    def moment(self, day: date, place: int, of: int) -> datetime:
        """When the `place`-th (from 0) of `of` things happened on `day`: spread over the hours, never on the hour."""
        first = datetime.combine(day, OPENS)
        length = datetime.combine(day, CLOSES) - first
        at = first + length * ((place + 0.5) / of) + timedelta(minutes=(7 * place + day.day) % 11 - 5)
        return max(at, first).replace(second=(13 * place + day.day) % 60, microsecond=0, tzinfo=self.zone)

    def evening(self, day: date) -> datetime:
        return datetime.combine(day, time(21, 30), self.zone)


def back_of(weeks: int, week: int, day: int) -> int:
    """How many working days before the last one `day` (1 to 5) of `week` (from 1) of a story of `weeks` weeks is.

    Raises ValueError for a day outside the story.
    """
    if not (1 <= week <= weeks and 1 <= day <= A_WEEK):
        raise ValueError(f"Day {day} of week {week} is not among the {weeks} weeks of this story.")
    return (weeks - week) * A_WEEK + A_WEEK - day


def _working_day_before(day: date) -> date:
    day -= timedelta(days=1)
    while day.weekday() >= A_WEEK:
        day -= timedelta(days=1)
    return day
