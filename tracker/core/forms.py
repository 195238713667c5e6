"""Forms check shape, models keep rules: what a form needs to bring the two together at the edge of a request."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import g, has_app_context, redirect
from flask_wtf import FlaskForm
from sqlalchemy import String
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from . import clock
from .database import db
from .errors import Refused, Stale
from .ids import new_id
from .numbers import read_number, say_number
from .text import clean_block, clean_line
from .types import Id, Moment

# A page that stood open for longer tells nothing of how long somebody read.
LONGEST_SHOWN = 24 * 60 * 60


class Submission(db.Model):
    """A form that was carried out: sending it twice gives the same answer and no second record."""

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    user_id: Mapped[UUID | None] = mapped_column(Id)
    answer: Mapped[str] = mapped_column(String(1000), default="")
    at: Mapped[datetime] = mapped_column(Moment, default=clock.now)


class Form(FlaskForm):
    """The base of every form. `once` is new for every page that is shown."""

    once = HiddenField(default=lambda: str(new_id()))

    def __init__(self, *args: Any, **options: Any):
        super().__init__(*args, **options)
        self._tell_apart()

    def _tell_apart(self) -> None:
        """Several forms may stand on one page: from the second on their fields get ids of their own."""
        g.forms_made = place = g.get("forms_made", 0) + 1
        if place > 1:
            for field in self:
                field.id = f"{field.id}-{place}"
                field.label.field_id = field.id

    def attempt(self, verb: Callable[[], Any], then: Callable[[Any], str]) -> Response | None:
        """Carry out `verb` and commit, once, if the form was sent and is sound.

        Answers with a redirect to `then(result)`; None when the page is to be shown (again, with what was typed
        and the reason at the field). A refusal changes nothing.
        """
        if not self.validate_on_submit():
            return None
        key = _as_id(self.once.data)
        g.form_shown_as = key
        if (answer := _answered(key)) is not None:
            return redirect(answer, 303)
        try:
            db.session.add(submission := Submission(id=key, user_id=_user_id()))
            result = verb()
            submission.answer = then(result)
            answer = submission.answer
            db.session.commit()
        except IntegrityError:
            db.session.rollback()
            if (answer := _answered(key)) is not None:
                return redirect(answer, 303)
            self.refuse(Stale("Somebody else changed this at the same moment. Look again, then send it once more."))
            return None
        except Refused as refusal:
            db.session.rollback()
            self.refuse(refusal)
            return None
        return redirect(answer, 303)

    def refuse(self, refusal: Refused) -> None:
        """Show a refusal of the domain where it belongs: at its field, or above the form."""
        field = self._fields.get(refusal.field or "")
        if field is None:
            self.form_errors.append(refusal.message)
        else:
            field.errors = [*field.errors, refusal.message]
        self.stale = isinstance(refusal, Stale)

    stale = False

    @property
    def status(self) -> int:
        """The status of a page that shows this form: 200 at first, 422 when it was refused, 409 when it was stale."""
        return 409 if self.stale else 422 if self.errors else 200


def seconds_shown() -> int | None:
    """How long ago the page was shown whose form is carried out now, as its id tells; None where it does not."""
    key = g.get("form_shown_as") if has_app_context() else None
    if key is None or key.version != 7:
        return None
    seconds = clock.now().timestamp() - (key.int >> 80) / 1000
    return int(seconds) if 0 <= seconds <= LONGEST_SHOWN else None


def _as_id(text: str | None) -> UUID:
    try:
        return UUID(text or "")
    except ValueError:
        return new_id()


def _user_id() -> UUID | None:
    user = g.get("user")
    return user.id if user is not None else None


def _answered(key: UUID) -> str | None:
    done = db.session.get(Submission, key)
    return done.answer if done is not None and done.user_id == _user_id() else None


def line(label: str, longest: int = 120, *, required: bool = True, hint: str = "", **more: Any) -> StringField:
    """A one-line field of at most `longest` characters."""
    return StringField(
        label, description=hint, filters=[_line], validators=[*_presence(label, required), _length(longest)], **more
    )


def block(label: str, longest: int = 5000, *, required: bool = True, hint: str = "", **more: Any) -> TextAreaField:
    """A field of several lines, at most `longest` characters."""
    return TextAreaField(
        label, description=hint, filters=[_block], validators=[*_presence(label, required), _length(longest)], **more
    )


def web_link(label: str, *, required: bool = False, hint: str = "") -> StringField:
    """An http or https address; anything else (`javascript:` …) is refused."""
    return StringField(
        label, description=hint, filters=[_line],
        validators=[*_presence(label, required), _length(500), _only_web],
    )  # fmt: skip


class NumberField(StringField):
    """A number as people write it; `data` is a float or None. What was typed is kept when it is none."""

    typed = ""

    def _value(self) -> str:
        return self.typed or (say_number(self.data) if isinstance(self.data, float | int) else "")

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist:
            return
        self.data, self.typed = None, clean_line(valuelist[0])
        if self.typed:
            self.data = read_number(self.typed)


def number(label: str, *, required: bool = True, hint: str = "", **more: Any) -> NumberField:
    """A number with or without decimals, typed in anybody's habit."""
    presence = InputRequired(f"{label} is missing.") if required else Optional()
    keyboard = {"inputmode": "decimal", "autocomplete": "off"}
    return NumberField(label, description=hint, validators=[presence], render_kw=keyboard, **more)


class ChoiceOfRecord(SelectField):
    """A choice among records; the value is an id. Ids of elsewhere are simply not among the choices.

    Set `.offer(records, empty="Nobody")` before validating.
    """

    def __init__(self, label: str, **more: Any):
        super().__init__(label, choices=[], coerce=str, **more)

    def offer(self, records: Any, name: Callable[[Any], str] = lambda record: record.name, empty: str = "") -> None:
        self.records = {str(record.id): record for record in records}
        self.choices = [("", empty)] * bool(empty) + [(id, name(record)) for id, record in self.records.items()]

    @property
    def record(self) -> Any:
        return self.records.get(self.data or "")


def whole(text: str | None) -> int:
    """A whole number sent in a hidden field; -1 for anything else, which no row has."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1


def _line(text: str | None) -> str:
    return clean_line(text or "")


def _block(text: str | None) -> str:
    return clean_block(text or "")


def _presence(label: str, required: bool) -> list[Any]:
    return [InputRequired(f"{label} is missing."), _not_blank(label)] if required else [Optional()]


def _not_blank(label: str) -> Callable[[Any, Any], None]:
    def check(_form: Any, field: Any) -> None:
        if not field.data:
            raise ValidationError(f"{label} is missing.")

    return check


def _length(longest: int) -> Length:
    return Length(max=longest, message=f"At most {longest:,} characters.")


def _only_web(_form: Any, field: Any) -> None:
    if field.data and not field.data.lower().startswith(("https://", "http://")):
        raise ValidationError("A link starts with https:// or http://.")
