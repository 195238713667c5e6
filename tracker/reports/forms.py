"""What people fill in about reports."""


from typing import Any

from wtforms import BooleanField, DateField, HiddenField, SelectField, SelectMultipleField, widgets
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from tracker.accounts.models import Membership
from tracker.core.forms import Form, block, line

from .models import ReportDraft
from .parts import LONGEST_TEXT, PARTS, complete, in_order


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
    setattr(DraftForm, f"place_{_part.key}", SelectField("Place", choices=_PLACES, coerce=str))


class People(SelectMultipleField):
    """Tick boxes, one for each person."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class SendForm(Form):
    """`seen` is the revision that was previewed."""

    recipients = People("Send it to", choices=[], coerce=str)
    seen = HiddenField()

    def offer(self, people: list[Membership], practice: str, chosen: list[str]) -> None:
        """The people to choose from; those `chosen` are ticked at first."""
        self.people = {str(person.id): person for person in people}
        self.recipients.choices = [
            SelectChoice(id, f"{person.name}, {practice if person.client_id is None else person.role_label}")
            for id, person in self.people.items()
        ]
        if not self.is_submitted():
            self.recipients.data = [id for id in chosen if id in self.people]

    @property
    def chosen(self) -> list[Membership]:
        return [self.people[id] for id in self.recipients.data or () if id in self.people]


