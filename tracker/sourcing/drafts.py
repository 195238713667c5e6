"""Draft: what somebody wants decided about one activity."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.responsibilities.models import Provider


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants decided. `answers` in the order of `aid.QUESTIONS`; `who` says who does what."""

    answers: Sequence[int]
    choice: str
    who: str
    provider: Provider | None = None
    by_practice: bool = False
    overruled_because: str = ""
    hands_on: int = 0
    ends_on: date | None = None
    training: str = ""
    checked_by: str = ""
    interest: str = ""
    second_quote: str = ""
