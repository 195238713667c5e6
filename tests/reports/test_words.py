"""What a report says of numbers and texts, without a database."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from tracker.core.prose import tree
from tracker.reports.happened import hours, signed_and_verified
from tracker.reports.movement import moved
from tracker.reports.paper import paper_of
from tracker.reports.parts import PARTS, complete, first_entries, in_order, shown_parts
from tracker.reports.showing import change_words, in_words

NOVEMBER = date(2026, 11, 1)


@dataclass
class Day:
    day: date
    value: float
    causes: list = field(default_factory=list)
    stage: str = "sharing"
    strategy: float = 0.5
    tools: float = 0.5
    responsibility: float = 0.5
    practice: float = 0.5
    resilience: float = 0.5


def test_what_moved_the_index_is_told_apart_and_adds_up():
    rows = [
        Day(date(2026, 10, 31), 50, [["rung.moved", "Before", "Mina", 9.0, "people", None]]),
        Day(date(2026, 11, 2), 54, [["section.signed", "Purpose", "Helen", 5.0, "people", "x"],
                                    ["time.passed", "", "", -1.0, "time", None]]),
        Day(date(2026, 11, 9), 53, [["rung.moved", "Reply", "Mina", -2.0, "regression", "y"],
                                    ["scope.added", "Video", "Helen", -1.5, "scope", "z"],
                                    ["section.signed", "Purpose", "Helen", 2.5, "people", "x"]]),
    ]  # fmt: skip
    found = moved(rows, NOVEMBER)
    assert (found["then"], found["then_on"]) == (50, "2026-10-31")
    assert found["kinds"] == [["people", 7.5], ["time", -1.0], ["scope", -1.5], ["regression", -2.0]]
    assert found["rest"] == 0.0 and found["causes"][0] == ["people", "Purpose: section signed", 7.5]
    assert [point[1] for point in found["trend"]] == [50, 54, 53]
    assert change_words(53.9, found) == "up 3 since 31 October 2026"
    assert change_words(49.2, found) == "down 1 since 31 October 2026"
    assert change_words(50.9, found) == "unchanged since 31 October 2026"


def test_the_first_day_has_nothing_to_compare_with():
    found = moved([Day(NOVEMBER, 40)], NOVEMBER)
    assert change_words(40, found) == "" and moved([], NOVEMBER) == {}


def test_a_year_of_days_makes_a_picture_of_few_points():
    rows = [Day(date.fromordinal(NOVEMBER.toordinal() + n), n / 4) for n in range(365)]
    trend = moved(rows, NOVEMBER)["trend"]
    assert len(trend) <= 61 and trend[0][1] == 0 and trend[-1][1] == 91


def fact(**changes):
    return {
        "items": {"verified": []}, "strategy": [], "activities": [], "runbooks": [], "gates": [], "deliverables": [],
        **changes,
    }  # fmt: skip


def test_the_period_begins_after_its_first_day_and_ends_with_its_last():
    items = [[1, "a", "2026-11-01"], [2, "a", "2026-11-02"], [3, "b", "2026-11-29"], [4, "b", "2026-11-30"]]
    found = signed_and_verified(fact(items={"verified": items}), NOVEMBER, date(2026, 11, 29))
    assert (found["items"], found["people"]) == (2, 2)


def test_hours_are_those_of_full_weeks_and_of_the_newest_plan():
    plans = [
        {"person": "a", "hours": 6, "agreed": True, "first_week": "2026-11-09", "last_week": None},
        {"person": "a", "hours": 4, "agreed": True, "first_week": "2026-10-05", "last_week": None},
        {"person": "b", "hours": 9, "agreed": False, "first_week": "2026-10-05", "last_week": None},
    ]
    used = {"a": [["2026-11-02", 120], ["2026-11-09", 300], ["2026-11-23", 60]], "b": [["2026-11-02", 600]]}
    found = hours({"time": {"plans": plans, "used": used}}, NOVEMBER, date(2026, 11, 25))
    assert found == {"weeks": 3, "planned": 16, "used": 7.0}
    assert hours({"time": {"plans": [], "used": {}}}, NOVEMBER, date(2026, 11, 29)) == {}


def test_parts_are_left_out_ordered_and_completed():
    entries = first_entries({"done": "Something."})
    assert [part["key"] for part in shown_parts(entries)] == [
        "number", "done", "signed", "work", "road", "decisions", "risks",
    ]  # fmt: skip
    for entry in entries:
        entry["out"] = True
    assert [part["key"] for part in shown_parts(entries)] == ["number"]
    placed = in_order([(2, {"key": "a"}), (1, {"key": "b"}), (2, {"key": "c"})])
    assert [entry["key"] for entry in placed] == list("bac")
    assert [entry["key"] for entry in complete([{"key": "asks", "text": "", "out": False}, {"key": "gone"}])] == [
        "asks", *(part.key for part in PARTS if part.key != "asks"),
    ]  # fmt: skip


HOSTILE = [
    "#panic() $x$ @label <ref> \\ ` ``` ~~~", "<script>alert(1)</script>", "[x](javascript:alert(1))",
    "> " * 60 + "deep",
    "- " * 200 + "x", "| a | b |\n|---|---|\n| 1 |", "```\n#let x = 1\n```", 
    "![pic](https://example.org/x.png)",
    "# One\n\n### Three\n\n---\n\n1. a\n   - b\n\n~~gone~~", "[https://example.org](https://example.org)", "&lt; & \"",
    "| a |\n|---|\n",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_is_set_and_never_run(text):
    made = [
        paper_of(
            title=text[:100], since=NOVEMBER, until=date(2026, 11, 29), numbers={}, client=text[:60], practice="P",
            by="B", parts=[{"key": "done", "title": "Done", "text": text}],
        )
        for _ in range(2)
    ]  # fmt: skip
    assert made[0] == made[1] and made[0].startswith(b"%PDF")


def test_a_link_that_would_run_something_leads_nowhere():
    (paragraph,) = tree("[x](javascript:alert(1)) [y](https://example.org)")
    led = {part["href"] for part in paragraph["parts"] if part["kind"] == "link"}
    assert led - {""} == {"https://example.org"}


def test_before_anything_was_reckoned_there_are_no_words():
    assert in_words({}) == {}
