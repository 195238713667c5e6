"""What people fill in to move, name, decide and set aside."""

from typing import Any
from uuid import UUID

from wtforms import DateField, HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from tracker.core import clock
from tracker.core.forms import ChoiceOfRecord, Form, block, line

from .models import TOP_RUNG, Say
from .providers import Terms
from .rules import CHOICES

# How many days lie between two meetings with a provider, in words; none is agreed where it is empty.
RHYTHMS = {
    "": "Nothing agreed", "7": "Every week", "14": "Every two weeks", "30": "Every month", "90": "Every quarter",
}  # fmt: skip


def _days(text: str | int | None) -> int | None:
    return int(text) if text else None


class MoveForm(Form):
    """`seen` is the rung on which the person saw the activity when she opened the form."""

    seen = HiddenField()
    rung = RadioField(
        "To which rung", coerce=int, validators=[InputRequired("Choose a rung.")],
        invalid_value_message="Choose a rung.", invalid_choice_message="Choose a rung.",
    )  # fmt: skip
    because = block("Why", 2000, hint="What changed? Everybody in the engagement reads this.")
    evidence = line(
        "What shows it", 500, required=False, hint="A link, a date, a number. Rung 4 does not stand without it."
    )

    def offer(self, names: tuple[tuple[str, str], ...]) -> None:
        self.rung.choices = {str(n): f"{n} {names[n][0]}" for n in range(TOP_RUNG + 1)}

    @property
    def seen_rung(self) -> int:
        """The rung she saw; -1, which is no rung, where the page did not say."""
        return int(self.seen.data) if (self.seen.data or "").isdecimal() and len(self.seen.data) < 3 else -1


class NameForm(Form):
    person = ChoiceOfRecord("Person", validators=[InputRequired("Choose a person.")])
    because = block("Why this person", 500, required=False)


class WhyForm(Form):
    because = block("Why", 2000)


class OwnWordsForm(Form):
    words = block("In your own words", 2000, hint="What do you agree to, and why? These words are kept with your name.")


class DoerForm(Form):
    """The choice names a kind and, for a person or a provider, an id: `person:<id>`."""

    doer = SelectField(
        "Who does it", validators=[InputRequired("Choose who does it.")], invalid_choice_message="Choose one of these."
    )
    because = block("Why", 500, required=False)

    def offer(self, people: list[Any], providers: list[Any], practice: str, now: str) -> None:
        self.records = {f"person:{one.id}": one for one in people} | {f"provider:{one.id}": one for one in providers}
        groups = {
            "The client's own people": {f"person:{one.id}": one.name for one in people},
            "Providers": {f"provider:{one.id}": one.name for one in providers},
            "Or": {"practice": practice, "nobody": "Nobody yet"},
        }
        self.doer.choices = {label: choices for label, choices in groups.items() if choices}
        if not self.is_submitted():
            self.doer.data = now


class RuleForm(Form):
    """`seen` is the id of the rule that the author started from, empty where there was none."""

    seen = HiddenField()
    choice = RadioField(
        "How it is done", choices=CHOICES, validators=[InputRequired("Choose one.")],
        invalid_choice_message="Choose one of these.",
    )  # fmt: skip
    text = block("Who does what", 4000, hint="Who does it, who decides what, what is never given away, and until when.")

    @property
    def seen_id(self) -> UUID | None:
        try:
            return UUID(self.seen.data or "")
        except ValueError:
            return None


class ProviderForm(Form):
    name = line("Name of the firm", 120)
    liaison = line("Who there answers to you", 120, required=False)
    contact = ChoiceOfRecord("Who of yours steers them")
    affiliation = line(
        "Ties to the practice", 300, required=False,
        hint="Shared owners, or a fee for referring them. Empty means that there are none.",
    )  # fmt: skip
    meets_every = SelectField("How often you meet", coerce=_days, choices=RHYTHMS)
    days_on_site = IntegerField(
        "Days a month in your house", default=0, description="From one day on they count as embedded.",
        validators=[Optional(), NumberRange(0, 31, "From 0 to 31 days.")],
    )  # fmt: skip
    until = DateField("Last day", validators=[Optional()], description="Needed for somebody embedded.")
    availability = line("When they can be reached", 300, required=False)
    exit_terms = block("Exit terms", 2000, required=False, hint="How the work, and what they know, comes back to you.")

    @property
    def terms(self) -> Terms:
        return Terms(
            affiliation=self.affiliation.data, days_on_site=self.days_on_site.data or 0, until=self.until.data,
            meets_every=self.meets_every.data, availability=self.availability.data, exit_terms=self.exit_terms.data,
        )  # fmt: skip


class InvolveForm(Form):
    person = ChoiceOfRecord("Person", validators=[InputRequired("Choose a person.")])
    say = RadioField(
        "How", choices={Say.CONSULTED: "Is asked before", Say.INFORMED: "Is told after"}, default=Say.CONSULTED,
        validators=[InputRequired("Choose one.")], invalid_choice_message="Choose one of these.",
    )  # fmt: skip


class PromiseForm(Form):
    hours = IntegerField(
        "Answered within, in staffed hours", validators=[Optional()],
        description="Empty: nothing is promised. Evenings and weekends count only if somebody is there.",
    )  # fmt: skip


class ReplyWeekForm(Form):
    week = DateField("A day of that week", default=clock.today, validators=[InputRequired("The day is missing.")])
    answered = IntegerField("Answered", validators=[InputRequired("How many is missing.")])
    late = IntegerField("Of these, late", default=0, validators=[InputRequired("How many is missing.")])
    median_minutes = IntegerField(
        "Half of them waited less than, in minutes", description="Staffed minutes to the first answer, the median.",
        validators=[InputRequired("The median is missing."), NumberRange(0, 100_000, "From 0 to 100,000 minutes.")],
    )  # fmt: skip


class PlaceForm(Form):
    person = ChoiceOfRecord("Person", validators=[InputRequired("Choose a person.")])
