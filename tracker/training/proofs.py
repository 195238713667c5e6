"""When somebody last practised, proved a skill or learnt from what went wrong: what keeps it fresh."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tracker.engagements.extension_points import Facts

# Doing it oneself, alone or with somebody, or looking at it: each is practice.
OWN_WORK = {"client", "client_checked", "together", "oversight"}


def ever_verified(facts: Facts) -> list[Any]:
    """Number, person and day of all that was verified, also of what has lapsed since: on that day it was shown."""
    return [*facts["items"]["verified"], *facts["items"].get("lapsed", ())]


def last_shown(facts: Facts) -> dict[tuple[str, str], str]:
    """The newest ISO day of a verified item, of own work or of a lesson by competency key and person."""
    found: dict[tuple[str, str], str] = {}
    for key, person, day in [*_verified(facts), *_worked(facts), *_learnt(facts)]:
        if day > found.get((key, person), ""):
            found[key, person] = day
    return found


def verified_in(facts: Facts, key: str, person: str) -> list[tuple[int, str, date]]:
    """Number, text and day of every item of a competency that somebody has verified, the newest first."""
    texts = {item["number"]: item["text"] for item in facts["items"]["items"] if item["competency"] == key}
    found = [
        (number, texts[number], date.fromisoformat(day))
        for number, who, day in facts["items"]["verified"]
        if who == person and number in texts
    ]
    return sorted(found, key=lambda item: item[2], reverse=True)


def _verified(facts: Facts) -> Iterable[tuple[str, str, str]]:
    skill_of_item = {item["number"]: item["competency"] for item in facts["items"]["items"]}
    for number, person, day in ever_verified(facts):
        yield skill_of_item.get(number, ""), person, day


def _worked(facts: Facts) -> Iterable[tuple[Any, str, str]]:
    for activity in facts["activities"]:
        for day, mode, _quantity, person in facts["work"].get(activity["id"], ()):
            if mode in OWN_WORK:
                for key in activity["competencies"]:
                    yield key, person, day


def _learnt(facts: Facts) -> Iterable[tuple[str, str, str]]:
    """Learning from practice, mistakes included, is practice of what the activity takes."""
    skills = {activity["id"]: activity["competencies"] for activity in facts["activities"]}
    for activity_id, person, day in facts.get("lessons", {}).get("shown", ()):
        for key in skills.get(activity_id, ()):
            yield key, person, day
