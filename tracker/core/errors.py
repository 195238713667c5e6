"""What can go wrong that a person should be told in plain words."""


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
