"""What people fill in to make a rota."""

from typing import Any

from wtforms import DateField, HiddenField, IntegerField
from wtforms.validators import InputRequired, NumberRange

from tracker.core.errors import Refused
from tracker.core.forms import ChoiceOfRecord, Form, line


class RotaForm(Form):
    """One choice for each turn, in order; turns left empty are passed over. `seen` is the mark of what was shown."""

    seen = HiddenField()
    name = line("Name", 80)
    weeks_each = IntegerField(
        "Weeks for each", default=1, validators=[InputRequired("Say how many weeks a turn lasts."),
        NumberRange(1, 8, "A turn lasts from one to 8 weeks.")],
    )  # fmt: skip
    starts_on = DateField("First turn from", validators=[InputRequired("Choose a day in the first week.")])
    turn_1 = ChoiceOfRecord("First")
    turn_2 = ChoiceOfRecord("Second")
    turn_3 = ChoiceOfRecord("Third")
    turn_4 = ChoiceOfRecord("Fourth")
    turn_5 = ChoiceOfRecord("Fifth")
    turn_6 = ChoiceOfRecord("Sixth")
    turn_7 = ChoiceOfRecord("Seventh")
    turn_8 = ChoiceOfRecord("Eighth")

    @property
    def turns(self) -> list[ChoiceOfRecord]:
        return [self[f"turn_{place}"] for place in range(1, 9)]

    @property
    def people(self) -> list[Any]:
        return [turn.record for turn in self.turns if turn.record is not None]

    def offer(self, people: list[Any]) -> None:
        for turn in self.turns:
            turn.offer(people, empty="Nobody")

    def show(self, rota: Any, mark: str) -> None:
        self.seen.data = mark
        for turn, place in zip(self.turns, rota.places, strict=False):
            turn.data = str(place.person_id)

    def refuse(self, refusal: Refused) -> None:
        """What is wrong with the people is said at the first turn."""
        super().refuse(Refused(refusal.message, "turn_1") if refusal.field == "people" else refusal)
