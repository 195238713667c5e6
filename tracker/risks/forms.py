"""What people fill in about risks."""

from typing import Any

from wtforms import DateField, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from tracker.core.forms import ChoiceOfRecord, Form, block, line

from .words import IMPACT, LIKELIHOOD


def _scale(label: str, words: dict[int, str], missing: str) -> RadioField:
    choices = [SelectChoice(value, word) for value, word in words.items()]
    return RadioField(label, coerce=_whole, choices=choices, validators=[InputRequired(missing)])


def _whole(text: Any) -> int | None:
    return int(text) if str(text).isascii() and str(text).isdigit() else None


class RiskForm(Form):
    """`based_on` is the version that the writer read."""

    title = line("What could hurt", 200, hint="One thing, as you would say it aloud.")
    details = block("How it would come about", 5000, required=False)
    likelihood = _scale("How likely is it?", LIKELIHOOD, "Say how likely it is.")
    impact = _scale("How bad would it be?", IMPACT, "Say how bad it would be.")
    plan = block("What we do about it", 5000, required=False)
    review_on = DateField("Look at it again on", validators=[Optional()])
    based_on = HiddenField()

    def values(self) -> dict[str, Any]:
        fields = ("title", "details", "likelihood", "impact", "plan", "review_on")
        return {name: self[name].data for name in fields}


class NewRiskForm(RiskForm):
    owner = ChoiceOfRecord(
        "Who owns it", description="One of the client's people, who is asked to accept.", validators=[Optional()]
    )


class OwnerForm(Form):
    owner = ChoiceOfRecord("Who owns it", validators=[InputRequired("Choose a person.")])


class SnoozeForm(Form):
    until = DateField("Until", validators=[InputRequired("Until is missing.")])
    because = line("Why it can wait", 500)


class HowForm(Form):
    because = block("How it was resolved", 2000, hint="What changed, so that it can hurt no more.")


class WhyForm(Form):
    because = block("Why it is back", 2000)


class KeepForm(Form):
    because = block("Why it stays open", 2000)
