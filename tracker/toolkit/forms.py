"""What people fill in about tools, access and runbooks."""

from collections.abc import Callable
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from tracker.core.forms import ChoiceOfRecord, Form, block, line
from tracker.tenancy import said_here

from .models import CONTROLS, Holder

HOLDER_WORDS = {
    "": "Choose", "client": "The client", "practice": "The practice", "provider": "A provider",
    "shared": "Several sides", "nobody": "Nobody, or nobody knows",
}  # fmt: skip
NOTE_HINT = "Who exactly, and where it is written down. Never a password or a code."


def _choices(words: dict[str, str]) -> Callable[[], list[SelectChoice]]:
    return lambda: [SelectChoice(value, said_here(said)) for value, said in words.items()]


def _holder(label: str, hint: str) -> SelectField:
    said = "Say who holds it."
    return SelectField(label, choices=_choices(HOLDER_WORDS), description=hint, validators=[InputRequired(said)])


class CheckForm(Form):
    """`seen` is the id of the newest check that the page showed."""

    account = _holder("Account", "In whose name is it?")
    recovery = _holder("Recovery", "Whose phone or mail brings it back?")
    billing = _holder("Billing", "Who pays, or who would be asked?")
    admin = _holder("Admin", "Who can let others in?")
    note = block("Note", 1000, required=False, hint=NOTE_HINT)
    seen = HiddenField()

    def holders(self) -> dict[str, Holder]:
        return {name: Holder(self[name].data) for name in CONTROLS}


class Several(SelectMultipleField):
    """Tick boxes."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class ToolForm(Form):
    name = line("Name", 120)
    purpose = line("What it is for", 300, required=False)
    address = line("Address", 300, required=False, hint="Where people sign in, starting with https://")
    competencies = Several("Skills that command it", validators=[InputRequired("Choose at least one skill.")])
    renews_on = DateField("Renews on", validators=[Optional()])

    def values(self) -> dict[str, Any]:
        fields = ("name", "purpose", "address", "competencies", "renews_on")
        return {name: self[name].data for name in fields}


class AsideForm(Form):
    because = block("Why it does not apply", 1000)


class AccessForm(Form):
    person = ChoiceOfRecord("Who", validators=[InputRequired("Choose a person.")])
    role = line("Role there", 60, required=False, hint="What the tool calls it, such as Editor.")
    admin = BooleanField("May let others in (admin)")


class RoleForm(Form):
    role = line("Role there", 60, required=False, hint="What the tool calls it, such as Editor.")


class RecoveryForm(Form):
    worked = RadioField(
        "Did you get back in?",
        choices=[SelectChoice("yes", "Yes, without help from outside"), SelectChoice("no", "No")],
        validators=[InputRequired("Say whether it worked.")],
    )
    on = DateField("Tried on", validators=[InputRequired("Say when you tried it.")])
    note = block("What you noticed", 1000, required=False, hint="Needed when it failed. Never a password or a code.")


PAYERS = {"": "Not said", "client": "The client", "practice": "The practice", "provider": "A provider"}


class ContractForm(Form):
    """`seen` is the mark of the terms that the page showed."""

    cost = line("What it costs", 60, required=False, hint="As you would say it: £29 a month.")
    paid_by = SelectField("Who pays", choices=_choices(PAYERS), validators=[Optional()])
    seats = IntegerField("Licensed for how many people", validators=[Optional()])
    holder = ChoiceOfRecord("Who holds the contract", validators=[Optional()])
    seen = HiddenField()

    def values(self) -> dict[str, Any]:
        return {
            "cost": self.cost.data, "paid_by": Holder(self.paid_by.data) if self.paid_by.data else None,
            "seats": self.seats.data, "holder": self.holder.record, "seen": self.seen.data or "",
        }  # fmt: skip


class RenewForm(Form):
    until = DateField("Renews next on", validators=[InputRequired("Say when it renews next.")])


class RunbookForm(Form):
    """`based_on` is the version that the writer read; 0 for the first."""

    title = line("Title", 160)
    text = block(
        "How it is done", 20_000, hint="Step by step, so that somebody who has never done it could. Markdown is fine."
    )
    based_on = HiddenField()


class TestForm(Form):
    __test__ = False

    worked = RadioField(
        "Did it work?",
        choices=[SelectChoice("yes", "Yes, word by word"), SelectChoice("no", "No, something is missing")],
        validators=[InputRequired("Say whether it worked.")],
    )
    note = block("What you noticed", 1000, required=False, hint="Needed when it did not work.")
    version = HiddenField()
