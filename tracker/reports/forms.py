"""What people fill in about reports."""


from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from tracker.accounts.models import Membership
from tracker.accounts.passwords import LONGEST
from tracker.core.forms import Form, block, line

from .models import ReportDraft, Rhythm
from .parts import LONGEST_TEXT, PARTS, complete, in_order
from .rhythms import WEEKDAYS


class DraftForm(Form):
    """For every part `text_…`, `in_…` (is it in the report?) and `place_…`; `seen` is the revision that was read."""

    title = line("Title", 160)
    since = DateField("The period begins after", validators=[InputRequired("The day is missing.")],
                      description="It ends on the day of sending.")  # fmt: skip
    seen = HiddenField()

    @classmethod
    def of(cls, draft: ReportDraft) -> "DraftForm":
        """The form as the draft stands, or as it was sent."""
        values: dict[str, Any] = {"title": draft.title, "since": draft.since, "seen": str(draft.revision)}
        for place, entry in enumerate(complete(draft.parts), start=1):
            key = entry["key"]
            values |= {f"text_{key}": entry["text"], f"in_{key}": not entry["out"], f"place_{key}": str(place)}
        return cls(**values)

    def values(self) -> dict[str, Any]:
        placed = [
            (int(self[f"place_{part.key}"].data),
             {"key": part.key, "text": self[f"text_{part.key}"].data or "",
              "out": not (part.fixed or self[f"in_{part.key}"].data)})
            for part in PARTS
        ]  # fmt: skip
        return {"title": self.title.data, "since": self.since.data, "parts": in_order(placed)}


_PLACES = [SelectChoice(str(place), str(place)) for place in range(1, len(PARTS) + 1)]
for _part in PARTS:
    _word = "A remark of yours" if _part.drawn else _part.title
    setattr(DraftForm, f"text_{_part.key}", block(_word, LONGEST_TEXT, required=False))
    setattr(DraftForm, f"in_{_part.key}", BooleanField("In the report"))
    setattr(DraftForm, f"place_{_part.key}", SelectField("Place", choices=_PLACES, validators=[InputRequired()]))


class People(SelectMultipleField):
    """Tick boxes, one for each person."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class SendForm(Form):
    """`seen` is the revision that was previewed."""

    recipients = People(
        "Send it to", choices=[], coerce=str, validators=[InputRequired("Choose at least one person to send it to.")]
    )
    seen = HiddenField()

    def offer(self, people: list[Membership], practice: str, chosen: list[str]) -> None:
        """The people to choose from; those `chosen` are ticked at first."""
        self.people = {str(person.id): person for person in people}
        self.recipients.choices = _choices(people, practice)
        if not self.is_submitted():
            self.recipients.data = [id for id in chosen if id in self.people]

    @property
    def chosen(self) -> list[Membership]:
        return [self.people[id] for id in self.recipients.data or () if id in self.people]




def _password(label: str, hint: str) -> PasswordField:
    return PasswordField(
        label, description=hint, validators=[InputRequired(f"{label} is missing."), Length(max=LONGEST)]
    )


class ShareForm(Form):
    label = line("For whom", 120, hint="So that you know it again: “Board of Northgate”. The reader does not see it.")
    days = IntegerField("Days until it ends", validators=[InputRequired("The number of days is missing.")],
                        description="At most 180.")  # fmt: skip
    password = _password("Password", "At least 15 characters; a few unrelated words do well. Tell it by another way"
                         " than the link.")  # fmt: skip


class NewPasswordForm(Form):
    password = _password("New password", "At least 15 characters. Whoever came in by the old one is out at once.")


class UnlockForm(Form):
    """A stranger's form: it needs no token, since she has no session, and leaves none."""

    class Meta:
        csrf = False

    password = PasswordField("Password", validators=[InputRequired("The password is missing."), Length(max=LONGEST)])


class ScheduleForm(Form):
    """`seen` is the revision that was read; 0 for none."""

    rhythm = SelectField("How often", coerce=str, validators=[InputRequired()], choices=[
        SelectChoice(Rhythm.WEEKLY.value, "Every week"),
        SelectChoice(Rhythm.FORTNIGHTLY.value, "Every other week"),
        SelectChoice(Rhythm.MONTHLY.value, "Every month, on the first such day"),
    ])  # fmt: skip
    weekday = SelectField("Day", coerce=int, validators=[InputRequired()],
                          choices=[SelectChoice(n, day) for n, day in enumerate(WEEKDAYS)])  # fmt: skip
    hour = SelectField("Hour", coerce=int, validators=[InputRequired()],
                       choices=[SelectChoice(n, f"{n:02}:00") for n in range(24)])  # fmt: skip
    sends = BooleanField("Send it without being read", description="Otherwise a draft is prepared and you are told.")
    recipients = People("Send it to", choices=[], coerce=str)
    seen = HiddenField()

    def offer(self, people: list[Membership], practice: str) -> None:
        self.people = {str(person.id): person for person in people}
        self.recipients.choices = _choices(people, practice)

    def values(self) -> dict[str, Any]:
        people = [self.people[id] for id in self.recipients.data or () if id in self.people]
        return {"rhythm": Rhythm(self.rhythm.data), "weekday": self.weekday.data, "hour": self.hour.data,
                "sends": self.sends.data, "people": people}  # fmt: skip


def _choices(people: list[Membership], practice: str) -> list[SelectChoice]:
    return [
        SelectChoice(str(person.id), f"{person.name}, {practice if person.of_practice else person.role_label}")
        for person in people
    ]
