"""The rules of gates that the work log can answer: how much the practice still delivers.

Weeks run from Monday to Sunday; only full ones count. A week in which nothing was logged shows nothing.
"""

from datetime import date, timedelta
from typing import Any

from tracker.engagements.extension_points import Facts, Missing, Verdict, gate_rule

from .shares import PRACTICE_PART, amounts, every_entry, practice_share

LOG = "worklog.log"


@gate_rule("practice_share_at_most")
def practice_share_at_most(facts: Facts, params: dict[str, Any], today: date) -> Verdict:
    """In each of the last full weeks the practice delivered at most this part of the work."""
    limit, weeks = params["share"], params["weeks"]
    shares = [(monday, _share(facts, monday)) for monday in _last_mondays(today, weeks)]
    missing = [_over(facts, monday, share) for monday, share in shares if share is None or share > limit]
    known = [share for _, share in shares if share is not None]
    says = f"Highest week {_percent(max(known))}, at most {_percent(limit)}" if known else "Nothing is logged"
    return Verdict(not missing, says, tuple(missing))


@gate_rule("practice_not_delivering")
def practice_not_delivering(facts: Facts, params: dict[str, Any], today: date) -> Verdict:
    """Since the first of the last full weeks the practice had no hand in these activities, while work went on."""
    first = _last_mondays(today, params["weeks"])[0]
    rows = [row for row in facts["activities"] if not row["na"] and (params["activities"] == "all" or row["critical"])]
    done = [(row["name"], amounts(facts["work"].get(row["id"], ()), first, today)) for row in rows]
    since = f"since {_day(first)}"
    if not any(delivered for _, delivered in done):
        words = f"Nothing of these activities is logged {since}"
        return Verdict(False, "Nothing is logged", (Missing(words, LOG, _here(facts)),))
    missing = [
        Missing(f"The practice had a hand in {pieces} of {name} {since}", LOG, _here(facts))
        for name, delivered in done
        if (pieces := _pieces(delivered))
    ]
    says = f"The practice still delivers {len(missing)} of {len(rows)}" if missing else f"Nothing {since}"
    return Verdict(not missing, says, tuple(missing))


def _last_mondays(today: date, weeks: int) -> list[date]:
    """The Mondays of the last full weeks, the oldest first."""
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=back) for back in range(weeks, 0, -1)]


def _share(facts: Facts, monday: date) -> float | None:
    return practice_share(amounts(every_entry(facts["work"]), monday, monday + timedelta(days=6)))


def _over(facts: Facts, monday: date, share: float | None) -> Missing:
    week = f"the week of {_day(monday)}"
    words = f"Nothing is logged in {week}" if share is None else f"The practice delivered {_percent(share)} in {week}"
    return Missing(words, LOG, _here(facts))


def _pieces(done: dict[str, int]) -> int:
    return sum(quantity for mode, quantity in done.items() if mode in PRACTICE_PART)


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"


def _here(facts: Facts) -> dict[str, str]:
    return {"id": facts["engagement"]["id"]}
