"""What people fill in on the page of guards."""

from tracker.core.forms import Form, block


class AnswerForm(Form):
    text = block("Your answer", 2000, hint="Both sides read it. It changes no number.")


class ExplainForm(Form):
    words = block(
        "What did you sign, in your own words?", 2000,
        hint="As you would tell a colleague: what it says, and what it means for you. No need to look it up.",
    )  # fmt: skip
