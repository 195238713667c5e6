"""The grid of a week as a form: a field for each cell, made for the rows and days at hand."""

from typing import Any

from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import NumberRange, Optional

from tracker.accounts.models import Membership
from tracker.core.errors import Refused
from tracker.core.forms import Form

from .checking import MOST_AT_ONCE
from .forms import WholeNumber
from .modes import words_for
from .week import Several, Week, Wish


class WeekForm(Form):
    seen = HiddenField()

    def refuse(self, refusal: Refused) -> None:
        """Each reason at its own cell."""
        if isinstance(refusal, Several):
            for name, message in refusal.problems.items():
                self[name].errors = [*self[name].errors, message]
        else:
            super().refuse(refusal)

    def wishes(self, week: Week) -> list[Wish]:
        return [
            Wish(row, self[row.chooser].data, {day: self[row.cell(day)].data or 0 for day in week.open})
            for row in week.rows
        ]


def form_for(week: Week, by: Membership) -> WeekForm:
    """Filled with what stands in the week."""
    words = {mode: name for mode, (name, _) in words_for(by).items()}
    fields: dict[str, Any] = {}
    values: dict[str, Any] = {"seen": week.seen}
    for row in week.rows:
        label = f"{row.activity.name}, how it was done"
        fields[row.chooser] = SelectField(
            label, choices=[SelectChoice(str(one), words.get(one, one)) for one in row.offered]
        )
        values[row.chooser] = str(row.mode)
        for day in week.open:
            name = row.cell(day)
            fields[name] = _cell(f"{row.activity.name}, {day:%A} {day.day} {day:%B}")
            values[name] = row.total(day) or None
    return type("WeekForm", (WeekForm,), fields)(**values)


def _cell(label: str) -> WholeNumber:
    between = NumberRange(0, MOST_AT_ONCE, f"From 0 to {MOST_AT_ONCE:,}.")
    return WholeNumber(label, validators=[Optional(), between])
