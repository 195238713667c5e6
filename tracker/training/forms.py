"""What people fill in to show, check, assign and judge."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from tracker.core.errors import Refused
from tracker.core.forms import ChoiceOfRecord, Form, block, web_link

from .due import Due
from .levels import LEVELS
from .models import TO_ROLES
from .models.competency import METHODS
from .queue import NotTogether
from .ratings import SCORES
from .several import SeveralRecords

LEVEL_HELP = {
    0: "Has not met it yet.",
    1: "Knows what it is and why it matters.",
    2: "Does it when somebody stands by.",
    3: "Does it alone and well.",
    4: "Does it alone and can teach somebody else.",
}


class TickForm(Form):
    note = block("Note", 4000, required=False)
    link = web_link("Link")


class QuizForm(Form):
    """One choice for each question; see `quiz_form`."""

    asked = 0

    @property
    def questions(self) -> list[Any]:
        return [self[f"question_{place}"] for place in range(self.asked)]

    @property
    def answers(self) -> list[int]:
        return [field.data for field in self.questions]


def quiz_form(quiz: dict[str, Any] | None) -> QuizForm:
    """The form of a quiz. It holds questions and choices only: which is right stays with us."""
    questions = (quiz or {}).get("questions", ())
    fields = {
        f"question_{place}": RadioField(
            f"{place + 1}. {one['question']}", coerce=int, validators=[InputRequired("Choose an answer.")],
            choices=[SelectChoice(at, choice) for at, choice in enumerate(one["choices"])],
        )
        for place, one in enumerate(questions)
    }  # fmt: skip
    return type("ThisQuiz", (QuizForm,), {**fields, "asked": len(questions)})()


class StuckForm(Form):
    words = block("What stops you?", 500, required=False, hint="A sentence helps whoever comes to help.")


class CheckForm(Form):
    """`seen` is the mark of the evidence that the checker read; `then` where she wants to go on."""

    seen = HiddenField()
    then = HiddenField()


class ReturnForm(CheckForm):
    because = block("What is missing?", 1000, hint="Only the trainee and whoever may check it read this.")


class LapseForm(CheckForm):
    because = block("Why now?", 300, hint="The trainee reads this.")


class AssignForm(Form):
    """One person, or a group with those who come later. Due on a day, or days from a phase."""

    person = ChoiceOfRecord("One person", validators=[Optional()], description="For this checklist alone.")
    group = SelectField(
        "Or everybody in", validators=[Optional()], invalid_choice_message="Choose one of these.",
        description="Those who come later get it too.",
    )  # fmt: skip
    modules = SeveralRecords("Whole modules")
    items = SeveralRecords("Single items")
    due_on = DateField("Due on", validators=[Optional()])
    due_days = IntegerField(
        "Or this many days", validators=[Optional(), NumberRange(0, 400, "From 0 to 400 days.")],
        description="Moves when the phase moves.",
    )  # fmt: skip
    due_from = SelectField(
        "Counted from", validators=[Optional()], invalid_choice_message="Choose one of these.",
        description="It is shown as a day all the same.",
    )  # fmt: skip

    def offer_groups(self, rotas: Iterable[Any]) -> None:
        self.rotas = {f"rota:{rota.id}": rota for rota in rotas}
        roles = [SelectChoice(role, words) for role, words in TO_ROLES.items()]
        named = [SelectChoice(key, f"The rota {rota.name}") for key, rota in self.rotas.items()]
        self.group.choices = [SelectChoice("", "Nobody else"), *roles, *named]

    def offer_phases(self, names: dict[str, str]) -> None:
        """`names` of the phases by kind."""
        choices = [SelectChoice("", "No phase")]
        for kind, name in names.items():
            choices += [
                SelectChoice(f"after:{kind}.start", f"after the start of {name}"),
                SelectChoice(f"before:{kind}.end", f"before the planned end of {name}"),
                SelectChoice(f"after:{kind}.end", f"after the planned end of {name}"),
            ]
        self.due_from.choices = choices

    @property
    def role(self) -> str | None:
        return None if self.group.data in self.rotas else self.group.data or None

    @property
    def rota_id(self) -> Any:
        chosen = self.rotas.get(self.group.data or "")
        return chosen.id if chosen is not None else None

    @property
    def due(self) -> Due:
        way, _, start = (self.due_from.data or "").partition(":")
        if not start and self.due_days.data is None:
            return Due(self.due_on.data)
        sign = -1 if way == "before" else 1
        return Due(self.due_on.data, start or "?", None if self.due_days.data is None else sign * self.due_days.data)

    def validate(self, extra_validators: Any = None) -> bool:
        sound = super().validate(extra_validators)
        if bool(self.person.data) == bool(self.group.data):
            wrong = "Choose a person or a group." if not self.person.data else "Choose a person or a group, not both."
            self.person.errors = [*self.person.errors, wrong]
            return False
        return sound


class AssessForm(Form):
    person = ChoiceOfRecord("Who", validators=[InputRequired("Choose a person.")])
    level = RadioField(
        "Level", coerce=int, choices=[SelectChoice(level, word) for level, word in enumerate(LEVELS)],
        validators=[InputRequired("Choose a level.")],
    )  # fmt: skip
    method = RadioField(
        "How it was shown", choices=[SelectChoice(key, words) for key, words in METHODS.items()], default="observed",
        validators=[InputRequired("Say how it was shown.")],
    )  # fmt: skip
    note = block("What you saw", 2000, hint="Only the person and those who may assess read this.")


class RatingForm(Form):
    score = RadioField(
        "How was this module?", coerce=int, choices=[SelectChoice(score, word) for score, word in SCORES.items()],
        validators=[InputRequired("Choose one of the five.")],
    )  # fmt: skip
    word = block("A word on it", 300, required=False, hint="Read by your consultants and the owner, without your name.")


class NarrowForm(FlaskForm):
    """What the queue is narrowed to; sent by address, so it carries no token."""

    class Meta:
        csrf = False

    client = SelectField("Client", validators=[Optional()])
    engagement = SelectField("Engagement", validators=[Optional()])
    person = SelectField("Person", validators=[Optional()])
    module = SelectField("Module", validators=[Optional()])

    def offer(self, choices: dict[str, list[tuple[Any, str]]], chosen: dict[str, str]) -> None:
        """Only what there is more than one of is worth a choice; what was chosen stays, so that it can be let go."""
        for field in self:
            named = choices[field.short_name]
            field.choices = [SelectChoice("", "All"), *(SelectChoice(str(id), name) for id, name in named)]
            field.data = chosen.get(field.short_name, "")
            field.worth_it = len(named) > 1 or bool(field.data)

    @property
    def shown(self) -> list[Any]:
        return [field for field in self if field.worth_it]


class SheetForm(FlaskForm):
    """What a workshop sheet holds; sent by address, so it carries no token and whatever is unknown is passed over."""

    class Meta:
        csrf = False

    module = SeveralRecords("Whole modules")
    item = SeveralRecords("Single items")
    person = SeveralRecords("Who takes part")

    def offer(self, grouped: list[tuple[Any, list[Any]]], people: list[Any]) -> None:
        self.module.offer([module for module, _ in grouped], name=lambda module: module.title)
        self.item.offer([item for _, items in grouped for item in items], name=lambda item: item.text)
        self.person.offer(people)


class BatchForm(Form):
    """Several ticks of the queue, each with the mark of what was looked at: `<id>~<mark>`."""

    picks = SelectMultipleField("Which", choices=[], validate_choice=False)
    note = block("What you saw", 1000, hint="In your own words; kept with each of them.")

    @property
    def picked(self) -> dict[UUID, str]:
        found = {}
        for value in self.picks.data or ():
            id, _, mark = value.partition("~")
            try:
                found[UUID(id)] = mark
            except ValueError:
                continue
        return found

    def refuse(self, refusal: Refused) -> None:
        super().refuse(refusal)
        if isinstance(refusal, NotTogether):
            self.form_errors += refusal.reasons
