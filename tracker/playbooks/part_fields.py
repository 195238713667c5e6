"""The fields of the editor. A draft may have gaps, so that most may wait; what is typed must fit all the same."""

from typing import Any

from wtforms import IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField, widgets
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from tracker.core.text import clean_block, clean_line

from .shapes import FORBIDDEN
from .wording import CHOICES

_MOST_KEYS = 8


class MayWait(Optional):
    """May be left empty now and is asked for when the draft is published, so that it is not called optional."""

    def __init__(self) -> None:
        super().__init__()
        self.field_flags = {"required": True}


def _one_line(text: str | None) -> str:
    return clean_line(FORBIDDEN.sub("", text or ""))


def as_block(text: str | None) -> str:
    return clean_block(FORBIDDEN.sub("", text or "")).strip()


def at_most(longest: int) -> Length:
    return Length(max=longest, message=f"At most {longest:,} characters.")


def words(label: str, longest: int, hint: str = "") -> StringField:
    return StringField(label, description=hint, filters=[_one_line], validators=[MayWait(), at_most(longest)])


def sentence(label: str, longest: int, hint: str = "") -> TextAreaField:
    """One line of text that is long enough to want a larger field."""
    return TextAreaField(label, description=hint, filters=[_one_line], validators=[MayWait(), at_most(longest)])


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
