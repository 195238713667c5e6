"""The rungs and posts as each side says them."""

from tracker.accounts.models import Membership

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


def rungs_for(member: Membership) -> tuple[tuple[str, str], ...]:
    """Name and one line of explanation for each rung, 0 to 4."""
    return RUNGS_FOR_PRACTICE if member.of_practice else RUNGS_FOR_CLIENT
