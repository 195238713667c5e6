"""Guru guard, share: what the practice still delivers, just below and just above."""

from datetime import date

import pytest

from tests.selfsufficiency.triggers.worlds import activity, ago, changed, paused, phases, raised, seen, world
from tracker.selfsufficiency.flags.sighting import Proof, Severity, Sighting

SHARE = "guard-share"
HIGH = [("posts", "high")]


def work(*log):
    return changed("work", posts=[[ago(days), mode, pieces, "marcus"] for days, mode, pieces in log])


@pytest.mark.parametrize(
    ("consultant", "client", "expected"),
    [(2, 6, []), (26, 74, HIGH), (25, 75, []), (2, 3, HIGH), (2, 2, []), (1, 3, []), (0, 9, [])],
)
def test_more_than_a_quarter_of_at_least_five_pieces(consultant, client, expected):
    assert raised(SHARE, world(**work((3, "consultant", consultant), (3, "client", client)))) == expected


@pytest.mark.parametrize(("together", "expected"), [(5, []), (6, HIGH)])
def test_what_was_done_together_is_half_the_practices(together, expected):
    assert raised(SHARE, world(**work((3, "together", together), (3, "client", 5)))) == expected


def test_looking_on_delivers_nothing():
    assert raised(SHARE, world(**work((3, "consultant", 4), (3, "oversight", 9)))) == []
    assert raised(SHARE, world(**work((3, "consultant", 4), (3, "oversight", 9), (3, "client", 1)))) == HIGH


@pytest.mark.parametrize(
    ("share", "expected"), [(45, []), (46, HIGH), (50, HIGH), (60, HIGH)]
)  # of a hundred, where fifty of a hundred were the practice's before
def test_down_by_a_tenth_of_what_it_was_is_progress(share, expected):
    log = work((40, "consultant", 50), (40, "client", 50), (3, "consultant", share), (3, "client", 100 - share))
    assert raised(SHARE, world(**log)) == expected


def test_nothing_logged_before_is_no_progress():
    assert raised(SHARE, world(**work((3, "consultant", 5)))) == HIGH


@pytest.mark.parametrize(("days", "expected"), [(27, HIGH), (28, []), (0, HIGH), (-1, [])])
def test_the_newer_span_is_the_last_28_days(days, expected):
    assert raised(SHARE, world(**work((days, "consultant", 5)))) == expected


@pytest.mark.parametrize(("days", "expected"), [(28, []), (55, []), (56, HIGH)])
def test_the_older_span_is_the_28_days_before(days, expected):
    log = work((days, "consultant", 9), (3, "consultant", 5), (3, "client", 5))
    assert raised(SHARE, world(**log)) == expected


def test_paused_days_are_left_out_of_both_spans():
    assert raised(SHARE, world(**work((37, "consultant", 5)))) == []
    assert raised(SHARE, world(**work((37, "consultant", 5)), **paused(20, 10))) == HIGH
    falling = work((65, "consultant", 9), (3, "consultant", 5), (3, "client", 5))
    assert raised(SHARE, world(**falling)) == HIGH
    assert raised(SHARE, world(**falling, **paused(20, 10))) == []


@pytest.mark.parametrize(
    ("gates", "expected"),
    [({"training": "active"}, HIGH), ({"training": "gate_review"}, HIGH), ({"training": "reopened"}, HIGH),
     ({"training": "planned"}, []), ({"training": "passed"}, []), ({"training": "waived", "handover": "active"}, HIGH),
     ({"strategy": "active", "implementation": "active", "training": "planned"}, [])],
)  # fmt: skip
def test_only_while_training_or_handover_is_open(gates, expected):
    assert raised(SHARE, world(**work((3, "consultant", 5)), **phases(**gates))) == expected


def test_what_does_not_apply_is_left_out():
    assert raised(SHARE, world(**work((3, "consultant", 5)), activities=[activity("posts", na=True)])) == []


def test_it_says_both_spans_with_their_figures():
    log = work((40, "client", 2), (40, "consultant", 2), (3, "consultant", 4), (3, "together", 2), (2, "client", 4))
    assert seen(SHARE, world(**log)) == [
        Sighting(
            "posts", "Posts", Severity.HIGH,
            "In Training the practice delivered 50% of 10 pieces of Posts since 25 October 2026; in the four weeks"
            " before, it was 50%.",
            (
                proof("4 done by the client alone since 25 October 2026", 25, 10),
                proof("4 done by the consultant since 25 October 2026", 25, 10),
                proof("2 done together with the consultant since 25 October 2026", 25, 10),
                proof("2 done by the client alone since 27 September 2026", 27, 9),
                proof("2 done by the consultant since 27 September 2026", 27, 9),
            ),
        )
    ]  # fmt: skip
    log = work((3, "consultant", 85), (3, "client", 139))
    assert seen(SHARE, world(**log, **phases(training="active", handover="active")))[0].says == (
        "In Handover the practice delivered 37.9% of 224 pieces of Posts since 25 October 2026; in the four weeks"
        " before, nothing is logged."
    )


def proof(what, day, month):
    return Proof(what, date(2026, month, day), None, "responsibilities.activity", {"id": "posts"})
