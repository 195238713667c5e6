"""What people fill in to offer, accept and decline a handover, to plan how access ends, and to confirm it."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, DateField, HiddenField, IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from tracker.accounts.models import Membership
from tracker.core.forms import ChoiceOfRecord, Form, block, line
from tracker.engagements.forms import OwnWordsForm
from tracker.engagements.gates import Judged

from .accepting import Excepted
from .access_plan import MOST_DAYS, Wish, seen_of
from .conditions import Lack
from .models import AccessEnding, Ending

OWN_EXCEPTIONS = 3


class OfferForm(Form):
    message = block(
        "What you want to say with it", 2000, required=False,
        hint="What is done, and what you would still keep an eye on. Both sides can read it.",
    )  # fmt: skip


class AcceptForm(OwnWordsForm):
    """Made by `acceptance_form` with a field for each exception."""

    gaps: Sequence[Judged] = ()
    lacks: Sequence[Lack] = ()
    own = range(OWN_EXCEPTIONS)

    def exceptions(self) -> list[Excepted]:
        """The gaps first, then what the pack lacks; of the rows for what else is missing only those that say
        something."""
        found = [self._excepted(f"_g{place}", gap.text, gap.id) for place, gap in enumerate(self.gaps)]
        found += [self._excepted(f"_p{place}", lack.text, part=lack.part) for place, lack in enumerate(self.lacks)]
        for place in self.own:
            if (one := self._excepted(f"_x{place}", self[f"text_x{place}"].data)).text or one.answers or one.due_on:
                found.append(one)
        return found

    def _excepted(self, place: str, text: str, criterion: str = "", part: str = "") -> Excepted:
        return Excepted(text, self[f"who{place}"].record, self[f"due{place}"].data, criterion, place, part)


def acceptance_form(gaps: Sequence[Judged], lacks: Sequence[Lack], people: Sequence[Membership]) -> AcceptForm:
    fields: dict[str, Any] = {"gaps": gaps, "lacks": lacks}
    for place, gap in enumerate(gaps):
        fields |= _who_and_when(f"_g{place}", f"{gap.text}: ", needed=True)
    for place, lack in enumerate(lacks):
        fields |= _who_and_when(f"_p{place}", f"{lack.title}: ", needed=True)
    for place in range(OWN_EXCEPTIONS):
        fields[f"text_x{place}"] = line(f"Exception {place + 1}", 300, required=False)
        fields |= _who_and_when(f"_x{place}", f"Exception {place + 1}: ")
    form = type("AcceptForm", (AcceptForm,), fields)()
    for name in fields:
        if name.startswith("who"):
            form[name].offer(people, empty="Nobody yet")
    return form


def _who_and_when(place: str, about: str, *, needed: bool = False) -> dict[str, Any]:
    who = [InputRequired("Choose who answers for it.")] if needed else [Optional()]
    due = [InputRequired("Say until when.")] if needed else [Optional()]
    return {
        f"who{place}": ChoiceOfRecord(f"{about}who answers for it", validators=who),
        f"due{place}": DateField(f"{about}until when", validators=due),
    }


class PlanForm(Form):
    """Made by `plan_form` with fields for each row of the plan."""

    seen = HiddenField()
    rows: Sequence[AccessEnding] = ()

    def wishes(self) -> list[Wish]:
        return [self._wish(row) for row in self.rows]

    def _wish(self, row: AccessEnding) -> Wish:
        days = self[f"days_{row.id}"].data
        if row.kind == Ending.BATON:
            return Wish(row, None, days)
        return Wish(row, self[f"who_{row.id}"].record, days, self[f"stays_{row.id}"].data)


def plan_form(rows: Sequence[AccessEnding], people: Sequence[Membership], usual: Membership | None) -> PlanForm:
    """Filled with what stands, or with `usual` where nobody was named yet."""
    # Once its day is known, how long the practice reads is decided on a page of its own.
    fixed = {row.id for row in rows if row.kind == Ending.BATON and row.due_on is not None}
    fields: dict[str, Any] = {"rows": [row for row in rows if row.confirmed_at is None and row.id not in fixed]}
    values: dict[str, Any] = {"seen": seen_of(rows)}
    for row in fields["rows"]:
        name = row.audit_name
        fields[f"days_{row.id}"] = IntegerField(
            f"{name}: days after the handover",
            validators=[InputRequired("Days are missing."), NumberRange(0, MOST_DAYS, f"From 0 to {MOST_DAYS} days.")],
        )
        values[f"days_{row.id}"] = row.days
        if row.kind != Ending.BATON:
            fields[f"who_{row.id}"] = ChoiceOfRecord(f"{name}: who confirms it", validators=[Optional()])
            fields[f"stays_{row.id}"] = BooleanField(f"{name}: leave it out, it stays")
            who = row.confirmer_id or (usual.id if usual else None)
            values[f"who_{row.id}"] = str(who) if who else ""
    form = type("PlanForm", (PlanForm,), fields)(**values)
    for name in fields:
        if name.startswith("who_"):
            form[name].offer(people, empty="Choose a person")
    return form


class AdditionForm(Form):
    what = line("What ends", 200, hint="Such as the key of the office, or the folder we share.")
    whose = line("Whose it is", 120, required=False)


class ConfirmForm(Form):
    note = block("How you know", 1000, required=False, hint="Such as: I removed her, and tried with her address.")


class ExtendForm(Form):
    until = DateField("We may look on until the end of", validators=[InputRequired("The day is missing.")])
    because = block("Why", 2000, hint="Both sides can read it.")
