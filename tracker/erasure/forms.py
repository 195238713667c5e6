"""The forms that ask for a deletion: what is to go is typed once more, since nothing brings it back."""

from typing import Any

from wtforms import BooleanField
from wtforms.validators import InputRequired, ValidationError

from tracker.core.forms import Form, line


class AskForm(Form):
    """Of a person: she ticks that she has read what goes and what stays."""

    read = BooleanField(
        "I have read what is deleted and what stays without the name",
        validators=[InputRequired("Tick this once you have read it.")],
    )


class DeleteForm(Form):
    """Of a client's data or of a workspace: its name, typed."""

    typed = line("Type the name of what is to be deleted", 160)

    def expect(self, name: str) -> None:
        self.expected = name

    def validate_typed(self, field: Any) -> None:
        if field.data.casefold() != self.expected.casefold():
            raise ValidationError(f"Type “{self.expected}”.")
