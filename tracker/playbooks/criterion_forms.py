"""The forms of what a gate asks: with evidence, or read by a rule."""

from typing import Any

from wtforms import FloatField
from wtforms.validators import NumberRange

from tracker.core.forms import line

from .part_fields import MayWait, choice, number, sentence
from .part_form import PartForm
from .parts import Entry
from .rules import RULES
from .shapes import OneOf, Share, Whole
from .wording import field_words


class CriterionForm(PartForm):
    """With evidence; `criterion_form` makes one for a rule."""

    text = line("What the gate asks", 300, hint="A sentence that is true or not yet.")
    evidence = sentence("What shows it", 300, "What the person who claims it has to show.")
    rows = ("text",), ("evidence",)


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
