"""What people fill in about questions, incidents, lessons and drills."""

from typing import Any

from wtforms import BooleanField, DateField, HiddenField, IntegerField, RadioField, SelectMultipleField, widgets
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from tracker.core.forms import ChoiceOfRecord, Form, block, line

from .posts import RULE

ABOUT = "What it is about, so that those who know it see it."


def _activity(hint: str = "") -> ChoiceOfRecord:
    return ChoiceOfRecord("Activity", description=hint, validators=[Optional()])


def _day(label: str) -> DateField:
    return DateField(label, validators=[InputRequired(f"{label} is missing.")])


class QuestionForm(Form):
    title = line("Your question", 200, hint="One sentence, as you would ask a colleague.")
    text = block("What you tried, and where it stopped", 5000, hint=f"{RULE} Markdown is fine.")
    activity = _activity(ABOUT)
    competency = ChoiceOfRecord("Skill", validators=[Optional()])

    def values(self) -> dict[str, Any]:
        return {"title": self.title.data, "text": self.text.data, "activity": self.activity.record,
                "competency": self.competency.record}  # fmt: skip


class AnswerForm(Form):
    text = block("Your answer", 5000, hint=f"{RULE} Markdown is fine.")


class WriteDownForm(Form):
    """`based_on` is the version of the runbook of `activity` that the writer saw; 0 where there is none."""

    line = block("The line for the runbook", 2000, hint="As somebody who does it for the first time needs it.")
    based_on = HiddenField()
    activity = HiddenField()


class IncidentForm(Form):
    title = line("In one sentence", 200)
    happened = block(
        "What happened, in order", 5000,
        hint="Steps, tools and times. Leave out whose hands they were: it could have been anybody.",
    )  # fmt: skip
    noticed_on = _day("Noticed on")
    noticed_by = ChoiceOfRecord("Who noticed", description="With thanks.", validators=[Optional()])
    customer_facing = BooleanField("Customers saw it")
    activity = _activity("Learning from it keeps the skills of this activity fresh.")

    def values(self) -> dict[str, Any]:
        return {
            "title": self.title.data, "happened": self.happened.data, "noticed_on": self.noticed_on.data,
            "noticed_by": self.noticed_by.record, "customer_facing": self.customer_facing.data,
            "activity": self.activity.record,
        }  # fmt: skip


class SolveForm(Form):
    on = _day("Solved on")
    did = block("What we did", 5000, hint="What helped, and what did not. “We”, whoever it was.")


class LessonForm(Form):
    title = line("The lesson, in one sentence", 200)
    learnt = block("What we learnt", 5000, hint="What we know now that we did not know before.")
    change = block("What we change", 2000, required=False, hint="A step, a check, a runbook line. Empty: nothing.")
    activity = _activity()

    def values(self) -> dict[str, Any]:
        found = {name: self[name].data for name in ("title", "learnt", "change")}
        return {**found, "activity": self.activity.record if "activity" in self else None}


class People(SelectMultipleField):
    """Tick boxes for people; ids of elsewhere are not among the choices."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()

    def offer(self, people: list[Any]) -> None:
        self.known = {str(person.id): person for person in people}
        self.choices = [SelectChoice(id, person.name) for id, person in self.known.items()]

    @property
    def records(self) -> list[Any]:
        return [self.known[id] for id in self.data or []]


class DrillForm(Form):
    title = line("What was rehearsed", 200, hint="A complaint on a Sunday night, a lost account, a restore.")
    activity = ChoiceOfRecord("Activity", validators=[InputRequired("Choose an activity.")])
    on = _day("Held on")
    allowed = IntegerField("Minutes allowed", validators=[InputRequired("Minutes allowed are missing."),
                           NumberRange(1, 10_000, "Between 1 and 10,000 minutes.")])  # fmt: skip
    minutes = IntegerField("Minutes taken", validators=[InputRequired("Minutes taken are missing."),
                           NumberRange(1, 10_000, "Between 1 and 10,000 minutes.")])  # fmt: skip
    reached = RadioField(
        "Was the goal reached?", validators=[InputRequired("Say whether it was reached.")],
        choices=[SelectChoice("yes", "Yes"), SelectChoice("no", "No, it stopped before")],
    )  # fmt: skip
    people = People("Who took part", validators=[InputRequired("Say who took part.")])
    note = block("What it showed", 2000, required=False)

    def values(self) -> dict[str, Any]:
        found = {name: self[name].data for name in ("title", "on", "allowed", "minutes", "note")}
        return {**found, "activity": self.activity.record, "reached": self.reached.data == "yes",
                "people": self.people.records}  # fmt: skip
