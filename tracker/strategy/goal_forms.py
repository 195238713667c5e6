"""The forms of goals, measures and their values."""

from typing import Any

from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from tracker.core import clock
from tracker.core.forms import ChoiceOfRecord, Form, block, line, number

from .goals import LONGEST_WHY, USUAL
from .measures import LONGEST_DECISION, RHYTHMS, Described
from .models import Direction, Goal, Measure, Outcome
from .values import LONGEST_NOTE

WAYS = {Direction.UP: "More is better", Direction.DOWN: "Less is better"}
OUTCOMES = {
    Outcome.MET: ("It is met", "The numbers or the facts say so."),
    Outcome.DROPPED: ("We drop it", "Something else matters more now."),
}


class GoalForm(Form):
    """`version` is the one that whoever changes it was shown."""

    title = line("Goal", 160, hint="What will be different, in a sentence: “Twelve more placements a month by March.”")
    why = block("Why it matters", LONGEST_WHY, required=False)
    due_on = DateField("Due", validators=[InputRequired("Due is missing.")])
    section = ChoiceOfRecord(
        "Section of the strategy", description="Where the strategy says so.", validators=[Optional()]
    )
    version = HiddenField(default="1")

    def start_from(self, goal: Goal | None) -> None:
        if goal is None:
            self.due_on.data = clock.today() + USUAL
            return
        self.title.data, self.why.data, self.due_on.data = goal.title, goal.why, goal.due_on
        self.section.data, self.version.data = str(goal.section_id or ""), str(goal.version)

    def said(self) -> dict[str, Any]:
        return {
            "title": self.title.data, "why": self.why.data, "due_on": self.due_on.data, "section": self.section.record,
        }  # fmt: skip


class EndForm(Form):
    outcome = RadioField(
        "How does it end?", choices=[SelectChoice(one.value, words[0]) for one, words in OUTCOMES.items()],
        validators=[InputRequired("Say how it ends.")],
    )  # fmt: skip
    because = block("How do you know?", LONGEST_WHY)


class MeasureForm(Form):
    """`version` is the one that whoever changes it was shown."""

    name = line("What is measured", 120)
    unit = line("Unit", 40, hint="placements, hours, %, £")
    direction = RadioField(
        "Which way is better?", choices=[SelectChoice(one.value, words) for one, words in WAYS.items()],
        default="up",
        validators=[InputRequired("Say which way is better.")],
    )  # fmt: skip
    decision = line(
        "Decision it informs", 300, required=False,
        hint="What would you do differently if it moved? A number that changes nothing can be left out.",
    )  # fmt: skip
    goal = ChoiceOfRecord("Goal", validators=[Optional()])
    owner = ChoiceOfRecord(
        "Who reads it", validators=[Optional()], description="She may write down its values herself."
    )
    rhythm = SelectField(
        "How often", coerce=int, choices=[SelectChoice(days, words) for days, words in RHYTHMS.items()], default=30,
        validators=[InputRequired("Choose how often it is read.")],
    )  # fmt: skip
    source = line("Where the number comes from", 200, required=False)
    baseline = number("Baseline", required=False, hint="What it was before the work began.")
    baseline_on = DateField("Read on", validators=[Optional()])
    target = number("Target", required=False)
    target_on = DateField("To be reached by", validators=[Optional()])
    version = HiddenField(default="1")

    def start_from(self, measure: Measure) -> None:
        for name in ("name", "unit", "decision", "rhythm", "source", "baseline", "baseline_on", "target", "target_on"):
            self[name].data = getattr(measure, name)
        self.direction.data = str(measure.direction)
        self.goal.data, self.owner.data = str(measure.goal_id or ""), str(measure.owner_id or "")
        self.version.data = str(measure.version)

    def said(self) -> Described:
        return Described(
            name=self.name.data, unit=self.unit.data, direction=Direction(self.direction.data),
            decision=self.decision.data, source=self.source.data, rhythm=self.rhythm.data, goal=self.goal.record,
            owner=self.owner.record, baseline=self.baseline.data, baseline_on=self.baseline_on.data,
            target=self.target.data, target_on=self.target_on.data,
        )  # fmt: skip


class ValueForm(Form):
    value = number("Value")
    read_on = DateField("Read on", default=clock.today, validators=[InputRequired("Read on is missing.")])
    note = line("Note", LONGEST_NOTE, required=False)


class CorrectForm(Form):
    """With `strike` ticked the value is struck out, and what stands in the other fields does not matter."""

    strike = BooleanField("It should never have been written down: strike it out")
    value = number("Value", required=False)
    read_on = DateField("Read on", validators=[Optional()])
    note = line("Why", LONGEST_NOTE, required=False)


class ReviewForm(Form):
    decided = block(
        "What do you decide from these numbers?", LONGEST_DECISION,
        hint="In a sentence or two, for those who were not there. To go on as before is a decision too.",
    )  # fmt: skip
