"""What people fill in about flags."""

from wtforms import DateField, HiddenField
from wtforms.validators import InputRequired

from tracker.core.forms import ChoiceOfRecord, Form, block, line


class KeeperForm(Form):
    """`based_on` is the change of the flag that the writer read."""

    keeper = ChoiceOfRecord("Who looks after it", validators=[InputRequired("Choose a person.")])
    plan = block("What is done about it", 2000, required=False)
    based_on = HiddenField()


class SnoozeForm(Form):
    until = DateField("Until", validators=[InputRequired("Until is missing.")])
    because = line("Why it can wait", 500)


class ResolveForm(Form):
    because = block("Why it needs nothing more", 2000, hint="It stands as long as nothing gets graver.")


class ReopenForm(Form):
    because = block("Why it is open again", 2000)


class AgreeForm(Form):
    based_on = HiddenField()


class KeepForm(Form):
    because = block("Why it stays open", 2000)
