"""What discussion hands to the rest: the count of what is unread, and the digest among the kinds of letters."""

from . import digest, inbox

__all__ = ["digest", "inbox"]
