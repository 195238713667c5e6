"""What helps first: of five ratings in a fixed order the first that is low. It guides support and scores nobody."""

from collections.abc import Mapping
from typing import NamedTuple

LOW = 3
KNOWS_THE_BASICS = 3


class Support(NamedTuple):
    """`word` is what is rated, `question` how it is asked, `helps` what helps where it is low."""

    key: str
    word: str
    question: str
    helps: str


# Each builds on the ones before: nobody learns what she sees no reason for.
SUPPORT = (
    Support("awareness", "Sees why", "Sees why this is worth doing",
            "Talk about why before anything else: read a week of customers' own words together."),
    Support("desire", "Wants it", "Wants to take part",
            "Ask what it would cost and what would make it worth while; protect the hours and take something away."),
    Support("knowledge", "Knows how", "Knows the basics of how it is done",
            "Show it: do it while they watch, then the first module, one item at a time."),
    Support("ability", "Can do it", "Can do it when it matters",
            "Do it together on real work, then let them do it and check."),
    Support("reinforcement", "Keeps at it", "Keeps at it without being pushed",
            "Put it into the week: a fixed hour, a backup, and somebody who asks after it."),
)  # fmt: skip


def first_help(ratings: Mapping[str, int]) -> Support | None:
    """The first of the five that is 3 or less; None where nothing holds her back."""
    return next((one for one in SUPPORT if ratings[one.key] <= LOW), None)


def knows_the_basics(knowledge: int) -> bool:
    return knowledge >= KNOWS_THE_BASICS
