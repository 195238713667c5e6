"""What is asked about a client."""

from wtforms import HiddenField, IntegerField
from wtforms.validators import NumberRange, Optional

from tracker.accounts.forms import readable
from tracker.core.forms import Form, line

MOST_PEOPLE = 5_000_000


class WholeNumber(IntegerField):
    """A whole number, as people type it: `1,200` and `1 200` are one thousand two hundred."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([text.replace(",", "").replace(" ", "") for text in valuelist])
        except ValueError:
            raise ValueError("This is a whole number, such as 34.") from None


class ClientForm(Form):
    name = line("Name")
    sector = line("Sector", 80, required=False, hint="For example recruitment, charity or manufacturing.")
    headcount = WholeNumber(
        "People",
        description="About how many work there: it decides what can sensibly be done in house.",
        validators=[
            Optional(),
            NumberRange(1, MOST_PEOPLE, message=f"Between 1 and {MOST_PEOPLE:,} people."),
        ],
        render_kw={"inputmode": "numeric"},
    )

    validate_name = staticmethod(readable)


class ChangeClientForm(ClientForm):
    """`seen` marks what stood there when the page was opened."""

    seen = HiddenField()
