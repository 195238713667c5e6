"""What people fill in to say something of a record."""

from collections.abc import Sequence

from flask import g
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from tracker.accounts.models import Membership
from tracker.core.forms import ChoiceOfRecord, Form, block

from .models import Visibility

LONGEST = 5000


class CommentForm(Form):
    """Only the practice's people choose who sees it: whatever a client's person writes, both sides see."""

    text = block("Your comment", LONGEST)
    visibility = RadioField("Who sees it", validators=[InputRequired("Say who sees it.")])
    tell = ChoiceOfRecord("Tell", description="It comes into this person's inbox.", validators=[Optional()])

    def __init__(self, *args: object, people: Sequence[Membership] | None = None, **options: object):
        """`people` are those who can be told; left out, the form does not ask."""
        super().__init__(*args, **options)
        if people is None:
            del self.tell
        else:
            self.tell.offer([person for person in people if person.id != g.member.id], empty="Nobody in particular")
        if not g.member.of_practice:
            del self.visibility
            return
        self.visibility.choices = [
            SelectChoice(Visibility.EVERYONE, "Everyone in the engagement"),
            SelectChoice(Visibility.PRACTICE, f"Only {g.workspace.practice}"),
        ]

    @property
    def private(self) -> bool:
        return "visibility" in self and self.visibility.data == Visibility.PRACTICE


class MendForm(Form):
    """`based_on` is the text that its author read."""

    text = block("Your comment", LONGEST)
    based_on = HiddenField()
