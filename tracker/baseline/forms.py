"""What people fill in about readiness, willingness and what exists."""

from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from tracker.core.forms import ChoiceOfRecord, Form, block, line

from .keeping import STATES
from .models import Kind
from .reading import SAID
from .support import SUPPORT

SCALE = [("1", "1, not at all"), ("2", "2"), ("3", "3, partly"), ("4", "4"), ("5", "5, fully")]


class RateForm(Form):
    person = ChoiceOfRecord("Who")
    note = block("What it rests on", 1000, required=False, hint="What was said or seen. Never anybody's age.")


for _one in SUPPORT:
    setattr(RateForm, _one.key, SelectField(
        _one.question, choices=[SelectChoice("", "Choose"), *(SelectChoice(*choice) for choice in SCALE)],
        validators=[InputRequired("Choose a number from 1 to 5.")],
    ))  # fmt: skip


class WillingForm(Form):
    person = ChoiceOfRecord("Who", validators=[InputRequired("Choose a person.")])
    answer = RadioField(
        "Are you willing to take this on?", choices=[SelectChoice(key, words) for key, words in SAID.items()],
        validators=[InputRequired("Choose an answer.")],
    )  # fmt: skip
    wish = block("What would help", 1000, required=False, hint="Hours, a person to ask, something taken away.")


class FindingForm(Form):
    kind = RadioField(
        "What is it?", choices=[SelectChoice(Kind.CHANNEL, "A channel"), SelectChoice(Kind.TOOL, "A tool"),
                                SelectChoice(Kind.SKILL, "A skill")],
        validators=[InputRequired("Choose what it is.")],
    )  # fmt: skip
    name = line("Name", 160)
    state = SelectField("How it stands", choices=[SelectChoice(key, words) for key, words in STATES.items()])
    holder = line("Who holds it", 160, required=False, hint="A person, a firm, or nobody.")
    note = block("What was found", 1000, required=False)
