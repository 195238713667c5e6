"""What people fill in to show, check, assign and judge."""

from typing import Any

from wtforms import DateField, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from tracker.core.forms import ChoiceOfRecord, Form, block, web_link

from .levels import LEVELS
from .models.competency import METHODS
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


class AssignForm(Form):
    person = ChoiceOfRecord("Who", validators=[InputRequired("Choose a person.")])
    modules = SeveralRecords("Whole modules")
    items = SeveralRecords("Single items")
    due_on = DateField("Due", validators=[Optional()])


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
