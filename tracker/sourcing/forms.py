"""What people fill in: the ten answers with the decision, another view, a scorecard, a meeting."""

from typing import Any
from uuid import UUID

from wtforms import DateField, HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from tracker.core import clock
from tracker.core.forms import Form, block, line
from tracker.responsibilities.models import Provider
from tracker.responsibilities.rules import CHOICES

from .aid import ANSWERS, QUESTIONS
from .drafts import Draft
from .scoring import CONDITIONS, MARKS, TOP_MARK

PRACTICE = "practice"


class Scale(RadioField):
    """A whole number chosen from a short row; `ends` are words for the first and the last, `steps` for each."""

    def __init__(self, label: str, numbers: range, ends: tuple[str, str], steps: Any = (), **more: Any):
        choices = {str(number): steps[number] if steps else str(number) for number in numbers}
        super().__init__(
            label, choices=choices, validators=[InputRequired("Choose one.")],
            invalid_choice_message="Choose one.", **more,
        )  # fmt: skip
        self.ends = () if steps else ends

    @property
    def number(self) -> int:
        return int(self.data)


class AidForm(Form):
    """The ten answers, and once they are weighed what is decided. `seen` is the rule that the author started from."""

    seen = HiddenField()
    choice = RadioField("What you decide", choices=CHOICES, validators=[Optional()], default="")
    who = block("Who does what, and who decides", 2000, required=False)
    provider = SelectField("Who outside would do it", validators=[Optional()])
    overruled_because = block("Why otherwise than the answers say", 1000, required=False)
    hands_on = IntegerField(
        "Kept in your own hands, in percent", validators=[Optional(), NumberRange(0, 100, "From 0 to 100.")]
    )
    ends_on = DateField("Until", validators=[Optional()])
    training = block("What happens meanwhile", 1000, required=False,
                     hint="Who is trained to take it over, or what is left out meanwhile.")  # fmt: skip
    checked_by = line("Who outside checks", 300, required=False)
    interest = block("What the adviser gains by it", 1000, required=False,
                     hint="Needed when the practice proposes itself, or a firm it is tied to.")  # fmt: skip
    second_quote = block("What a second firm would ask", 1000, required=False)

    def offer(self, providers: list[Provider], practice: str) -> None:
        self.records = {str(one.id): one for one in providers}
        self.provider.choices = {
            "": "Nobody outside", **{id: one.name for id, one in self.records.items()},
            PRACTICE: f"{practice}, the practice itself",
        }  # fmt: skip

    @property
    def questions(self) -> list[Scale]:
        return [self[question.key] for question in QUESTIONS]

    @property
    def answered(self) -> bool:
        """Whether all ten answers are sound; the errors are at those that are not."""
        return all([field.validate(self) for field in self.questions])

    @property
    def answers(self) -> list[int]:
        return [field.number for field in self.questions]

    @property
    def for_practice(self) -> bool:
        return self.provider.data == PRACTICE

    @property
    def draft(self) -> Draft:
        return Draft(
            answers=self.answers, choice=self.choice.data or "", who=self.who.data,
            provider=self.records.get(self.provider.data or ""), by_practice=self.for_practice,
            overruled_because=self.overruled_because.data, hands_on=self.hands_on.data or 0,
            ends_on=self.ends_on.data, training=self.training.data, checked_by=self.checked_by.data,
            interest=self.interest.data, second_quote=self.second_quote.data,
        )  # fmt: skip

    @property
    def seen_id(self) -> UUID | None:
        try:
            return UUID(self.seen.data or "")
        except ValueError:
            return None


for _question in QUESTIONS:
    setattr(AidForm, _question.key, Scale(_question.text, ANSWERS, _question.ends, _question.steps))


class DissentForm(Form):
    text = block("How you see it", 2000)


class ScoreForm(Form):
    note = block("What you saw", 2000, required=False,
                 hint="Needed where a condition does not hold or a mark is 0 or 1.")  # fmt: skip

    @property
    def conditions(self) -> list[Any]:
        return [self[f"holds_{name}"] for name in CONDITIONS]

    @property
    def scales(self) -> list[Scale]:
        return [self[f"mark_{name}"] for name in MARKS]

    @property
    def holds(self) -> dict[str, bool]:
        return {name: self[f"holds_{name}"].data == "yes" for name in CONDITIONS}

    @property
    def marks(self) -> dict[str, int]:
        return {name: self[f"mark_{name}"].number for name in MARKS}


for _name, _words in CONDITIONS.items():
    setattr(
        ScoreForm, f"holds_{_name}",
        RadioField(
            _words, choices={"yes": "Yes", "no": "No"}, validators=[InputRequired("Say yes or no.")],
            invalid_choice_message="Say yes or no.",
        ),
    )  # fmt: skip
for _name, (_words, _) in MARKS.items():
    setattr(ScoreForm, f"mark_{_name}", Scale(_words, range(TOP_MARK + 1), ("Not at all", "Fully")))


class MeetingForm(Form):
    on = DateField("Met on", default=clock.today, validators=[InputRequired("The day is missing.")])
    note = line("What came of it", 500, required=False)
