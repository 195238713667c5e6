"""What people send to bring work in from a file."""

from flask_wtf.file import FileField
from wtforms import BooleanField, TextAreaField
from wtforms.validators import ValidationError

from tracker.core.forms import Form, block

from .importing.table import LARGEST


class UploadForm(Form):
    """A file, or its text pasted in."""

    file = FileField("File", description="Comma-separated values (.csv), at most 2 MB and 5,000 rows.")
    pasted = TextAreaField("Or its text")

    def validate_pasted(self, _field: TextAreaField) -> None:
        if not (self.name or self.pasted.data):
            raise ValidationError("Choose a file, or paste its text.")

    @property
    def name(self) -> str:
        return getattr(self.file.data, "filename", "") or ""

    @property
    def data_sent(self) -> bytes:
        """The bytes of the file; one more than allowed tells that it is too large."""
        return self.file.data.read(LARGEST + 1) if self.name else (self.pasted.data or "").encode()


class BeginForm(Form):
    again = BooleanField("Import it a second time")


class TakeAllBackForm(Form):
    because = block("Why", 500)
