"""The rungs and posts as each side says them."""

from tracker.accounts.models import Membership
from tracker.tenancy import said_of_a_coach

RUNGS_FOR_PRACTICE = (
    ("Consultant alone", "We do it; the client has no hand in it."),
    ("Client watches", "We do it and show how; they look on."),
    ("Together", "Both do it, side by side."),
    ("Client does, we check", "They do it; we look before or after it goes out."),
    ("Client alone", "They do it, or direct whoever does, without us."),
)
RUNGS_FOR_CLIENT = (
    ("They do it", "The consultant does it; you have no hand in it."),
    ("You watch", "The consultant does it and shows you how."),
    ("Together", "Both do it, side by side."),
    ("You do, they check", "You do it; the consultant looks before or after it goes out."),
    ("You alone", "You do it, or direct whoever does, without the consultant."),
)

RUNGS_FOR_OWN = tuple((name, said_of_a_coach(words)) for name, words in RUNGS_FOR_CLIENT)


def rungs_for(member: Membership) -> tuple[tuple[str, str], ...]:
    """Name and one line of explanation for each rung, 0 to 4."""
    if member.of_practice:
        return RUNGS_FOR_PRACTICE
    return RUNGS_FOR_OWN if member.own else RUNGS_FOR_CLIENT
