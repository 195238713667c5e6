"""The rest of what an owner asks: are customers answered, who holds which access, and where the hours go. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for

from tracker.engagements.extension_points import Facts
from tracker.responsibilities.responding import Pace

CONTROLS = ("account", "recovery", "billing", "admin")
WEEKS = 4
RECENT = timedelta(weeks=5)


@dataclass(frozen=True, slots=True)
class Answered:
    """How the customers of one activity were answered lately, in a sentence; `slow` where it broke the promise."""

    name: str
    href: str
    says: str
    slow: bool


def answered(facts: Facts, today: date) -> list[Answered]:
    """Every activity whose answers are promised or timed."""
    found = []
    for row in facts["activities"]:
        weeks = [Pace(date.fromisoformat(day), *more) for day, *more in facts["replies"].get(row["id"], ())]
        weeks = [week for week in weeks if week.week >= today - RECENT]
        if row["na"] or not (weeks or row["sla_hours"]):
            continue
        href = url_for("responsibilities.around", id=row["id"])
        slow = bool(weeks and row["sla_hours"] and weeks[-1].slow(row["sla_hours"]))
        found.append(Answered(row["name"], href, _pace(weeks, row["sla_hours"]), slow))
    return found


def _pace(weeks: list[Pace], hours: int | None) -> str:
    promised = f" Promised: within {hours} staffed {'hour' if hours == 1 else 'hours'}." if hours else ""
    if not weeks:
        return f"Nobody has written down how fast, in the last five weeks.{promised}"
    count, late = sum(week.answered for week in weeks), sum(week.late for week in weeks)
    newest = weeks[-1]
    return (
        f"{count} answered in the weeks written down since {weeks[0].week.day} {weeks[0].week:%B}, {late} late; in the "
        f"newest half had an answer within {_minutes(newest.median_minutes)}.{promised}"
    )


def _minutes(minutes: int) -> str:
    if minutes < 60:
        return "a minute" if minutes == 1 else f"{minutes} minutes"
    hours = minutes / 60
    return "an hour" if hours == 1 else f"{hours:.1f} hours".replace(".0 ", " ")


def access(facts: Facts, practice: str) -> list[dict[str, Any]]:
    """Each tool: who holds what of it, who lets others in; those not wholly the client's come first."""
    people = facts["people"]
    rows = [_held(row, people, practice) for row in facts["tools"] if not row["na"]]
    return sorted(rows, key=lambda row: row["yours"])


def _held(row: dict[str, Any], people: dict[str, Any], practice: str) -> dict[str, Any]:
    check = row["check"]
    words = {"client": "You", "practice": practice, "provider": "a provider", "shared": "shared", "nobody": "nobody"}
    elsewhere = [f"{name}: {words[check[name]]}" for name in CONTROLS if check[name] != "client"] if check else []
    admins = [people[one["person"]] for one in row["admins"] if one["person"] in people]
    return {
        "name": row["name"],
        "href": url_for("toolkit.tool", id=row["id"]),
        "checked": check is not None,
        "yours": check is not None and not elsewhere,
        "elsewhere": ", ".join(elsewhere),
        "admins": [{"name": one["name"], "outside": one["side"] != "client"} for one in admins],
    }


@dataclass(frozen=True, slots=True)
class Hours:
    """A week, in hours, on the average of the last four full ones; `planned` is what was agreed to keep free."""

    planned: float
    own: float
    practice: float


def hours(facts: Facts, today: date) -> Hours | None:
    """None where nobody planned or logged any."""
    monday = today - timedelta(days=today.weekday())
    first, last = (monday - timedelta(weeks=WEEKS)).isoformat(), monday.isoformat()
    own = practice = 0.0
    for person, weeks in facts["time"]["used"].items():
        side = facts["people"].get(person, {}).get("side")
        used = sum(minutes for week, minutes in weeks if first <= week < last) / 60 / WEEKS
        own += used if side == "client" else 0
        practice += used if side == "practice" else 0
    planned = _planned(facts, monday)
    return Hours(planned, own, practice) if planned or own or practice else None


def _planned(facts: Facts, monday: date) -> float:
    """Of each person of the client the newest agreed plan that covers this week."""
    found: dict[str, float] = {}
    for plan in facts["time"]["plans"]:
        begun = plan["first_week"] <= monday.isoformat()
        over = plan["last_week"] is not None and plan["last_week"] < monday.isoformat()
        side = facts["people"].get(plan["person"], {}).get("side")
        if plan["agreed"] and begun and not over and side == "client":
            found.setdefault(plan["person"], plan["hours"])
    return sum(found.values())
