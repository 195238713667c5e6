"""The forecast as arithmetic: printed check values, both ways of reckoning, and every edge."""

from datetime import date, timedelta
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.selfsufficiency.forecasting import (
    CAP,
    Outlook,
    State,
    Week,
    chances,
    exact,
    full_weeks,
    outlook,
    simulated,
)

PRINTED = (0, 2, 1, 3, 1, 2, 0, 2)
MONDAY = date(2026, 11, 23)


def weeks(*nets: int) -> list[Week]:
    """Weeks with these nets; what is below nought was lost."""
    return [Week(MONDAY, done=max(net, 0), lost=max(-net, 0)) for net in nets]


def answer(*nets: int, left: int) -> Outlook:
    return outlook(weeks(*nets), left)


def test_the_printed_check_values() -> None:
    found = answer(*PRINTED, left=10)
    assert (found.even, found.likely, found.safe) == (7, 10, 11)
    assert exact(PRINTED, 10)[8] == pytest.approx(0.702, abs=0.0005)
    assert (found.state, found.method, found.history) == (State.EARLY, "exact", PRINTED)


def test_convolution_by_hand() -> None:
    """Nought or one step a week, two left: done by week n unless at most one week of n had one."""
    curve = exact((0, 1), 2)
    assert curve[:5] == pytest.approx((0, 0, 1 / 4, 1 / 2, 11 / 16))
    found = answer(0, 1, 0, 1, 0, 1, 0, 1, 0, 1, left=2)
    assert found.even == 3, "an even chance is enough for an even chance"


@pytest.mark.parametrize(("nets", "left"), [(PRINTED, 10), (PRINTED, 40), ((0, 0, 0, 5), 17), ((1, 1, 2, 7), 30)])
def test_draws_agree_with_convolution(nets: tuple[int, ...], left: int) -> None:
    """Within four standard errors of ten thousand draws, at every week."""
    both = zip(exact(nets, left), simulated(nets, left), strict=False)
    for week, (surely, drawn) in enumerate(both):
        assert abs(surely - drawn) <= 4 * (surely * (1 - surely) / 10_000) ** 0.5 + 1e-9, week


def test_draws_that_go_back_agree_with_the_chances_of_a_walk() -> None:
    """Up two or down one, each as likely, two left: the first week by which it is there, by hand for three weeks."""
    drawn = simulated((-1, 2), 2)
    assert drawn[1] == pytest.approx(1 / 2, abs=0.02)
    assert drawn[2] == pytest.approx(1 / 2, abs=0.02), "down and up is one of two"
    assert drawn[3] == pytest.approx(1 / 2 + 1 / 8, abs=0.02), "down, up, up"


def test_ten_thousand_are_drawn() -> None:
    tenths = [chance * 10_000 for chance in simulated((-1, 0, 2), 9)]
    assert tenths == pytest.approx([round(share) for share in tenths], abs=1e-6)
    assert any(round(share) % 10 for share in tenths), "and no rounder number of them"


def test_it_is_reckoned_as_far_as_it_is_safe_and_no_further() -> None:
    for curve in (exact((0, 1), 2), exact(PRINTED, 10), simulated((-1, 2), 5)):
        assert curve[-2] < 0.95 <= curve[-1] + 1e-9
        assert curve[0] == 0.0
    assert exact((1, 1), 3) == (0.0, 0.0, 0.0, 1.0)
    assert exact((0, *[1] * 19), 1) == pytest.approx((0, 0.95)), "nineteen of twenty is safe"


def test_it_is_convolution_wherever_no_week_went_back() -> None:
    assert answer(1, 2, 1, 2, 1, 2, left=9).method == "exact"
    assert answer(0, 2, 1, 2, 1, 2, left=9).method == "exact"
    assert answer(-1, 2, 1, 2, 1, 2, left=9).method == "simulated"


def test_the_same_question_has_the_same_answer_whatever_the_order_of_the_weeks() -> None:
    some, others = (3, -1, 0, 2, 1, -2, 4, 0, 1, 1, 0, 2), (2, 0, 1, 1, 0, 4, -2, 1, 2, 0, -1, 3)
    assert chances(tuple(sorted(some)), 25) == chances(tuple(sorted(others)), 25)
    assert simulated(sorted(some), 25) == simulated(sorted(others), 25)
    one, other = answer(*some, left=25), answer(*others, left=25)
    assert (one.even, one.likely, one.safe) == (other.even, other.likely, other.safe)
    assert one.method == "simulated"


def test_it_takes_six_weeks() -> None:
    assert (answer(9, 9, 9, 9, 9, left=3).state, answer(9, 9, 9, 9, 9, left=3).why) == (State.NONE, "few_weeks")
    assert answer(9, 9, 9, 9, 9, 9, left=3).state == State.EARLY


def test_it_takes_five_verified_steps() -> None:
    assert answer(2, 0, 0, 2, 0, 0, left=3).why == "few_steps"
    assert answer(2, 0, 0, 3, 0, 0, left=3).state == State.EARLY
    lost_again = [Week(MONDAY, done=5, lost=4), *weeks(0, 0, 0, 0, 0)]
    assert outlook(lost_again, 3).state == State.EARLY, "verified is verified, even if lost since"


def test_it_is_an_early_estimate_up_to_ten_weeks() -> None:
    assert answer(*[1] * 10, left=3).state == State.EARLY
    assert answer(*[1] * 11, left=3).state == State.CONVERGING


def test_without_progress_there_is_no_date() -> None:
    back_and_forth = answer(5, -5, 3, -3, 1, -1, left=3)
    assert back_and_forth.state == State.NOT_CONVERGING
    assert (back_and_forth.even, back_and_forth.likely, back_and_forth.safe, back_and_forth.method) == (
        None, None, None, ""
    )  # fmt: skip
    assert answer(5, -5, 3, -3, 1, 0, left=3).state == State.EARLY
    added = [Week(MONDAY, done=2, added=3)] * 12
    assert outlook(added, 3).state == State.NOT_CONVERGING, "scope that grows faster than it is done"


def test_beyond_two_years_nothing_is_said() -> None:
    slow = answer(*[0] * 11, 5, left=40)
    assert slow.state == State.CONVERGING
    assert slow.even is not None
    assert slow.safe is None
    never = answer(*[0] * 11, 5, left=200)
    assert (never.even, never.likely, never.safe) == (None, None, None)
    assert len(exact((0,) * 11 + (5,), 200)) == CAP + 1
    assert len(simulated((-1, 0, 0, 2), 500)) == CAP + 1


def test_the_last_week_of_the_two_years_still_counts() -> None:
    assert answer(*[1] * 12, left=CAP).safe == CAP
    assert answer(*[1] * 12, left=CAP + 1).safe is None


@pytest.mark.slow
@settings(max_examples=100, deadline=None, database=None)
@given(st.lists(st.integers(-2, 6), min_size=6, max_size=12), st.integers(1, 80))
def test_safer_is_never_sooner_and_chances_never_fall(nets: list[int], left: int) -> None:
    found = outlook(weeks(*nets), left)
    given_weeks = [week for week in (found.even, found.likely, found.safe) if week is not None]
    assert given_weeks == sorted(given_weeks)
    if given_weeks:
        assert given_weeks[0] >= left / max(nets), "no faster than the best week"
        curve, _ = chances(tuple(sorted(nets)), left)
        assert list(curve) == pytest.approx(list(accumulate(curve, max)))


# The weeks it rests on


def history(
    *moves: tuple[int, int, int, int], since: int = -200, today: date = MONDAY, pauses: tuple = ()
) -> list[tuple[int, int]]:
    """(weeks ago, net) of the weeks found; `moves` are (days ago, done, lost, added)."""
    days = [(today - timedelta(days=ago), *steps) for ago, *steps in moves]
    found = full_weeks(days, today + timedelta(days=since), today, pauses)
    return [((today - week.monday).days // 7, week.net) for week in found]


def test_weeks_run_from_monday_to_sunday_and_the_present_one_does_not_count() -> None:
    assert history((0, 9, 0, 0), (1, 1, 0, 0), (7, 2, 0, 0), (8, 4, 0, 0), since=-14) == [(2, 4), (1, 3)]
    sunday = MONDAY + timedelta(days=6)
    assert full_weeks([(MONDAY, 5, 0, 0)], MONDAY, sunday, ()) == []
    assert full_weeks([(MONDAY, 5, 0, 0)], MONDAY, MONDAY + timedelta(days=7), ()) == [Week(MONDAY, 5)]


def test_a_week_nets_what_was_done_lost_and_added() -> None:
    assert history((1, 5, 1, 0), (2, 0, 1, 2), since=-7) == [(1, 1)]
    assert history((1, 1, 0, -3), since=-7) == [(1, 4)], "what was taken out brings the end nearer"


def test_empty_weeks_count_and_only_the_last_twelve_do() -> None:
    found = history((85, 7, 0, 0), (84, 2, 0, 0), (1, 1, 0, 0))
    assert found == [(12, 2), *[(ago, 0) for ago in range(11, 1, -1)], (1, 1)]


def test_a_week_that_began_before_the_work_does_not_count() -> None:
    assert [ago for ago, _ in history(since=-21)] == [3, 2, 1]
    assert [ago for ago, _ in history(since=-20)] == [2, 1]


def test_weeks_that_a_pause_touched_are_left_out_and_earlier_ones_taken() -> None:
    def ago(days: int) -> date:
        return MONDAY - timedelta(days=days)

    one_day = ((ago(8), ago(7)),)
    assert [week for week, _ in history(since=-28, pauses=one_day)] == [4, 3, 1]
    over_a_weekend = ((ago(9), ago(5)),)
    assert [week for week, _ in history(since=-28, pauses=over_a_weekend)] == [4, 3]
    until_monday = ((ago(14), ago(7)),)
    assert [week for week, _ in history(since=-28, pauses=until_monday)] == [4, 3, 1], "that Monday runs again"
    long = ((ago(70), ago(14)),)
    assert [week for week, _ in history(pauses=long)] == [*range(20, 10, -1), 2, 1]
    assert len(history(pauses=((ago(3), None),))) == 12, "a pause that lasts touches the week in which it began"
    assert history(pauses=((ago(3), None),))[-1] == (2, 0)
