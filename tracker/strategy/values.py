"""Values of a measure: written down once, never changed; a mistake is mended by a row of its own."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import aliased

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.core.numbers import say_quantity
from tracker.tenancy import scoped

from .goals import hold
from .measures import OLDEST
from .models import Measure, MeasureValue

LONGEST_NOTE = 500


def log_value(measure: Measure, value: float, on: date, *, by: Membership, note: str = "") -> MeasureValue:
    """Raises `Refused` at `on` for a day to come, or one that has a value already, and for a retired measure."""
    hold(measure)
    if measure.retired_on is not None:
        raise Refused("This measure is retired. Take it up again before you write down a value.")
    _check_day(measure, on)
    row = MeasureValue(**measure.keys, measure_id=measure.id, read_on=on, value=value, note=note, by_id=by.id)
    db.session.add(row)
    record("measure.logged", measure, by=by, after={"value": say_quantity(value, measure.unit), "on": on})
    return row


def correct_value(
    wrong: MeasureValue, measure: Measure, value: float | None, on: date, *, by: Membership, note: str = ""
) -> MeasureValue:
    """Put `value` in the place of `wrong`, which stays in the history; None strikes it out.

    Raises `Stale` when somebody has corrected it already, and `Refused` as `log_value` does.
    """
    hold(measure)
    if db.session.scalar(scoped(MeasureValue).where(MeasureValue.corrects_id == wrong.id)) is not None:
        raise Stale("Somebody has corrected this value already.")
    if wrong.value is None:
        raise Refused("This value is struck out. Write down a new one instead.")
    if value is not None:
        _check_day(measure, on, but=wrong)
        if (value, on, note) == (wrong.value, wrong.read_on, wrong.note):
            raise Refused("This is what is written down already. Nothing was changed.", "value")
    day = on if value is not None else wrong.read_on
    row = MeasureValue(
        **measure.keys, measure_id=measure.id, read_on=day, value=value, note=note, by_id=by.id, corrects_id=wrong.id,
    )  # fmt: skip
    db.session.add(row)
    before = {"value": say_quantity(wrong.value, measure.unit), "on": wrong.read_on}
    if value is None:
        record("measure.struck", measure, by=by, because=note, before=before)
    else:
        after = {"value": say_quantity(value, measure.unit), "on": on}
        record("measure.corrected", measure, by=by, because=note, before=before, after=after)
    return row


def _check_day(measure: Measure, on: date, but: MeasureValue | None = None) -> None:
    if not OLDEST <= on <= clock.today():
        raise Refused("Choose the day on which it was read: today or earlier.", "read_on")
    there = scoped(MeasureValue).where(
        MeasureValue.measure_id == measure.id, MeasureValue.read_on == on, stands(MeasureValue)
    )  # fmt: skip
    if but is not None:
        there = there.where(MeasureValue.id != but.id)
    found = db.session.scalar(there.limit(1))
    if found is not None:
        said = say_quantity(found.value or 0, measure.unit)
        raise Refused(f"This day has a value already: {said}. Correct that one, or choose another day.", "read_on")


def stands(row: Any) -> ColumnElement[bool]:
    """Condition: `row` holds a value, and nobody has corrected it since."""
    later = aliased(MeasureValue)
    corrected = exists().where(later.workspace_id == row.workspace_id, later.corrects_id == row.id)
    return row.value.is_not(None) & ~corrected
