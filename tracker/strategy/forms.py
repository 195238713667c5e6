"""The forms of the strategy."""

from typing import Any

from wtforms import DateField, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from tracker.accounts.models import Membership
from tracker.core.forms import ChoiceOfRecord, Form, block
from tracker.core.text import clean_block

from .reviewing import RHYTHMS
from .writing import ALL_THEIRS, HALF_THEIRS, LONGEST_TEXT, NOT_THEIRS

LONGEST_WORDS = 1_000
OF_PRACTICE = {
    NOT_THEIRS: ("Ours", "We wrote it, for the client to read."),
    HALF_THEIRS: ("Half theirs", "We put in order what the client said or wrote."),
}
OF_CLIENT = {
    HALF_THEIRS: ("Half ours", "Much of what the consultants wrote still stands."),
    ALL_THEIRS: ("Ours", "We wrote it ourselves, or would say it just so."),
}


class SectionForm(Form):
    """`based_on` is the number of the revision that the writer started from. While she puts her text together with one
    that was saved meanwhile, `mine` is hers as she first sent it, and `start` the number that both began from."""

    text = block("Text", LONGEST_TEXT, hint="Plain paragraphs do. **Bold**, lists, links and tables work.")
    share = RadioField("Whose words are these?", coerce=float, validators=[InputRequired("Say whose words these are.")])
    based_on = HiddenField(default="0")
    mine = HiddenField(filters=[lambda text: clean_block(text or "")])
    start = HiddenField()

    def offer_shares(self, author: Membership) -> None:
        self.share.choices = [SelectChoice(value, words[0]) for value, words in _shares(author).items()]

    def start_from(self, author: Membership, text: str, number: int, share: float) -> None:
        """Fill the form with the latest revision; the share is the nearest that this side may claim."""
        self.text.data, self.based_on.data = text, str(number)
        if number or author.of_client:
            self.share.data = min(_shares(author), key=lambda value: abs(value - (share if number else ALL_THEIRS)))


def share_details(author: Membership) -> dict[float, str]:
    """What each answer means, for the person who chooses."""
    return {value: words[1] for value, words in _shares(author).items()}


def _shares(author: Membership) -> dict[float, tuple[str, str]]:
    return OF_CLIENT if author.of_client else OF_PRACTICE


class AssignForm(Form):
    person = ChoiceOfRecord("Who writes it", description="She may write this section even if she is not the champion.")


class SignForm(Form):
    """`number` is the revision that the owner was shown."""

    words = block(
        "In your own words", LONGEST_WORDS, hint="What do you agree to, and why? Write it as you would say it aloud."
    )
    number = HiddenField(default="0")


class ReviewDateForm(Form):
    every = SelectField(
        "How often", coerce=int, choices=[SelectChoice(days, words) for days, words in RHYTHMS.items()],
        validators=[InputRequired("Choose how often.")],
    )  # fmt: skip
    on = DateField(
        "This time on a day of your own", validators=[Optional()], description="Left empty, the rhythm decides."
    )


class ReasonForm(Form):
    because = block("Why", LONGEST_WORDS)


class CompareForm(Form):
    """Which two revisions. It only asks, so it carries no token and may be sent as often as one likes."""

    class Meta:
        csrf = False

    older = SelectField("Earlier", coerce=int, validators=[InputRequired()])
    newer = SelectField("Later", coerce=int, validators=[InputRequired()])

    def offer(self, choices: list[SelectChoice], older: int, newer: int) -> None:
        """Revisions that are not among the newest may still be chosen by an address."""
        known = {choice.value for choice in choices}
        unknown = sorted({older, newer} - known, reverse=True)
        extra = [SelectChoice(number, f"Revision {number}") for number in unknown]
        self.older.choices = self.newer.choices = choices + extra
        self.older.data, self.newer.data = older, newer


def whole_number(field: Any) -> int:
    """The number a hidden field carries; one that no revision has if somebody meddled with it."""
    text = field.data or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
