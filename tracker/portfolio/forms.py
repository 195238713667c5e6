"""The shapes of what people choose and type about the portfolio."""

from collections.abc import Callable, Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField, widgets
from wtforms.fields.choices import SelectChoice

from tracker.core.forms import ChoiceOfRecord, Form, block, line
from tracker.tenancy import said_here

from .columns import COLUMNS
from .narrowing import LONGEST, PHASES, SEVERITIES, STAGES, STATES, VIEWS, YES, Narrowed
from .sorting import DOWN, SORTS, UP, Order

ANY = SelectChoice("", "Any")
SIGNS = {"silent": "Silent for a fortnight", "leaning": "Leaning on us", "late": "Forecast later than planned"}


def _named(choices: Any) -> list[SelectChoice]:
    return [SelectChoice(key, name) for key, name in choices]


def _said(choices: Iterable[tuple[str, str]]) -> Callable[[], list[SelectChoice]]:
    """Choices of ours, in the words of the workspace in which they are shown."""
    kept = list(choices)
    return lambda: _named((key, said_here(name)) for key, name in kept)


def _choice(label: str, choices: dict[str, str]) -> SelectField:
    return SelectField(label, choices=[ANY, *_named(choices.items())])


def _weeks(weeks: int) -> str:
    count = "one week" if abs(weeks) == 1 else f"{abs(weeks)} weeks"
    return f"{count} {'later' if weeks > 0 else 'earlier'}".capitalize()


class FilterForm(FlaskForm):
    """What to narrow the portfolio to; sent by address, so it carries no token."""

    class Meta:
        csrf = False

    q = StringField("Client or title", render_kw={"maxlength": LONGEST, "autocomplete": "off"})
    show = SelectField("Show", choices=_said([("", VIEWS["all"]), *list(VIEWS.items())[1:]]))
    phase = _choice("Phase", PHASES)
    stage = _choice("Stage", STAGES)
    state = _choice("State", STATES)
    flags = _choice("Flags", SEVERITIES)
    lead = SelectField("Led by")
    who = SelectField("Consultant")
    playbook = SelectField("Playbook")
    silent = BooleanField(SIGNS["silent"], default=False)
    leaning = BooleanField(SIGNS["leaning"], default=False)
    late = BooleanField(SIGNS["late"], default=False)
    sort = SelectField("Sort by", choices=_said((key, sort.label) for key, sort in SORTS.items()))
    way = SelectField("Order", choices=_named([("", "As usual"), (UP, "Upwards"), (DOWN, "Downwards")]))

    def offer(self, people: list[Any], playbooks: list[tuple[str, str]], narrowed: Narrowed, order: Order) -> None:
        """What there is to choose from, and what is chosen now."""
        self.lead.choices = self.who.choices = [ANY, *_named((str(one.id), one.name) for one in people)]
        self.playbook.choices = [ANY, *_named(playbooks)]
        for name, value in (narrowed.as_dict() | order.as_dict()).items():
            self[name].data = value == YES if name in SIGNS else value

    @property
    def signs(self) -> list[Any]:
        return [self[name] for name in SIGNS]

    @property
    def selects(self) -> list[Any]:
        return [field for field in self if isinstance(field, SelectField)]


class SaveForm(Form):
    name = line("Name", 60)
    opens = BooleanField("Open the portfolio with it")


class ColumnsForm(Form):
    columns = SelectMultipleField(
        "Columns", choices=_said((key, column.label) for key, column in COLUMNS.items()),
        widget=widgets.ListWidget(prefix_label=False), option_widget=widgets.CheckboxInput(),
    )  # fmt: skip


# What can be done with several engagements at once.
ACTS = {
    "remind": "Remind the owners",
    "write": "Write to the owners",
    "consultant": "Add a consultant",
    "handover": "Propose another handover",
    "csv": "Export as CSV",
    "xlsx": "Export as a spreadsheet",
}
WEEKS = (-4, -2, -1, 1, 2, 4, 6, 8, 12, 16, 26)


class ActForm(FlaskForm):
    """What to do with those that are ticked; the next page asks for the rest, so it carries no token."""

    class Meta:
        csrf = False

    do = SelectField("With those ticked", choices=_said(ACTS.items()))


class RemindForm(Form):
    text = block("A word of your own", 1000, required=False, hint="Said below what waits, to each of them.")


class WriteForm(Form):
    text = block(
        "What you want to say", 2000, hint="Each owner reads it at the next gate, where colleagues see it too."
    )


class AddConsultantForm(Form):
    person = ChoiceOfRecord("Who")


class HandoverForm(Form):
    weeks = SelectField("By how much", choices=_named((str(weeks), _weeks(weeks)) for weeks in WEEKS), default="4")
    because = block("Why", 1000, hint="Each owner reads it, and decides.")


FORMS: dict[str, type[Form]] = {
    "remind": RemindForm, "write": WriteForm, "consultant": AddConsultantForm, "handover": HandoverForm,
}  # fmt: skip
