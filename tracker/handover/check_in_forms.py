"""What people fill in around check-ins. The parts of an answer may be left unfinished; sending asks for all."""

from typing import Any

from wtforms import HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from tracker.accounts.models import Membership
from tracker.core.forms import ChoiceOfRecord, Form, block, web_link
from tracker.responsibilities.models import TOP_RUNG, Activity
from tracker.training.forms import LEVEL_HELP
from tracker.training.levels import LEVELS

from .check_in_booking import Booking
from .check_in_questions import Asked
from .models import CheckIn
from .models.check_in import DAYS
from .models.check_in_answer import MANAGE

WRONG = "Choose one of these."
# Who does an activity now, from the best to the worst, as the rung of the ladder that it means.
WHO_DOES = {
    TOP_RUNG: ("We do or direct it ourselves", "Nobody outside has a hand in it, except whom we direct."),
    3: ("We do it, somebody outside checks it", "It leaves our hands, but not without them."),
    2: ("Together with somebody outside", "Side by side."),
    1: ("Somebody outside does it, we watch", "We could say how it is done."),
    0: ("Somebody outside does it", "We have no hand in it."),
}


class BookForm(Form):
    """Two choices for each day; see `book_form`."""

    def booking(self) -> Booking:
        found = {}
        for days in DAYS:
            answers = self[f"answers_{days}"].record
            if answers is not None:
                found[days] = (answers, self[f"stand_in_{days}"].record)
        return found


def book_form(people: list[Membership], booked: dict[int, CheckIn]) -> BookForm:
    """Those already answered are not asked about."""
    fields: dict[str, Any] = {}
    open_days = [days for days in DAYS if days not in booked or booked[days].answered_at is None]
    for days in DAYS:
        presence = [InputRequired("Say who answers.")] if days in open_days else [Optional()]
        fields[f"answers_{days}"] = ChoiceOfRecord("Who answers", validators=presence, validate_choice=True)
        fields[f"stand_in_{days}"] = ChoiceOfRecord("Who stands in", validators=[Optional()])
    shown = {}
    for days, one in booked.items():
        shown[f"answers_{days}"] = str(one.answers_id or "")
        shown[f"stand_in_{days}"] = str(one.stand_in_id or "")
    form = type("ThisBooking", (BookForm,), fields)(**shown)
    for days in DAYS:
        form[f"answers_{days}"].offer(people, empty="Choose a person")
        form[f"stand_in_{days}"].offer(people, empty="Nobody")
    return form


class PartForm(Form):
    """One part of a check-in; `seen` is the revision of the part that was on the page."""

    seen = HiddenField()

    def values(self) -> dict[str, Any]:
        """What was typed, as plain JSON; what is empty stays out."""
        skipped = {"once", "seen", "csrf_token"}
        return {
            field.short_name: field.data
            for field in self
            if field.short_name not in skipped and field.data not in (None, "")
        }


def _made(name: str, fields: dict[str, Any], check_in: CheckIn, part: str) -> PartForm:
    shown = {name: value for name, value in check_in.written(part).items() if name in fields}
    return type(name, (PartForm,), fields)(seen=str(check_in.revision(part)), **shown)


def words_form(check_in: CheckIn, asked: Asked) -> PartForm:
    fields = {f"answer_{place}": block(question, 4000, required=False) for place, question in enumerate(asked.words)}
    return _made("WordsForm", fields, check_in, "words")


def who_form(check_in: CheckIn, activities: list[Activity]) -> PartForm:
    fields: dict[str, Any] = {}
    for activity in activities:
        fields[f"rung_{activity.id}"] = RadioField(
            activity.name, coerce=_rung, validators=[Optional()],
            choices=[SelectChoice(rung, words) for rung, (words, _) in WHO_DOES.items()],
        )  # fmt: skip
        fields[f"why_{activity.id}"] = block("If somebody outside helps: what happened?", 1000, required=False)
    return _made("WhoForm", fields, check_in, "who")


def _rung(value: Any) -> int | None:
    return int(value) if str(value) in {"0", "1", "2", "3", "4"} else None


def calls_form(check_in: CheckIn, asked: Asked) -> PartForm:
    fields = {
        "called": block(asked.called, 2000, required=False, hint="Nobody is an answer too."),
        "surprises": block(
            asked.surprises, 2000, required=False, hint="A password nobody knew, a bill to an old card."
        ),
        "note": block("What shows how it goes?", 2000, required=False, hint="A number, a reply you are proud of."),
        "link": web_link("A link to it"),
    }
    return _made("CallsForm", fields, check_in, "calls")


def show_form(check_in: CheckIn, asked: Asked, people: list[Membership], skills: list[tuple[str, str]]) -> PartForm:
    fields = {
        "person": ChoiceOfRecord("Who showed it", validators=[Optional()]),
        "competency": SelectField("Which skill", validators=[Optional()], invalid_choice_message=WRONG),
        "witness": ChoiceOfRecord(
            "Who watched", validators=[Optional()],
            description="One of your own people who has been judged in it, and not the one who showed it.",
        ),
        "what": block(asked.shown, 2000, required=False, hint="What was done, and how it went."),
    }  # fmt: skip
    if asked.to_show:
        fields["not_shown"] = block("If nothing could be shown this time: why not?", 1000, required=False)
    form = _made("ShowForm", fields, check_in, "show")
    form.person.offer(people, empty="Nobody this time")
    form.witness.offer(people, empty="Nobody")
    form.competency.choices = [SelectChoice("", "None"), *(SelectChoice(id, name) for id, name in skills)]
    return form


def ahead_form(check_in: CheckIn, asked: Asked) -> PartForm:
    fields = {
        "manage": RadioField(
            asked.manage, validators=[Optional()], choices=[SelectChoice(key, words) for key, words in MANAGE.items()]
        ),
        "why": block("Why?", 2000, required=False),
    }
    return _made("AheadForm", fields, check_in, "ahead")


class SendForm(Form):
    """Nothing to fill in: it says yes to what is written."""


class WitnessForm(Form):
    level = RadioField(
        "What did you see?", coerce=int, choices=[SelectChoice(level, word) for level, word in enumerate(LEVELS)],
        validators=[InputRequired("Choose a level.")],
    )  # fmt: skip
    note = block("In your own words", 2000, hint="Only the person and those who may assess read this.")


class DeclineForm(Form):
    because = block("Why can you not say?", 500)


class CloseForm(Form):
    words = block("In your own words", 2000, hint="What became of it, and what you would tell the next one.")


__all__ = ["LEVEL_HELP", "WHO_DOES"]
