"""How far a measure has come from its baseline toward its target, in words. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from tracker.core.numbers import say_quantity

REVIEW_DAYS = 45


@dataclass(frozen=True, slots=True)
class Course:
    """What is known of one measure: `up` when more is better; `value` is the newest one."""

    unit: str
    up: bool
    baseline: float | None = None
    baseline_on: date | None = None
    target: float | None = None
    target_on: date | None = None
    value: float | None = None
    value_on: date | None = None

    @property
    def measured(self) -> bool:
        """Whether there is a value since the baseline."""
        since = self.baseline_on is None or self.value_on is None or self.value_on >= self.baseline_on
        return self.value is not None and since

    @property
    def gain(self) -> float | None:
        """How much better it is than the baseline; below nought when worse."""
        if self.baseline is None or self.value is None or not self.measured:
            return None
        return (self.value - self.baseline) * (1 if self.up else -1)

    @property
    def reached(self) -> bool:
        if self.target is None or self.value is None or not self.measured:
            return False
        return self.value >= self.target if self.up else self.value <= self.target

    @property
    def share(self) -> float | None:
        """The part of the way from baseline to target that is behind us, 0 to 1; None where either is missing."""
        if self.gain is None or self.target is None or self.baseline is None:
            return None
        if self.reached:
            return 1.0
        way = abs(self.target - self.baseline)
        return min(max(self.gain / way, 0.0), 1.0) if way else 0.0

    @property
    def expected(self) -> float | None:
        """Where a steady path from baseline to target would be on the day of the newest value."""
        if None in (self.gain, self.target, self.target_on, self.baseline_on, self.value_on):
            return None
        days, gone = (self.target_on - self.baseline_on).days, (self.value_on - self.baseline_on).days
        return self.baseline + (self.target - self.baseline) * min(gone / days, 1.0) if days > 0 else None

    def said(self, number: float) -> str:
        return say_quantity(number, self.unit)

    def story(self) -> str:
        """Before and after, in a sentence or two."""
        if self.baseline is None or self.baseline_on is None:
            known = f" The newest value is {self.said(self.value)}." if self.value is not None else ""
            return f"No baseline yet, so nothing can be compared.{known}"
        if self.gain is None or self.value is None or self.value_on is None:
            return f"It began at {self.said(self.baseline)} on {_day(self.baseline_on)}. No value since."
        start = f"{self._bare(self.baseline)} on {_day(self.baseline_on, self.value_on)}"
        return f"From {start} to {self.said(self.value)} on {_day(self.value_on)}: {self._verdict()}.{self._pace()}"

    def _bare(self, number: float) -> str:
        """Without a unit that follows in the same sentence; a sign belongs to its number."""
        said = self.said(number)
        return said.removesuffix(f" {self.unit}")

    def _verdict(self) -> str:
        gain = self.gain or 0.0
        if self.target is None:
            return ("better" if gain > 0 else "worse" if gain < 0 else "no change") + ", with no target yet"
        target = self._bare(self.target)
        if self.reached:
            return f"the target of {target} is reached"
        if gain < 0:
            return f"further from the target of {target} than at the start"
        if not gain:
            return f"no step toward the target of {target} yet"
        return f"{int((self.share or 0) * 100 + 1e-9)}% of the way to {target}"

    def _pace(self) -> str:
        if self.reached or self.target_on is None or self.expected is None or self.value is None:
            return ""
        due = f" Due on {_day(self.target_on)}"
        ahead = self.value >= self.expected if self.up else self.value <= self.expected
        if ahead:
            return f"{due}, and ahead of a steady path."
        return f"{due}; on a steady path it would have been {self._bare(round(self.expected, 1))}."


def review_due(reviewed_on: date | None, since: date | None, today: date) -> date | None:
    """The day by which the numbers should have been looked at, once it has passed; `since` there are numbers."""
    start = reviewed_on or since
    due = start + timedelta(days=REVIEW_DAYS) if start else None
    return due if due is not None and due < today else None


def _day(day: date, beside: date | None = None) -> str:
    """With its year, unless that is the year of the day named `beside` it."""
    return f"{day.day} {day:%B}" if beside and day.year == beside.year else f"{day.day} {day:%B %Y}"
