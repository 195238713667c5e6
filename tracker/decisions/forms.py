"""What people fill in about decisions."""

from typing import Any

from wtforms import DateField, HiddenField
from wtforms.validators import InputRequired

from tracker.core.forms import ChoiceOfRecord, Form, block, line
from tracker.engagements.subjects import subject_of
from tracker.files.forms import FilesField


class DecisionForm(Form):
    """`seen` is the revision that the writer started from."""

    question = line("Question", 300, hint="What had to be decided, as a question.")
    options = block("Options", 4000, required=False, hint="What else was possible.")
    decision = block("Decision", 4000, hint="What was decided.")
    reasons = block("Reasons", 4000)
    dissent = block("Dissent", 4000, required=False, hint="Who saw it differently, and why. It is kept, not counted.")
    decided_on = DateField("Decided on", validators=[InputRequired("The day is missing.")])
    decider = ChoiceOfRecord("Who decided", validators=[InputRequired("Choose who decided.")])
    about = ChoiceOfRecord("About")
    supersedes = ChoiceOfRecord("Takes the place of")
    seen = HiddenField()

    def values(self) -> dict[str, Any]:
        """As `writing.checked` takes them."""
        texts = {name: self[name].data for name in ("question", "options", "decision", "reasons", "dissent")}
        about = self.about.record
        return {
            **texts, "decided_on": self.decided_on.data, "decider": self.decider.record,
            "supersedes": self.supersedes.record, "about": about,
            "about_type": subject_of(about).key if about else "",
        }  # fmt: skip


class NewDecisionForm(DecisionForm):
    files = FilesField(required=False)


class ConfirmForm(Form):
    words = block("In your own words", 2000, hint="What you decided, and why. These words are kept with your name.")
    seen = HiddenField()


class BecauseForm(Form):
    because = block("Why", 2000)
    seen = HiddenField()
