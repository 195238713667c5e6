"""What people fill in to rehearse the handover."""

from wtforms import DateField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from tracker.core.forms import Form, block
from tracker.engagements.words import number_word

OPEN_THE_DOOR, GO_ON = "let_in", "keep_out"


class RehearsalForm(Form):
    begins_on = DateField(
        "First day", validators=[InputRequired("The first day is missing.")],
        description="From the morning of this day the practice only looks on.",
    )  # fmt: skip
    weeks = RadioField(
        "How long", coerce=int, default=2, validators=[InputRequired("Say how long.")],
        choices=[SelectChoice(n, f"{number_word(n)} week{'s' * (n > 1)}") for n in (1, 2, 3, 4)],
    )  # fmt: skip
    because = block(
        "What should it show?", 2000,
        hint="In your own words: what you expect to manage alone, and what worries you. Afterwards you compare.",
    )  # fmt: skip


class ShowedForm(Form):
    words = block(
        "What did it show?", 2000,
        hint="In your own words: what went well without them, what you missed, what you do about it.",
    )  # fmt: skip


class EntryForm(Form):
    answer = RadioField(
        "Your answer", validators=[InputRequired("Choose an answer.")],
        choices=[
            SelectChoice(OPEN_THE_DOOR, "Let them in: the rehearsal is broken off"),
            SelectChoice(GO_ON, "Go on without them"),
        ],
    )  # fmt: skip
    because = block("Why", 2000)
