"""What was signed, verified and worked in a period: pure reckoning on the facts.

Of people it tells how many, never who stands where.
"""

from datetime import date, timedelta
from typing import Any

from tracker.engagements.extension_points import Facts
from tracker.worklog.shares import amounts, every_entry, hands_on_share, practice_share

MOST_NAMED = 12
ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def signed_and_verified(facts: Facts, since: date, until: date) -> dict[str, Any]:
    """After `since` and up to `until`."""

    def within(day: str | None) -> bool:
        return day is not None and since.isoformat() < day <= until.isoformat()

    verified = [(number, person) for number, person, day in facts["items"]["verified"] if within(day)]
    signed = [row["title"] for row in facts["strategy"] if within(row["signed_on"]) and not row["na"]]
    running = [row for row in facts["activities"] if not row["na"]]
    rules = [row["name"] for row in running if row["rule"] and within(row["rule"]["signed_on"])]
    rungs = [[row["name"], row["rung"]] for row in running if within(row["rung_on"])]
    owned = [row["name"] for row in running if row["accountable"] and within(row["accountable"]["accepted_on"])]
    tested = sorted({
        row["title"] for row in facts["runbooks"] for test in row["tests"] if test["worked"] and within(test["on"])
    })  # fmt: skip
    return {
        "sections": signed[:MOST_NAMED],
        "gates": [row["name"] for row in facts["gates"] if row["state"] == "passed" and within(row["closed_on"])],
        "rules": rules[:MOST_NAMED],
        "accepted": [row["name"] for row in facts.get("deliverables", ()) if within(row["accepted_on"])][:MOST_NAMED],
        "rungs": rungs[:MOST_NAMED],
        "owned": owned[:MOST_NAMED],
        "runbooks": tested[:MOST_NAMED],
        "items": len(verified),
        "people": len({person for _, person in verified}),
    }


def whose_hands(facts: Facts, since: date, until: date) -> dict[str, Any]:
    """Shares of what was delivered, 0 to 1 or null: in the 28 days before the period and in the last 28 days."""
    entries = list(every_entry(facts["work"]))
    month = timedelta(days=28)
    before, now = (amounts(entries, day - month + ONE_DAY, day) for day in (since, until))
    return {
        "share": practice_share(now),
        "share_then": practice_share(before),
        "hands_on": hands_on_share(now),
        "delivered": sum(quantity for mode, quantity in now.items() if mode != "oversight"),
    }


def hours(facts: Facts, since: date, until: date) -> dict[str, Any]:
    """Hours kept free by agreement and hours logged, over the full weeks of the period; empty without a plan."""
    time = facts.get("time") or {"plans": [], "used": {}}
    plans = [plan for plan in time["plans"] if plan["agreed"]]
    monday = since + timedelta(days=7 - since.weekday())  # the period begins after its first day
    weeks = []
    while monday + WEEK <= until + ONE_DAY:
        weeks.append(monday.isoformat())
        monday += WEEK
    kept = {week for used in time["used"].values() for week, _ in used}
    weeks = [week for week in weeks if week >= min(kept, default="9")]
    planned = sum(_planned(plans, person, week) for person in {plan["person"] for plan in plans} for week in weeks)
    if not planned:
        return {}
    people = {plan["person"] for plan in plans}
    used = sum(
        minutes for person in people for week, minutes in time["used"].get(person, ()) if week in set(weeks)
    )  # fmt: skip
    return {"weeks": len(weeks), "planned": planned, "used": used / 60}


def _planned(plans: list[dict[str, Any]], person: str, week: str) -> float:
    """The newest agreed plan that covers the week; `plans` are the newest first."""
    for plan in plans:
        covers = plan["first_week"] <= week and (plan["last_week"] is None or week <= plan["last_week"])
        if plan["person"] == person and covers:
            return plan["hours"]
    return 0.0
