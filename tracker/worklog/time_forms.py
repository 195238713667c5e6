"""What people fill in to plan time."""

from typing import Any

from wtforms.validators import InputRequired, Optional

from tracker.core import clock
from tracker.core.forms import ChoiceOfRecord, Form, block

from .forms import Day, WholeNumber


class TimeForm(Form):
    """Hours of somebody's week, and what they displace."""

    person = ChoiceOfRecord("Whose hours", validators=[InputRequired("Choose a person.")])
    hours = WholeNumber("Hours a week", validators=[InputRequired("Hours a week are missing.")])
    displaces = block(
        "What is left undone instead", 500,
        hint="Hours that displace nothing are not there: name the work that waits, goes to somebody else or ends.",
    )  # fmt: skip
    first = Day("From the week of", default=clock.today, validators=[Optional()])
    last = Day("To the week of", validators=[Optional()], description="Left empty: until something else is agreed.")

    @property
    def what(self) -> dict[str, Any]:
        return {
            "hours": self.hours.data, "displaces": self.displaces.data, "first": self.first.data or clock.today(),
            "last": self.last.data,
        }  # fmt: skip


class DeclineTimeForm(Form):
    because = block("Why", 500)
