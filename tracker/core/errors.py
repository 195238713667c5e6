"""What can go wrong that a person should be told in plain words."""

from werkzeug.exceptions import Forbidden


class Refused(Exception):
    """A rule of the domain says no.

    `message` is a sentence for the person who asked; `field` names the form field at fault, if one is.
    """

    def __init__(self, message: str, field: str | None = None):
        self.message = message
        self.field = field
        super().__init__(message)


class Stale(Refused):
    """Somebody else changed the record since the person opened it. Answers 409."""


class Withheld(Forbidden):
    """The person's part would let her do it, and `because` says in a sentence why not now."""

    def __init__(self, because: str):
        self.because = because
        super().__init__()
