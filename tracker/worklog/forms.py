"""What people fill in to log work and to take an entry back."""

from typing import Any

from wtforms import DateField, IntegerField, RadioField
from wtforms.validators import InputRequired, Optional

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.forms import ChoiceOfRecord, Form, block, line

from .modes import words_for


class Day(DateField):
    """A day; empty means today."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Write the day as year-month-day, such as 2026-11-21.") from None


class WholeNumber(IntegerField):
    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Write a whole number.") from None


class LogForm(Form):
    """One piece of work, or several of a kind, on one day."""

    mode = RadioField(
        "How it was done", validators=[InputRequired("Choose how it was done.")],
        invalid_choice_message="Choose how it was done.",
    )  # fmt: skip
    quantity = WholeNumber("How many", default=1, validators=[InputRequired("How many is missing.")])
    on = Day("When", default=clock.today, validators=[Optional()], description="Left empty: today.")
    minutes = WholeNumber("Minutes", validators=[Optional()], description="If you like: it helps to plan.")
    note = line("Note", 500, required=False)
    person = ChoiceOfRecord("Who did it", validators=[Optional()])

    def offer_people(self, member: Membership, people: Any) -> None:
        """For whom else she may log: colleagues, or those whose work she checked. A provider's people: for nobody."""
        others = [one for one in people if one.id != member.id]
        if not others or not (member.of_practice or member.of_client):
            del self.person
            return
        self.person.offer(others, empty="Me" if member.of_client else "We did, or whoever usually does it")
        self.person.description = "What you log for somebody else counts once she has confirmed it."

    def offer_modes(self, member: Membership, modes: Any) -> None:
        """The modes that are hers, with what each means; the usual one is chosen beforehand."""
        words = words_for(member)
        self.mode.choices = {str(mode): words[mode][0] for mode in modes}
        self.details = {str(mode): words[mode][1] for mode in modes}

    @property
    def amounts(self) -> dict[str, Any]:
        """What the verb needs beside activity and mode."""
        return {
            "quantity": self.quantity.data, "on": self.on.data, "minutes": self.minutes.data,
            "note": self.note.data or "", "person": self.person.record if self.person else None,
        }  # fmt: skip


class LogAnyForm(LogForm):
    """As above, for an activity that is chosen here."""

    activity = ChoiceOfRecord("Activity", validators=[InputRequired("Choose an activity.")])


class TakeBackForm(Form):
    because = block("Why", 500, required=False)


class NoForm(Form):
    because = block("What is not right", 500, hint="Whoever logged it reads this.")


class CorrectForm(Form):
    mode = RadioField("How it was done", validators=[InputRequired("Choose how it was done.")])
    quantity = WholeNumber("How many", validators=[InputRequired("How many is missing.")])
    because = line("What was different", 500, required=False)
