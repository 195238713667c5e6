"""The practice's share of what was delivered, and the gate rules that read it."""

from datetime import date, timedelta

import pytest

from tracker.worklog.gate_rules import practice_not_delivering, practice_share_at_most
from tracker.worklog.shares import amounts, hands_on_share, practice_share, practice_share_of

FRIDAY = date(2026, 11, 20)
LAST_WEEK, WEEK_BEFORE = date(2026, 11, 11), date(2026, 11, 4)


def entry(on, mode, quantity=1):
    return [on.isoformat(), mode, quantity, "somebody"]


def facts(**work):
    rows = [{"id": key, "name": key.capitalize(), "na": False, "critical": key != "listen"} for key in work]
    return {"activities": rows, "work": work, "engagement": {"id": "e1"}}


def test_together_counts_half_and_looking_over_not_at_all():
    assert practice_share({"consultant": 2, "together": 2, "client": 6, "oversight": 50}) == pytest.approx(0.3)
    assert practice_share({"client": 4, "provider": 4, "client_checked": 2}) == 0
    assert practice_share({"oversight": 3}) is None
    assert practice_share({}) is None


def test_the_last_28_days_count_today_included():
    work = {"reply": [entry(FRIDAY, "client"), entry(FRIDAY - timedelta(days=27), "consultant")],
            "listen": [entry(FRIDAY - timedelta(days=28), "consultant", 100)]}  # fmt: skip
    assert practice_share_of(work, FRIDAY) == 0.5


def test_amounts_take_both_ends():
    entries = [entry(WEEK_BEFORE, "client", 2), entry(LAST_WEEK, "client", 3), entry(FRIDAY, "client", 5)]
    assert amounts(entries, WEEK_BEFORE, LAST_WEEK) == {"client": 5}


def share_rule(**work):
    return practice_share_at_most(facts(**work), {"share": 0.25, "weeks": 2}, FRIDAY)


def test_each_of_the_last_full_weeks_has_to_be_low():
    low = [entry(LAST_WEEK, "client", 3), entry(LAST_WEEK, "consultant"), entry(WEEK_BEFORE, "client", 9)]
    verdict = share_rule(reply=low)
    assert verdict.met and verdict.says == "Highest week 25%, at most 25%"
    high = share_rule(reply=[*low, entry(WEEK_BEFORE, "together", 11)])
    assert not high.met
    assert [missing.text for missing in high.missing] == ["The practice delivered 28% in the week of 2 November"]
    assert (high.missing[0].endpoint, high.missing[0].values) == ("worklog.log", {"id": "e1"})


def test_this_week_does_not_count_yet_and_an_empty_week_shows_nothing():
    verdict = share_rule(reply=[entry(LAST_WEEK, "client"), entry(FRIDAY, "consultant", 99)])
    assert [missing.text for missing in verdict.missing] == ["Nothing is logged in the week of 2 November"]
    assert share_rule(reply=[]).says == "Nothing is logged"


def delivering(**work):
    return practice_not_delivering(facts(**work), {"weeks": 4, "activities": "critical"}, FRIDAY)


def test_the_practice_has_no_hand_in_critical_work_for_four_weeks():
    long_ago = FRIDAY - timedelta(days=40)
    calm = [entry(LAST_WEEK, "client", 5), entry(FRIDAY, "client_checked"), entry(long_ago, "consultant")]
    assert delivering(reply=calm, listen=[entry(FRIDAY, "consultant")]).met


@pytest.mark.parametrize("mode", ["consultant", "together"])
@pytest.mark.parametrize("on", [FRIDAY, date(2026, 10, 19)])
def test_a_hand_in_it_is_named(mode, on):
    verdict = delivering(reply=[entry(LAST_WEEK, "client", 5), entry(on, mode, 2)])
    assert not verdict.met
    assert verdict.missing[0].text == "The practice had a hand in 2 of Reply since 19 October"


def test_without_a_log_nothing_shows_that_the_practice_stopped():
    verdict = delivering(reply=[], listen=[entry(FRIDAY, "client")])
    assert not verdict.met and verdict.missing[0].text == "Nothing of these activities is logged since 19 October"


def test_what_a_provider_does_is_owned_but_not_done_by_own_hands():
    assert hands_on_share({"client": 2, "client_checked": 1, "together": 2, "provider": 4, "consultant": 1}) == 0.4
    assert hands_on_share({"oversight": 5}) is None
