"""What people fill in to make, import and publish a playbook."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import DateField, HiddenField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from tracker.core.forms import Form, block, line

from .problems import Problem
from .reading import LARGEST

NOTE_HINT = "What is new in it and why, for whoever chooses among versions."


class MakeForm(Form):
    title = line("Title", 120)
    original = SelectField("Start from", choices=[], description="A copy says what it was copied from.")


class ImportForm(Form):
    """A file, or its text: the text wins where both came."""

    file = FileField("File", description="A playbook's data file (.yaml), at most 256 KB.")
    text = TextAreaField(
        "Or its text", validators=[Length(max=LARGEST, message="At most 256 KB.")],
        description="Paste the whole data file here instead.",
    )  # fmt: skip
    seen = HiddenField()

    reasons: tuple[Problem, ...] = ()
    left_out = 0

    def source(self) -> bytes | str | None:
        if self.text.data and self.text.data.strip():
            return self.text.data
        return self.file.data.read(LARGEST + 1) if self.file.data else None


class PublishForm(Form):
    """`seen` is the revision of the draft that the page showed."""

    note = block("What is new", 600, required=False, hint=NOTE_HINT)
    seen = HiddenField()


class CalendarForm(Form):
    class Meta:
        csrf = False

    start = DateField("Start", validators=[InputRequired("The start is missing.")])


def whole(text: Any) -> int:
    """A whole number sent in a hidden field; -1 for anything else, which no row has."""
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 10 else -1
