"""What people send when they attach something."""

from typing import Any

from wtforms import MultipleFileField
from wtforms.validators import ValidationError

from tracker.core.errors import Refused
from tracker.core.forms import Form

from .checking import Checked, check_files
from .kinds import ACCEPT, TAKEN

HINT = f"{TAKEN}; at most 25 MB. Photos lose the place where they were taken."


class FilesField(MultipleFileField):
    """Files that are looked at while the form is checked; `.checked` are those that may be kept."""

    def __init__(self, label: str = "Files", *, required: bool = True, **more: Any):
        super().__init__(label, description=HINT, render_kw={"accept": ACCEPT}, **more)
        self.required, self.checked = required, []
        self.flags.required = required

    checked: list[Checked]

    def pre_validate(self, form: Any) -> None:
        try:
            self.checked = check_files([one for one in self.data or [] if hasattr(one, "stream")])
        except Refused as refusal:
            raise ValidationError(refusal.message) from None
        if self.required and not self.checked:
            raise ValidationError("Choose a file.")


class AttachForm(Form):
    files = FilesField("Attach a file")
