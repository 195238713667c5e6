"""Steps left, counted by hand, and that no day's tally ever loses one."""

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.selfsufficiency.steps import (
    CRITERIA,
    RUNGS,
    SECTIONS,
    SKILLS,
    TALLY,
    Moved,
    moved,
    parts_of,
    steps_left,
    tally,
)

TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(days=1)


def person(side: str = "client", active: bool = True) -> dict[str, Any]:
    return {"name": "", "role": "", "side": side, "active": active}


def activity(id: str, rung: int, target: int = 4, na: bool = False) -> dict[str, Any]:
    return {"id": id, "key": id, "name": id, "rung": rung, "target": target, "na": na, "critical": True}


def skill(id: str, critical: bool, levels: dict[str, int], leader: bool = False) -> dict[str, Any]:
    held = [{"person": who, "level": level} for who, level in levels.items()]
    return {"id": id, "key": id, "name": id, "critical": critical, "leader": leader, "target": 3, "people": held}


def section(id: str, signed: bool, na: bool = False) -> dict[str, Any]:
    return {"id": id, "title": id, "signed_on": "2026-10-01" if signed else None, "na": na}


def criterion(id: str, claimed: bool = False, waived_until: str | None = None) -> dict[str, Any]:
    claim = {"by": "helen", "on": "2026-10-01", "evidence": "", "link": None} if claimed else None
    waiver = {"by": "helen", "on": "2026-10-01", "reason": "", "expires_on": waived_until} if waived_until else None
    return {"id": id, "key": id, "text": id, "rule": None, "evidence": "", "claim": claim, "waiver": waiver}


def gate(kind: str, state: str, *criteria: dict[str, Any]) -> dict[str, Any]:
    return {"id": kind, "kind": kind, "name": kind, "state": state, "criteria": list(criteria)}


@pytest.fixture
def facts() -> dict[str, Any]:
    """By hand: rungs 3 + 0, skills (0+2) + 1, sections 1, criteria 2: nine in all."""
    return {
        "people": {
            "priya": person(), "tom": person(), "kim": person("practice"), "gone": person(active=False),
        },
        "activities": [activity("reply", 1), activity("posts", 4), activity("ads", 0, na=True)],
        "competencies": [
            skill("essentials", False, {}, leader=True),
            skill("write", True, {"tom": 1, "priya": 4, "kim": 4, "gone": 3}),
            skill("measure", False, {"kim": 0, "tom": 1, "priya": 2}),
        ],
        "strategy": [section("purpose", True), section("voice", False), section("rules", False, na=True)],
        "gates": [
            gate("training", "active", criterion("drill")),
            gate("handover", "planned", criterion("pack"), criterion("teach-back", claimed=True),
                 criterion("check-ins", waived_until="2026-11-22"), criterion("plan", waived_until="2026-11-23")),
        ],
    }  # fmt: skip


def left(facts: dict[str, Any], day: date = TODAY) -> int:
    return steps_left(parts_of(facts, day))


def walk(
    count: int | None, since: date, before: dict[str, Any], after: dict[str, Any], day: date, scope: bool
) -> Moved:
    """As a day is kept: first time passes over the facts `before`, then they become those `after`."""
    numbers: dict[str, Any] = {} if count is None else {"steps_left": count, **dict.fromkeys(TALLY[1:], 0)}
    parts = parts_of(before, since) if before else ()
    if since != day:
        parts, aged = parts_of(before, day), parts
        numbers = tally(numbers, aged, parts, new_day=True, scope=False)
    return Moved(*tally(numbers, parts, parts_of(after, day), new_day=False, scope=scope).values())


def by_source(facts: dict[str, Any]) -> dict[str, int]:
    sums = dict.fromkeys((RUNGS, SKILLS, SECTIONS, CRITERIA), 0)
    for part in parts_of(facts, TODAY):
        sums[part.source] += part.left
    return sums


def test_steps_counted_by_hand(facts: dict[str, Any]) -> None:
    assert by_source(facts) == {RUNGS: 3, SKILLS: 3, SECTIONS: 1, CRITERIA: 2}
    assert left(facts) == 9


def test_each_part_tells_what_it_is_and_how_much_it_takes(facts: dict[str, Any]) -> None:
    parts = {part.id: (part.left, part.steps) for part in parts_of(facts, TODAY)}
    assert parts == {
        "reply": (3, 4), "posts": (0, 4), "write": (2, 6), "measure": (1, 3), "purpose": (0, 1), "voice": (1, 1),
        "pack": (1, 1), "teach-back": (0, 1), "check-ins": (1, 1),
    }  # fmt: skip


def test_whoever_left_stops_counting_that_day(facts: dict[str, Any]) -> None:
    facts["people"]["priya"]["active"] = False
    assert by_source(facts)[SKILLS] == 7, "write falls back to Tom's 1 and nobody: 2 + 3; measure to Tom's 1"


def test_a_critical_skill_that_nobody_has_takes_two_people_all_the_way(facts: dict[str, Any]) -> None:
    facts["competencies"][1]["people"] = []
    assert next(part for part in parts_of(facts, TODAY) if part.id == "write").left == 6


def test_more_than_the_target_makes_up_for_nothing(facts: dict[str, Any]) -> None:
    facts["activities"][1]["target"], facts["activities"][1]["rung"] = 3, 4
    assert by_source(facts)[RUNGS] == 3


def test_a_gate_that_was_passed_has_no_criteria_open_and_one_that_was_waived_asks_none(facts: dict[str, Any]) -> None:
    facts["gates"][1]["state"] = "passed"
    assert by_source(facts)[CRITERIA] == 0
    facts["gates"][1]["state"] = "waived"
    assert [part for part in parts_of(facts, TODAY) if part.source == CRITERIA] == []


def test_steps_done_and_lost_in_one_commit_are_both_told(facts: dict[str, Any]) -> None:
    after = deepcopy(facts)
    after["activities"][0]["rung"] = 3
    after["strategy"][0]["signed_on"] = None
    assert walk(9, TODAY, facts, after, TODAY, scope=False) == Moved(8, done=2, lost=1)


def test_what_comes_or_goes_is_neither_progress_nor_regression(facts: dict[str, Any]) -> None:
    after = deepcopy(facts)
    after["activities"].append(activity("video", 1))
    after["strategy"][1]["na"] = True
    after["competencies"][2]["critical"] = True
    assert walk(9, TODAY, facts, after, TODAY, scope=False) == Moved(13, added=3 - 1 + 2)


def test_a_lower_target_asks_less_and_is_no_progress(facts: dict[str, Any]) -> None:
    after = deepcopy(facts)
    after["activities"][0]["target"] = 3
    assert moved(parts_of(facts, TODAY), parts_of(after, TODAY), scope=False) == Moved(8, added=-1)
    assert moved(parts_of(after, TODAY), parts_of(facts, TODAY), scope=False) == Moved(9, added=1)


def test_all_that_a_change_of_scope_moves_is_scope(facts: dict[str, Any]) -> None:
    """Taking an activity out can also make a criterion of the gate hold that nobody worked for."""
    after = deepcopy(facts)
    after["activities"][0]["na"] = True
    after["gates"][1]["criteria"][0]["claim"] = {"by": "helen", "on": "", "evidence": "", "link": None}
    assert walk(9, TODAY, facts, after, TODAY, scope=True) == Moved(5, added=-4)


def test_a_waiver_asks_less_and_asks_it_again_when_it_runs_out(facts: dict[str, Any]) -> None:
    after = deepcopy(facts)
    after["gates"][1]["criteria"][0]["waiver"] = {"by": "", "on": "", "reason": "", "expires_on": "2026-11-23"}
    assert walk(9, TODAY, facts, after, TODAY, scope=False) == Moved(8, added=-1)
    tomorrow = TODAY + timedelta(days=1)
    assert walk(8, TODAY, after, after, tomorrow, scope=False) == Moved(10, added=2)


def test_time_and_people_are_told_apart_on_the_same_day(facts: dict[str, Any]) -> None:
    after = deepcopy(facts)
    after["activities"][0]["na"] = True
    before = left(facts, YESTERDAY)
    assert before == 8, "the waiver of the check-ins still held"
    assert walk(before, YESTERDAY, facts, after, TODAY, scope=True) == Moved(6, added=1 - 3)


def test_counting_otherwise_is_no_progress(facts: dict[str, Any]) -> None:
    assert walk(12, TODAY, facts, facts, TODAY, scope=False) == Moved(9, added=-3)


def test_the_first_count_has_nothing_before_it(facts: dict[str, Any]) -> None:
    assert walk(None, TODAY, {}, facts, TODAY, scope=False) == Moved(9)


def random_facts(data: bytes) -> dict[str, Any]:
    pick = iter(data)

    def of(count: int) -> int:
        return next(pick, 0) % count

    people = {str(n): person(("client", "practice")[of(2)], bool(of(3))) for n in range(4)}
    return {
        "people": people,
        "activities": [activity(str(n), of(5), of(5), not of(4)) for n in range(of(4))],
        "competencies": [
            skill(str(n), bool(of(2)), {who: of(5) for who in people if of(2)}, not of(4)) for n in range(of(4))
        ],
        "strategy": [section(str(n), bool(of(2)), not of(4)) for n in range(of(4))],
        "gates": [
            gate("handover", ("planned", "passed", "waived", "reopened")[of(4)], *[
                criterion(str(n), bool(of(2)), (None, "2026-11-21", "2026-11-22", "2026-11-23")[of(4)])
                for n in range(of(4))
            ]),
        ],
    }  # fmt: skip


states = st.binary(min_size=60, max_size=60).map(random_facts)


@pytest.mark.slow
@settings(max_examples=300, deadline=None, database=None)
@given(st.lists(st.tuples(states, st.integers(0, 3), st.booleans()), min_size=2, max_size=6))
def test_no_step_is_ever_lost_from_the_tally(history: list[tuple[dict[str, Any], int, bool]]) -> None:
    """Whatever happens: left before − left now = done − lost − added, and each part of it says what it should."""
    (before, _, _), *rest = history
    day = YESTERDAY - timedelta(days=1)
    counted = walk(None, day, {}, before, day, False).left
    for after, later, scope in rest:
        since, day = day, day + timedelta(days=later)
        step = walk(counted, since, before, after, day, scope)
        assert counted - step.left == step.done - step.lost - step.added
        assert step.left == left(after, day)
        assert step.done >= 0 <= step.lost
        if scope and not later:
            assert step.done == step.lost == 0
        before, counted = after, step.left


@pytest.mark.slow
@settings(max_examples=200, deadline=None, database=None)
@given(states)
def test_nothing_is_left_that_was_not_required(facts: dict[str, Any]) -> None:
    for part in parts_of(facts, TODAY):
        assert 0 <= part.left <= part.steps


def test_nothing_moves_when_nothing_changes(facts: dict[str, Any]) -> None:
    parts = parts_of(facts, TODAY)
    assert moved(parts, parts, False) == Moved(9)
