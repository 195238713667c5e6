"""What people fill in about dated exceptions."""

from wtforms.validators import InputRequired

from tracker.core.forms import ChoiceOfRecord, Form


class PassOnForm(Form):
    answers = ChoiceOfRecord("Who mends it", validators=[InputRequired("Choose a person.")])
