"""The forms of the editor. A draft may have gaps, so that most fields may wait; what is typed must fit all the same."""

from typing import Any

from wtforms import (
    BooleanField,
    FloatField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from tracker.core.forms import Form, line
from tracker.core.text import clean_block, clean_line

from .drafting import Draft
from .parts import PARTS, Entry, title_of
from .rules import RULES
from .shapes import FORBIDDEN, OneOf, Share, Whole
from .wording import CHOICES, GATES, LEVELS, RUNGS, field_words

_MOST_KEYS = 8


class MayWait(Optional):
    """May be left empty now and is asked for when the draft is published, so that it is not called optional."""

    def __init__(self) -> None:
        super().__init__()
        self.field_flags = {"required": True}


def _one_line(text: str | None) -> str:
    return clean_line(FORBIDDEN.sub("", text or ""))


def _lines(text: str | None) -> str:
    return clean_block(FORBIDDEN.sub("", text or "")).strip()


def _at_most(longest: int) -> Length:
    return Length(max=longest, message=f"At most {longest:,} characters.")


def words(label: str, longest: int, hint: str = "") -> StringField:
    return StringField(label, description=hint, filters=[_one_line], validators=[MayWait(), _at_most(longest)])


def sentence(label: str, longest: int, hint: str = "") -> TextAreaField:
    """One line of text that is long enough to want a larger field."""
    return TextAreaField(label, description=hint, filters=[_one_line], validators=[MayWait(), _at_most(longest)])


def number(label: str, low: int, high: int, hint: str = "") -> IntegerField:
    said = f"A whole number from {low} to {high}."
    return IntegerField(label, description=hint, validators=[MayWait(), NumberRange(low, high, said)])


def choice(label: str, *values: str, hint: str = "") -> SelectField:
    choices = [SelectChoice(value, CHOICES.get(value, value.capitalize() or "Choose")) for value in ("", *values)]
    return SelectField(label, choices=choices, default="", description=hint, validators=[MayWait()])


def step(label: str, names: tuple[str, ...], default: int, hint: str = "") -> SelectField:
    choices = [SelectChoice(at, name) for at, name in enumerate(names)]
    return SelectField(
        label, choices=choices, coerce=int, default=default, description=hint, validators=[MayWait()]
    )  # fmt: skip


class Lines(TextAreaField):
    """Several texts, one on each line."""

    def __init__(self, label: str, longest: int, high: int, hint: str = "", **more: Any):
        super().__init__(label, description=hint, validators=[MayWait()], **more)
        self.longest, self.high = longest, high

    def process_formdata(self, valuelist: list[str]) -> None:
        lines = map(_one_line, (valuelist[0] if valuelist else "").splitlines())
        self.data = [line for line in lines if line]

    def _value(self) -> str:
        return "\n".join(self.data or [])

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if len(self.data or []) > self.high:
            raise ValidationError(f"At most {self.high} lines.")
        if any(len(line) > self.longest for line in self.data or []):
            raise ValidationError(f"At most {self.longest} characters on each line.")


class Several(SelectMultipleField):
    """Tick boxes."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if len(self.data or []) > _MOST_KEYS:
            raise ValidationError(f"At most {_MOST_KEYS}.")


class PartForm(Form):
    """`seen` tells how the entry was when the page showed it. `rows` is how the fields stand beside each other."""

    seen = HiddenField()
    rows: tuple[tuple[str, ...], ...] = ()

    def offer(self, draft: Draft) -> None:
        """Set the choices that come from other parts of the draft."""
        for name in ("competencies", "activities"):
            if isinstance(self._fields.get(name), Several):  # a rule may have a parameter of that name
                self[name].choices = _names(draft, name)
        if "competency" in self._fields:
            self["competency"].choices = [("", "Choose"), *_names(draft, "competencies")]

    def values(self) -> Entry:
        return {name: self[name].data for row in self.rows for name in row}

    @classmethod
    def shown(cls, entry: Entry) -> Entry:
        """An entry as the form's fields hold it."""
        return entry


class AboutForm(PartForm):
    title = line("Title", 120)
    summary = sentence("Summary", 600, "What it is for and how it goes, for whoever chooses among playbooks.")
    source = sentence("Source", 300, "Who wrote it, and what it is based on.")
    licence = words("Licence", 80, "Under which others may use it. A copy keeps the licence of its original.")
    language = words("Language", 12, "Such as en or en-GB.")
    charter = TextAreaField(
        "Charter", filters=[_lines], validators=[MayWait(), _at_most(8000)],
        description="What both sides agree on the first day. The owner signs it. Markdown is fine.",
    )  # fmt: skip
    rows = ("title",), ("summary",), ("source",), ("licence", "language"), ("charter",)


class PromisesForm(PartForm):
    sla_label = words("Promise to customers", 80, "What is promised, such as “First answer to a customer”.")
    sla_hours = number("Within so many staffed hours", 1, 720)
    sla_explanation = sentence("What it means", 400)
    drill_name = words("Drill", 120, "What is rehearsed before the handover.")
    drill_description = sentence("How the drill goes", 600)
    leader_essentials_name = words("Leader essentials", 120, "A name for what everybody who leads must be able to do.")
    leader_essentials_description = sentence("What belongs to them", 300)
    handover_pack = Lines("Handover pack", 200, 40, "What is handed over in the end, one thing on each line.")
    rows = (
        ("sla_label", "sla_hours"), ("sla_explanation",), ("drill_name",), ("drill_description",),
        ("leader_essentials_name",), ("leader_essentials_description",), ("handover_pack",),
    )  # fmt: skip


class PhaseForm(PartForm):
    name = line("Name", 80)
    weeks = number("Weeks", 1, 104, "All dates are reckoned from these lengths when an engagement starts.")
    rows = ("name",), ("weeks",)


class DeliverableForm(PartForm):
    name = line("Name", 120)
    description = sentence("Description", 300)
    rows = ("name",), ("description",)


class ActivityForm(PartForm):
    name = line("Name", 120)
    purpose = sentence("Purpose", 300)
    critical = BooleanField("Critical: it counts twice, and needs a deputy")
    customer_facing = BooleanField("Customer-facing: customers meet whoever does it")
    kind = choice("Kind", "strategic", "tactical")
    accountable = choice("Answers for it by default", "owner", "champion")
    usual_doer = words("Usually done by", 80, "Such as “Staff rota”.")
    frequency = words("How often", 60, "Such as “Every working day”.")
    unit = words("Counted in", 40, "What one entry of the work log counts: reply, post.")
    rung_0, rung_1, rung_2, rung_3 = (
        step(f"At the {gate} gate", RUNGS, due) for gate, due in zip(GATES, (0, 2, 3, 4), strict=True)
    )
    target = step("Target", RUNGS, 4, "Never below the rung at the last gate.")
    competencies = Several("Competencies it takes", choices=[], validators=[Optional()])
    rows = (
        ("name",), ("purpose",), ("critical",), ("customer_facing",), ("kind", "accountable"),
        ("usual_doer", "frequency"), ("unit",), ("rung_0", "rung_1"), ("rung_2", "rung_3"), ("target",),
        ("competencies",),
    )  # fmt: skip

    def values(self) -> Entry:
        values = super().values()
        rungs = [values.pop(f"rung_{place}") for place in range(4)]
        return {**values, "rungs": rungs}

    @classmethod
    def shown(cls, entry: Entry) -> Entry:
        rungs = entry["rungs"] if len(entry["rungs"]) == 4 else (0, 2, 3, 4)
        return {**entry, "target": 4 if entry["target"] is None else entry["target"]} | {
            f"rung_{place}": rung for place, rung in enumerate(rungs)
        }


class SectionForm(PartForm):
    title = line("Title", 120)
    prompt = sentence("The question it answers", 300)
    help = sentence("Help for whoever writes it", 300)
    critical = BooleanField("Critical: it weighs twice")
    rows = ("title",), ("prompt",), ("help",), ("critical",)


class CompetencyForm(PartForm):
    name = line("Name", 120)
    description = sentence("Description", 300, "How you know that somebody has it.")
    critical = BooleanField("Critical: two people should have it")
    target = step("Target", LEVELS, 3)
    rows = ("name",), ("description",), ("critical",), ("target",)

    @classmethod
    def shown(cls, entry: Entry) -> Entry:
        return {**entry, "target": 3 if entry["target"] is None else entry["target"]}


class ModuleForm(PartForm):
    title = line("Title", 120)
    why = sentence("Why", 300)
    rows = ("title",), ("why",)


class ItemForm(PartForm):
    text = line("What is to be done", 200)
    why = sentence("Why", 300)
    steps = Lines("Steps", 240, 5, "Two to five, one on each line.")
    minutes = number("Minutes", 1, 480)
    evidence = choice("What shows it", "note", "link", "either", "none")
    competency = SelectField("Competency", choices=[], default="", validators=[MayWait()])
    activities = Several("Activities it prepares for", choices=[], validators=[Optional()])
    required = BooleanField("Required", default=True)
    leader = BooleanField("Leader essential: everybody who leads does it")
    module = SelectField("Module", choices=[])
    rows = (
        ("text",), ("why",), ("steps",), ("minutes", "evidence"), ("competency", "module"), ("activities",),
        ("required",), ("leader",),
    )  # fmt: skip

    def offer(self, draft: Draft) -> None:
        super().offer(draft)
        self.module.choices = _names(draft, "modules")

    def values(self) -> Entry:
        values = super().values()
        del values["module"]
        return values


class ToolForm(PartForm):
    name = line("Name", 120)
    purpose = sentence("What it is for", 300)
    competencies = Several("Competencies that command it", choices=[], validators=[Optional()])
    rows = ("name",), ("purpose",), ("competencies",)


class CheckInForm(PartForm):
    questions = Lines("Questions", 240, 12, "One on each line.")
    rows = (("questions",),)


class CriterionForm(PartForm):
    """With evidence; `criterion_form` makes one for a rule."""

    text = line("What the gate asks", 300, hint="A sentence that is true or not yet.")
    evidence = sentence("What shows it", 300, "What the person who claims it has to show.")
    rows = ("text",), ("evidence",)


PAGES = {"about": AboutForm, "promises": PromisesForm}
FORMS: dict[str, type[PartForm]] = {
    "phases": PhaseForm, "criteria": CriterionForm, "deliverables": DeliverableForm, "activities": ActivityForm,
    "sections": SectionForm, "competencies": CompetencyForm, "modules": ModuleForm, "items": ItemForm,
    "tools": ToolForm, "check-ins": CheckInForm,
}  # fmt: skip


def criterion_form(rule: str) -> type[PartForm]:
    """The form of a criterion that a gate reads by `rule`: its text, and a field for each parameter."""
    if rule not in RULES:
        return CriterionForm
    fields = {name: _parameter(name, shape) for name, shape in RULES[rule].items()}

    def values(form: PartForm) -> Entry:
        given = {name: _from_per_cent(name, form[name].data) for name in sorted(fields)}
        return {"text": form["text"].data, "rule": {"name": rule, **given}}

    def shown(entry: Entry) -> Entry:
        given = entry.get("rule") or {}
        same = given if given.get("name") == rule else {}
        return {"text": entry["text"]} | {name: _per_cent(name, same.get(name)) for name in fields}

    return type("RuleForm", (PartForm,), {
        "text": line("What the gate asks", 300, hint="A sentence that is true or not yet."), **fields,
        "rows": (("text",), *((name,) for name in fields)), "values": values, "shown": staticmethod(shown),
    })  # fmt: skip


def _parameter(name: str, shape: Any) -> Any:
    label = field_words(name)
    if isinstance(shape, OneOf):
        return choice(label, *shape.choices)
    if isinstance(shape, Share):
        said = "A number from 0 to 100."
        return FloatField(f"{label}, per cent", validators=[MayWait(), NumberRange(0, 100, said)])
    assert isinstance(shape, Whole)
    return number(label, shape.low, shape.high)


def _per_cent(name: str, value: Any) -> Any:
    return round(value * 100, 4) if name in {"share", "client_share"} and value is not None else value


def _from_per_cent(name: str, value: Any) -> Any:
    return round(value / 100, 6) if name in {"share", "client_share"} and value is not None else value


def _names(draft: Draft, name: str) -> list[tuple[str, str]]:
    return [(entry["key"], title_of(PARTS[name], entry)) for entry in draft[name]]
