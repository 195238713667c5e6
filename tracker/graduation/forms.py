"""What the owner fills in to take her workspace over."""

from wtforms import DateField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from tracker.accounts.forms import SettingsForm, readable
from tracker.accounts.workspaces import LONGEST_SLUG
from tracker.core.forms import block, line
from tracker.engagements.forms import OWN_WORDS_HINT

from .asking import Wish
from .models import Grant

GRANTED = {
    Grant.NOTHING: "Everything of yours is deleted there once it is here.",
    Grant.SUMMARY: "Your name, the dates, and stage and index at the handover. Everything else is deleted there.",
    Grant.READ: "It may look and changes nothing; after the day you name everything of yours is deleted there.",
}
WORDS = {Grant.NOTHING: "Nothing", Grant.SUMMARY: "A summary", Grant.READ: "To read, until a day"}


class TakeOverForm(SettingsForm):
    practice = line("Name of your workspace", hint="Usually the name of your organisation.")
    slug = line("Address", LONGEST_SLUG, hint="Small letters, digits and hyphens. It comes after /w/ and stays.")
    grant = RadioField(
        "What they keep of it", validators=[InputRequired("Choose what they keep.")],
        choices=[SelectChoice(grant.value, WORDS[grant]) for grant in Grant], default=Grant.SUMMARY.value,
    )  # fmt: skip
    keep_until = DateField(
        "Until", validators=[Optional()], description="Only where it may read; at most a year from now."
    )
    words = block("In your own words", 2000, hint=OWN_WORDS_HINT)

    validate_practice = staticmethod(readable)

    @property
    def wish(self) -> Wish:
        grant = Grant(self.grant.data)
        return Wish(
            self.practice.data, self.slug.data.lower(), self.zone.data, grant,
            self.keep_until.data if grant == Grant.READ else None,
        )  # fmt: skip
