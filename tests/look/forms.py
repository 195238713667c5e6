"""Forms in the states the gallery shows: one refused, one untouched."""

from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

DETAILS = {"3": "The consultant looks at it afterwards.", "4": "Needs a witness who is not the doer."}
FIRST_TRY = {"person": "", "why": "Because she knows the candidates best.", "until": "soon", "deputy": "tom"}


class AppointmentForm(Form):
    version = HiddenField(default="7")
    person = StringField(
        "Who answers for it",
        [DataRequired("Say who answers for it.")],
        description="One person of yours. They will be asked to accept.",
    )
    why = TextAreaField("Why this person", [DataRequired(), Length(max=20, message="At most 20 characters.")])
    rung = RadioField(
        "How far it moves", [DataRequired("Choose one.")], choices=[("3", "You do, they check"), ("4", "You alone")]
    )
    deputy = SelectField("Deputy", choices=[("", "Nobody"), ("tom", "Tom"), ("leah", "Leah")])
    until = DateField("Until", [Optional()])
    tools = SelectMultipleField(
        "Tools they will need",
        choices=[("ads", "Business and ad manager"), ("sheet", "Report sheet")],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    told = BooleanField("I have spoken with them", [DataRequired("Speak with them first.")])


class SignInForm(Form):
    email = StringField("Your e-mail address", [DataRequired()], render_kw={"autocomplete": "email", "type": "email"})


def refused() -> Any:
    """An appointment as it comes back: every kind of field, several at fault, what was typed still there."""
    form = AppointmentForm(MultiDict(FIRST_TRY))
    form.validate()
    form.form_errors.append("Priya has not accepted her last appointment yet.")
    return form
