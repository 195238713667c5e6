"""What people say when they move an activity up the ladder: a few sentences for each rung, drawn by lot."""

from random import Random

BECAUSE = {
    0: ("We have taken it back until somebody can be spared for it.",),
    1: (
        "We showed how we do it from start to finish, and questions were asked.",
        "Demonstrated on a real case, with time for questions.",
        "They watched a whole round of it and wrote down each step.",
    ),
    2: (
        "We have done it side by side for two weeks.",
        "Half of it was in their hands this month, and it went well.",
        "We sit together for it now and take turns at the keyboard.",
    ),
    3: (
        "They did it three times running; we only read it before it went out.",
        "The items are verified, and the last rounds needed no correction.",
        "We now check afterwards and change hardly anything.",
    ),
    4: (
        "A month without a question to the consultants.",
        "It ran through the holidays with the deputy, and nobody noticed.",
        "We decide and do it; nobody has checked since last month, nor needed to.",
    ),
}
EVIDENCE = (
    "The work log of the last four weeks",
    "The deputy's week, with her notes",
    "Last month's log and the spot check",
)


def moved_because(rung: int, lot: Random) -> str:
    return lot.choice(BECAUSE[rung])


def moved_evidence(rung: int, lot: Random) -> str:
    """Only the top rung asks for it."""
    return lot.choice(EVIDENCE) if rung == 4 else ""
