"""What the gallery's pictures show: a usual engagement, a single row, and more of everything than anybody has."""

from datetime import date, timedelta
from typing import Any

from tracker.core.drawing.hands import Weeks
from tracker.core.drawing.responsibility import Charge, Hand
from tracker.core.drawing.skills import Skill
from tracker.core.drawing.timing import Hours

BEGAN, TODAY = date(2026, 6, 8), date(2026, 11, 21)
LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh-Cholmondeley"
NORTHGATE = ("Helen Ames", "Priya Shah", "Aisha Khan", "Callum Reid", "David Ames", "Leah Moss", "Tom Ellis")
PRACTICE = Hand("Harbour & Lane", practice=True)
PILLARS = (
    ("Owns the strategy", 0.12, 0.76), ("Commands the tools", 0.2, 0.69), ("Keeps responsibility", 0.05, 0.63),
    ("Does the work", 0.31, 0.55), ("Survives a leaver", 0.5, 0.4),
)  # fmt: skip


def data() -> dict[str, Any]:
    return {
        "began": BEGAN,
        "today": TODAY,
        "pillars": PILLARS,
        "odd_pillars": ((LONG, -3.0, 7.0), ("Nothing", 0.0, 0.0), ("All", 1.0, 1.0)),
        "hands": columns(6),
        "one_hands": columns(1),
        "many_hands": columns(40),
        "charges": charges(6),
        "many_charges": [*charges(59), Charge(LONG, True, Hand(LONG), None, Hand(LONG, practice=True), Hand(LONG))],
        "skills": skills(9, len(NORTHGATE)),
        "people": NORTHGATE,
        "covered": skills(9, 0),
        "many_skills": skills(40, 60),
        "many_people": [f"{LONG} {n}" for n in range(60)],
        "few_people": [LONG] * 16,
        "few_skills": skills(3, 16),
        "crowd": [f"{LONG} {n}" for n in range(17)],
        "crowd_skills": skills(26, 17),
        "weeks": weeks(13),
        "odd_weeks": [Hours(BEGAN, 0, 90000), Hours(BEGAN + timedelta(7), 1, 0)],
        "many_weeks": weeks(80),
    }


def columns(count: int) -> list[Weeks]:
    """The consultant's hands leave; in the third four weeks nothing was logged."""
    found = []
    for n in range(count):
        first = BEGAN + timedelta(weeks=4 * n)
        work = {
            "client": 3 * n,
            "client_checked": 2 * n,
            "together": 5,
            "provider": 2,
            "consultant": max(12 - 2 * n, 0),
        }
        found.append(Weeks(first, first + timedelta(days=27), {} if n == 2 else work))
    return found


def charges(count: int) -> list[Charge]:
    """Every kind of holder in turn."""
    kinds = (
        (Hand("Helen Ames"), Hand("David Ames"), Hand("Helen Ames"), None),
        (Hand("Priya Shah", asked=True), None, PRACTICE, None),
        (None, None, None, None),
        (Hand("Priya Shah"), Hand("Leah Moss"), None, Hand("Brightside Studio")),
        (Hand("Helen Ames"), None, None, PRACTICE),
    )
    names = ("Set and review strategy", "Monthly measures and decisions", "Paid promotion", "Make images and video",
             "Crisis response")  # fmt: skip
    return [Charge(names[n % 5], n % 5 in (0, 1, 4), *kinds[n % 5]) for n in range(count)]


def skills(count: int, people: int) -> list[Skill]:
    """With levels of so many people, or none."""
    names = ("Develop strategy", "Deliver strategy", "Control accounts", "Write", "Reply", "Handle crisis", "Measure",
             "Supervise providers", "Train others")  # fmt: skip
    found = []
    for n in range(count):
        levels = {place: ((n + place) % 5, (n + place) % 7 == 3) for place in range(people) if (n + place) % 6}
        found.append(Skill(names[n % 9], n % 2 == 0, n % 4, n % 4 // 2, 7, levels))
    return found


def weeks(count: int) -> list[Hours]:
    """Planned 8, later 10; squeezed in some; the last four are ahead."""
    monday = date(2026, 8, 31)
    return [
        Hours(
            monday + timedelta(weeks=n), 0 if n == 3 else 8 if n < 8 else 10, (7.5, 8, 11, 4, 14)[n % 5], n >= count - 4
        )
        for n in range(count)
    ]
