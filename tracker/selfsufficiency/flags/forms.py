"""What people fill in about flags."""

from wtforms import HiddenField
from wtforms.validators import InputRequired

from tracker.core.forms import ChoiceOfRecord, Form, block


class KeeperForm(Form):
    """`based_on` is the change of the flag that the writer read."""

    keeper = ChoiceOfRecord("Who looks after it", validators=[InputRequired("Choose a person.")])
    plan = block("What is done about it", 2000, required=False)
    based_on = HiddenField()


class ResolveForm(Form):
    because = block("Why it needs nothing more", 2000, hint="It stands as long as nothing gets graver.")


class ReopenForm(Form):
    because = block("Why it is open again", 2000)


class AgreeForm(Form):
    based_on = HiddenField()
