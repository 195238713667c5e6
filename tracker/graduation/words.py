"""What a graduation says to people."""

from tracker.core.templates import for_templates
from tracker.engagements.words import day_words

from .models import Graduation, Grant


@for_templates
def kept_words(graduation: Graduation) -> str:
    """What the practice keeps, in a few words."""
    if graduation.grant == Grant.READ and graduation.keep_until is not None:
        return f"To read, until {day_words(graduation.keep_until)}"
    return "A summary" if graduation.grant == Grant.SUMMARY else "Nothing"
