"""What people fill in about content."""

from typing import Any

from wtforms import BooleanField, HiddenField, RadioField
from wtforms.validators import InputRequired, Optional

from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.forms import ChoiceOfRecord, Form, block, line, web_link
from tracker.tenancy import said_here

from .content import Words
from .content_reading import KINDS
from .forms import Day
from .models import AuthorKind, ContentItem

WHOSE = {
    "client": "Whoever wrote it works here.",
    "together": "Both had a hand in the words.",
    "practice": "The consultants wrote it.",
    "provider": "A firm that was hired wrote it.",
}


class ContentForm(Form):
    """An item and its words. A new text is a new version, and asks for approval anew."""

    based_on = HiddenField(default="0")
    title = line("What it is about", 160)
    activity = ChoiceOfRecord("Part of", validators=[InputRequired("Choose an activity.")])
    channel = line("Where it appears", 80, required=False, hint="A channel or a tool.")
    reply = BooleanField("It answers a customer")
    planned_on = Day("Planned for", validators=[Optional()])
    text = block("Text", 5000, required=False)
    link = web_link("Or where it stands")
    author_kind = RadioField(
        "Whose words", validators=[InputRequired("Say whose words they are.")],
        invalid_choice_message="Say whose words they are.",
    )  # fmt: skip
    author = ChoiceOfRecord("Who wrote it", validators=[Optional()])
    in_name_of = ChoiceOfRecord("Under whose name", validators=[Optional()])
    disclosure = line(
        "How readers learn who wrote it", 300, required=False,
        hint="Needed before it goes out when it appears under the name of somebody who did not write it.",
    )  # fmt: skip

    def offer(self, member: Membership, activities: Any, people: list[Membership], item: ContentItem | None) -> None:
        """The practice never says that a text is the client's own."""
        kinds = [kind for kind in AuthorKind if kind != AuthorKind.CLIENT or member.of_client]
        if item is not None and item.author_kind not in kinds:
            kinds.insert(0, item.author_kind)
        self.author_kind.choices = {str(kind): said_here(KINDS[kind]) for kind in kinds}
        self.activity.offer(activities, empty="Choose")
        self.author.offer(people, empty="Not said")
        self.in_name_of.offer([one for one in people if one.of_client], empty="The organisation's")

    @property
    def words(self) -> Words:
        kind = AuthorKind(self.author_kind.data)
        return Words(self.text.data or "", self.link.data or "", kind, self.author.record)

    @property
    def what(self) -> dict[str, Any]:
        named = self.in_name_of.record
        return {
            "title": self.title.data, "channel": self.channel.data or "", "reply": bool(self.reply.data),
            "planned_on": self.planned_on.data, "in_name_of_id": named.id if named else None,
            "disclosure": self.disclosure.data or "",
        }  # fmt: skip

    @property
    def version(self) -> int:
        return int(self.based_on.data) if (self.based_on.data or "").isdecimal() else -1


class ApproveForm(Form):
    words = block("In your words", 500, required=False)


class SendBackForm(Form):
    words = block("What should be different", 500)


class PublishForm(Form):
    on = Day("When it went out", default=clock.today, validators=[Optional()])
    log = BooleanField("Log it as a piece of work", default=True)
