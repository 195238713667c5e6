"""What people fill in about a pack."""

from flask_wtf.file import FileField
from wtforms import StringField
from wtforms.validators import Length

from tracker.core.forms import Form
from tracker.core.uploads import LARGEST_RECKONED

MEGABYTE = 1_000_000


class ProveForm(Form):
    """A file, or its hash: the file counts where both came. Nothing of it is kept."""

    file = FileField(
        "File", description=f"The PDF, the ZIP, or a file out of the ZIP, at most {LARGEST_RECKONED // MEGABYTE} MB. "
        "It is not kept.",
    )  # fmt: skip
    hash = StringField(
        "Or its SHA-256", validators=[Length(max=80, message="A SHA-256 has 64 digits.")],
        description="sha256sum on Linux, shasum -a 256 on a Mac, certutil -hashfile on Windows.",
    )  # fmt: skip

    def asked(self) -> tuple[str, str]:
        """The hash, and the name of the file that it is of; two empty texts where nothing was given."""
        if self.file.data:
            return self.file.data.stream.sha256, self.file.data.filename or ""
        return (self.hash.data or "").strip(), ""
