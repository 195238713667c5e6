"""What people fill in about deliverables."""

from wtforms import DateField, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional

from tracker.core.forms import ChoiceOfRecord, Form, block, web_link
from tracker.files.forms import FilesField

OWN_WORDS_HINT = "What do you accept, and why? These words are kept with your name and this very version."


class VersionForm(Form):
    """`based_on` is the number of the version that the author saw; 0 for none."""

    text = block("Text", 20_000, required=False, hint="The thing itself, or what to know of it. Markdown is fine.")
    link = web_link("Link", hint="Where the document is kept, if it has an address.")
    files = FilesField(required=False)
    note = block("What is new", 1000, required=False, hint="For whoever read the version before.")
    based_on = HiddenField()


class AcceptForm(Form):
    words = block("In your own words", 2000, hint=OWN_WORDS_HINT)
    version = HiddenField()


class AdviceForm(Form):
    fit = RadioField(
        "Should the owner accept it?",
        choices=[SelectChoice("yes", "Yes, it is fit to be accepted"), SelectChoice("no", "Not yet")],
        validators=[InputRequired("Choose one.")],
    )
    words = block("In your own words", 2000, hint="What you looked at, and what makes you say so.")
    version = HiddenField()


class ReturnForm(Form):
    because = block("What is missing", 2000)
    version = HiddenField()


class PlanForm(Form):
    due_on = DateField("Due", validators=[Optional()], description="Left empty, it is due when its phase ends.")
    reviewer = ChoiceOfRecord("Looks at it first")
