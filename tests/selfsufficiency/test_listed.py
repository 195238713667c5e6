"""What lists are sorted by says the same as the standing, and knows a place for what has no value."""

from datetime import date
from types import SimpleNamespace

import pytest

from tracker.clients.adding import change_client, mark
from tracker.clients.models import Client
from tracker.core.database import db
from tracker.selfsufficiency.listed import (
    DEGREE,
    NO_END,
    NO_WORK,
    flags_that_ask,
    keep_listed,
    step_of,
    urgency_of,
)  # fmt: skip
from tracker.selfsufficiency.models import Standing
from tracker.tenancy import scoped

CRITICAL = ["guru_linger", "x", 3, "open", "Guru", "says", "2026-11-01", None]
WARN = ["stalled", "y", 1, "acknowledged", "Stalled", "says", "2026-11-01", None]
PUT_OFF = ["no_owner", "z", 3, "snoozed", "No owner", "says", "2026-11-01", "2026-12-24"]


def standing(**values):
    empty = {
        "state": "active", "gate": {"position": 2}, "value": 40.0, "weekly": [], "practice_share": None,
        "needs": 0, "forecast": {}, "flags": [], "client_seen_at": None, "quiet_since": None,
    }  # fmt: skip
    row = SimpleNamespace(**empty | values)
    keep_listed(row)
    return row


def test_what_has_no_value_has_a_place_all_the_same() -> None:
    row = standing()
    assert (row.change, row.our_share, row.likely_on, row.late, row.gravest) == (0.0, NO_WORK, NO_END, False, 0)
    assert row.quiet_since is not None


def test_the_change_is_that_since_the_oldest_week_kept() -> None:
    assert standing(weekly=[["2026-10-05", 31.5], ["2026-10-12", 38.0]]).change == 8.5
    assert standing(weekly=[["2026-10-05", 31.5]]).change == 0.0


def test_a_forecast_behind_the_plan_or_without_an_end_is_late() -> None:
    row = standing(forecast={"likely": "2027-02-05", "planned": "2027-02-04"})
    assert (row.likely_on, row.late) == (date(2027, 2, 5), True)
    assert not standing(forecast={"likely": "2027-02-04", "planned": "2027-02-04"}).late
    assert standing(forecast={"likely": None, "state": "not_converging"}).late
    assert not standing(forecast={"likely": None, "state": "none"}).late


def test_a_flag_put_off_asks_for_nobody() -> None:
    assert flags_that_ask([PUT_OFF, WARN]) == [WARN]
    assert standing(flags=[PUT_OFF, WARN]).gravest == 1
    assert standing(flags=[PUT_OFF, CRITICAL]).gravest == 3


@pytest.mark.parametrize(
    ("state", "gate", "step"),
    [
        ("prospect", {"position": 0}, 0), ("agreed", {"position": 0}, 1), ("active", {"position": 0}, 2),
        ("active", {"position": 3}, 5), ("paused", {"position": 1}, 3), ("active", {}, 6), ("handed_over", {}, 7),
        ("closed", {}, 8), ("ended_early", {"position": 2}, 9), ("declined", {"position": 0}, 10),
    ],
)  # fmt: skip
def test_how_far_an_engagement_has_come(state: str, gate: dict, step: int) -> None:
    assert step_of(state, gate) == step


def test_grave_flags_come_before_whatever_waits_and_warnings_do_not() -> None:
    most = 50**5
    assert urgency_of("active", 3, 0) > urgency_of("active", 2, most) > urgency_of("active", 1, most)
    assert urgency_of("active", 1, 5) == urgency_of("active", 0, 5) == DEGREE + 5
    assert urgency_of("active", 1, 0) == 0
    assert urgency_of("active", 3, most) < 2**31


def test_after_the_handover_only_flags_ask_and_after_the_end_nothing() -> None:
    assert urgency_of("handed_over", 3, 7) == 3 * DEGREE
    assert urgency_of("handed_over", 0, 7) == 0
    assert urgency_of("closed", 3, 7) == urgency_of("declined", 0, 7) == 0


def test_the_row_follows_what_happens(northgate, as_person) -> None:
    """Northgate is in its first phase; nobody answers for its critical activities, and flags are up."""
    as_person("marcus")
    row = db.session.scalars(scoped(Standing)).one()
    assert (row.state, row.step) == ("active", 2)
    assert row.gravest == max(flag[2] for flag in row.flags) and row.needs > 0
    assert row.urgency == urgency_of("active", row.gravest, row.needs) > DEGREE
    assert row.quiet_since == row.client_seen_at


def test_a_client_renamed_is_listed_under_the_new_name(northgate, as_person) -> None:
    marcus = as_person("marcus")
    row = db.session.scalars(scoped(Standing)).one()
    assert row.client_name == "Northgate Recruitment"
    client = db.session.scalars(scoped(Client).where(Client.id == row.client_id)).one()
    change_client(client, "Northgate Partners", sector="", headcount=None, by=marcus, seen=mark(client))
    db.session.commit()
    db.session.expire_all()
    assert row.client_name == "Northgate Partners"
