"""Nothing moves, the plan slips, nothing is measured: just below and just above."""

from datetime import date, timedelta

import pytest

from tests.selfsufficiency.triggers.worlds import TODAY, ago, changed, measure, paused, phases, raised, seen, world
from tracker.selfsufficiency.flags.sighting import Proof, Severity, Sighting

STALLED, DRIFT, MEASURE = "stalled", "plan-drift", "no-measure"
HERE = {"id": "engagement"}


def step(days):
    return {"last_step_on": TODAY - timedelta(days=days)}


@pytest.mark.parametrize(("days", "expected"), [(20, []), (21, [("", "warn")]), (90, [("", "warn")])])
def test_no_verified_step_for_21_days(days, expected):
    assert raised(STALLED, world(**step(days))) == expected


def test_a_pause_is_not_a_standstill():
    assert raised(STALLED, world(**step(25), **paused(15, 10))) == []
    assert raised(STALLED, world(**step(26), **paused(15, 10))) == [("", "warn")]
    assert raised(STALLED, world(**step(90), **paused(70, None))) == []


def test_without_a_start_there_is_no_standstill():
    assert raised(STALLED, world(last_step_on=None)) == []


def test_a_standstill_says_since_when():
    assert seen(STALLED, world(**step(30))) == [
        Sighting(
            "", "Steps", Severity.WARN, "No step has been verified for 30 days, since 22 October 2026.",
            (Proof("Last verified step, or the start", date(2026, 10, 22), None, "engagements.gates", HERE),),
        )
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "expected"), [(30, []), (60, []), (61, [("", "warn")])])
def test_likely_later_than_planned(days, expected):
    assert raised(DRIFT, world(likely_by=TODAY + timedelta(days=days))) == expected


def test_without_a_forecast_nothing_drifts():
    assert raised(DRIFT, world(likely_by=None)) == []


def test_drift_says_both_days():
    assert seen(DRIFT, world(likely_by=TODAY + timedelta(days=70))) == [
        Sighting(
            "", "Handover", Severity.WARN,
            "With a likelihood of 85% the handover comes by 30 January 2027, 10 days after the planned 20 January"
            " 2027.",
            (Proof("Planned handover", date(2027, 1, 20), None, "engagements.plan", HERE),),
        )
    ]  # fmt: skip


def measures(*baselines, reviewed=9):
    rows = [measure(baseline=baseline) for baseline in baselines]
    return changed("measures", measures=rows, reviewed_on=ago(reviewed) if reviewed is not None else None)


@pytest.mark.parametrize(
    ("baselines", "expected"), [((None, None), 1), ((None, 0), 0), ((4, None), 0), ((), 1), ((None,), 1)]
)
def test_not_one_baseline(baselines, expected):
    assert len(raised(MEASURE, world(**measures(*baselines)))) == expected


@pytest.mark.parametrize(("days", "expected"), [(45, []), (46, [("", "warn")])])
def test_nobody_looked_for_more_than_45_days(days, expected):
    assert raised(MEASURE, world(**measures(4, reviewed=days))) == expected


@pytest.mark.parametrize(("days", "expected"), [(45, []), (46, [("", "warn")])])
def test_before_the_first_review_the_days_run_from_the_start(days, expected):
    started = changed("engagement", charter_signed_on=ago(days))
    assert raised(MEASURE, world(**measures(4, reviewed=None), **started)) == expected
    planned = changed("engagement", charter_signed_on=None, starts_on=ago(days))
    assert raised(MEASURE, world(**measures(4, reviewed=None), **planned)) == expected


def test_paused_days_are_left_out():
    assert raised(MEASURE, world(**measures(4, reviewed=48), **paused(20, 17))) == []
    assert raised(MEASURE, world(**measures(4, reviewed=49), **paused(20, 17))) == [("", "warn")]


@pytest.mark.parametrize(
    ("state", "severity"), [("planned", "warn"), ("active", "high"), ("gate_review", "high"), ("reopened", "high")]
)
def test_it_is_graver_in_handover(state, severity):
    assert raised(MEASURE, world(**measures(None), **phases(training="passed", handover=state))) == [("", severity)]


def test_it_says_what_is_missing():
    goals = ("strategy.goals", HERE)
    assert seen(MEASURE, world(**measures(None, None, reviewed=50))) == [
        Sighting(
            "", "Measures", Severity.WARN, "2 measures and no baseline; nobody has looked at the numbers for 50 days.",
            (Proof("No baseline", None, None, *goals),
             Proof("Last review of the numbers", date(2026, 10, 2), None, *goals)),
        )
    ]  # fmt: skip
    assert seen(MEASURE, world(**measures(None)))[0].says == "1 measure and no baseline."
    (nothing,) = seen(MEASURE, world(**measures(reviewed=None)))
    assert nothing.says == "Nothing is measured; nobody has looked at the numbers for 155 days."
    assert nothing.proofs[1] == Proof("The start", date(2026, 6, 19), None, *goals)
