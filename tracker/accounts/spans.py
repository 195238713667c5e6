"""How long ago something was, in words that need no time zone."""

from datetime import datetime

from tracker.core import clock

_STEPS = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


def ago_words(moment: datetime) -> str:
    """`3 hours ago`; `just now` within a minute."""
    seconds = (clock.now() - moment).total_seconds()
    for length, word in _STEPS:
        if seconds >= length:
            count = int(seconds // length)
            return f"{count} {word}{'s' if count > 1 else ''} ago"
    return "just now"
