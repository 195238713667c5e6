"""What people fill in to start, sign, claim, waive and decide."""

from wtforms import BooleanField, DateField, HiddenField, IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from tracker.core.forms import ChoiceOfRecord, Form, block, line, web_link

from .fit import NO, QUESTIONS, UNSURE, YES
from .models import Part

OWN_WORDS_HINT = "What do you agree to, and why? These words are kept with your name."


def whole_number(text: str | None) -> int:
    """A number sent in a hidden field; -1, which nothing has, for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1


class StartForm(Form):
    client = ChoiceOfRecord("Client", validators=[InputRequired("Choose a client.")])
    playbook = RadioField("Playbook", validators=[InputRequired("Choose a playbook.")])
    version = SelectField(
        "Version", choices=[], default="", description="Of the playbook chosen above; the newest if you say nothing."
    )
    title = line("Title", 160, required=False, hint="Left empty, it is called like the playbook.")
    starts_on = DateField("Start", validators=[InputRequired("The start is missing.")])
    planned_handover = DateField(
        "Planned handover", validators=[Optional()], description="Left empty, the playbook's planned weeks set it."
    )
    lead = ChoiceOfRecord("Lead", validators=[InputRequired("Choose a lead.")])


class OwnWordsForm(Form):
    words = block("In your own words", 2000, hint=OWN_WORDS_HINT)


class SignCharterForm(OwnWordsForm):
    version = HiddenField()


class CharterForm(Form):
    based_on = HiddenField()
    planned_handover = DateField(
        "Planned handover", validators=[InputRequired("The planned handover is missing.")],
        description="The day on which the practice means to be gone.",
    )  # fmt: skip
    owned = block("What the client will own", 5000, hint="For good: accounts, texts, decisions, activities.")
    hours = IntegerField(
        "Protected hours a week", validators=[Optional(), NumberRange(0, 500, "Between 0 and 500 hours.")],
        description="Of the client's people together.",
    )  # fmt: skip
    hours_for = line("For whom, and what they leave undone", 300, required=False)
    exit_plan = block("The way out", 5000, hint="What passes into the client's hands when.")
    handover = block("How the handover happens", 3000)


class AdditionForm(Form):
    kind = RadioField("What is it?", validators=[InputRequired("Choose what it is.")])
    name = line("Name", 300)
    purpose = block("What it is for", 300, required=False)
    critical = BooleanField("It is critical: the firm would be hurt if it went wrong")
    under = SelectField("For a training item or a tool: the skill that it needs", validators=[Optional()])
    because = block("Why", 2000, hint="What has changed since the strategy was agreed.")


class RemovalForm(Form):
    what = SelectField("What", validators=[InputRequired("Choose what.")])
    because = block("Why", 2000, hint="What has changed since the strategy was agreed.")


class FitForm(Form):
    note = block("What was said", 2000, required=False, hint="What tipped the scales. Both sides can read it.")


class ReasonForm(Form):
    because = block("Why", 2000)


class ExtensionForm(Form):
    to_on = DateField("New planned handover", validators=[InputRequired("The new planned handover is missing.")])
    because = block("Why", 2000, hint="What has changed since the day was agreed. Everybody can read it.")


class ClaimForm(Form):
    evidence = block("What shows it", 2000, hint="What was done, when, and where it can be seen.")
    link = web_link("Link", hint="Where the document is kept, if it has an address.")


class WithdrawForm(Form):
    because = block("Why", 2000, required=False, hint="Needed when somebody else made the claim.")


class WaiveForm(Form):
    reason = block("Why the gate may pass without it", 2000)
    expires_on = DateField(
        "Until", validators=[InputRequired("Until is missing.")],
        description="On this day the waiver ends, at most a year from now.",
    )  # fmt: skip


class ExceptionForm(Form):
    """At the last gate: what is not met passes over to somebody of the client, by a day."""

    reason = block("Why you take over without it", 2000, hint="What it means, and how you live with it until then.")
    answers = ChoiceOfRecord("Who mends it", validators=[InputRequired("Choose a person.")])
    expires_on = DateField(
        "Mended by", validators=[InputRequired("Mended by is missing.")],
        description="Within a year. There is a reminder a week before and on the day; afterwards it stands as late.",
    )  # fmt: skip


class NameForm(Form):
    """One of the client's people gets a part."""

    part = RadioField(
        "Part",
        choices=[
            SelectChoice(Part.LEADER, "Leader"),
            SelectChoice(Part.CHAMPION, "Champion"),
            SelectChoice(Part.DEPUTY_CHAMPION, "Deputy champion"),
        ],
        validators=[InputRequired("Choose a part.")],
    )
    person = ChoiceOfRecord("Person", validators=[InputRequired("Choose a person.")])


class ConsultantForm(Form):
    consultant = ChoiceOfRecord("Consultant", validators=[InputRequired("Choose a person.")])


for _question in QUESTIONS:
    setattr(FitForm, _question.key, RadioField(
        _question.text, choices=[SelectChoice(YES, "Yes"), SelectChoice(UNSURE, "Unsure"), SelectChoice(NO, "No")],
        validators=[InputRequired("Choose an answer; unsure is one.")], description=_question.why,
    ))  # fmt: skip
