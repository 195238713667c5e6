"""A week at once: sums in a grid, saved all or nothing."""

from datetime import timedelta

import pytest

from tests.cast import BY_KEY
from tests.makers import member
from tests.responsibilities.scenes import activity, inside
from tracker.core import clock
from tracker.core.database import db
from tracker.tenancy import scoped
from tracker.worklog.logging import log_work
from tracker.worklog.models import WorkEntry
from tracker.worklog.week import monday_of

pytestmark = pytest.mark.slow


@pytest.fixture
def monday():
    """Of last week, so that every day of it has come."""
    return monday_of((clock.today() - timedelta(days=7)).isoformat())


@pytest.fixture
def grid(northgate, monday):
    return f"{northgate.path}/week?week={monday}"


def cell(northgate, day, mode="together", key="reply"):
    return f"n-{northgate.activity(key).hex}-{mode}-{day}"


def chooser(northgate, mode="together", key="reply"):
    return f"m-{northgate.activity(key).hex}-{mode}"


def standing(app, key="aisha"):
    """What counts, as (weekday, mode, quantity)."""
    with inside(app, "marcus"):
        rows = scoped(WorkEntry).where(WorkEntry.taken_back_at.is_(None), WorkEntry.person_id == member(key).id)
        return sorted((f"{row.on:%a}", str(row.mode), row.quantity) for row in db.session.scalars(rows))


def test_a_week_is_filled_in_one_form(app, aisha, northgate, grid):
    page = aisha.opens(grid)
    assert page.says("Your week") and page.says("Reply and serve customers")
    page = page.send(**{
        cell(northgate, "mon"): "3", cell(northgate, "fri"): "12",
        cell(northgate, "tue", key="listen"): "1", chooser(northgate, key="listen"): "client",
    })  # fmt: skip
    assert page.says("The week is saved.")
    assert standing(app) == [("Fri", "together", 12), ("Mon", "together", 3), ("Tue", "client", 1)]
    assert aisha.opens(grid).form("seen").values[cell(northgate, "fri")] == "12"


def test_a_sum_is_raised_lowered_cleared_and_done_otherwise(app, aisha, northgate, grid, monday):
    with inside(app, "aisha") as me:
        for _ in range(2):
            log_work(activity(northgate), "together", by=me, quantity=5, on=monday, minutes=20, note="Mine")
        log_work(activity(northgate), "together", by=me, quantity=2, on=monday + timedelta(days=1))
        db.session.commit()
    aisha.opens(grid).send(**{cell(northgate, "mon"): "11", cell(northgate, "tue"): ""})
    assert standing(app) == [("Mon", "together", 1), ("Mon", "together", 5), ("Mon", "together", 5)]
    aisha.opens(grid).send(**{chooser(northgate): "client", cell(northgate, "mon"): "7"})
    assert standing(app) == [("Mon", "client", 7)]
    with inside(app, "aisha"):
        found = db.session.scalars(scoped(WorkEntry).where(WorkEntry.mode == "client")).one()
        assert (found.minutes, found.note) == (40, "Mine")


def test_nothing_is_saved_when_one_cell_cannot_be(app, aisha, northgate, grid):
    typed = {cell(northgate, "mon"): "3", cell(northgate, "tue"): "lots", cell(northgate, "wed"): "1001"}
    page = aisha.opens(grid).send(**typed)
    assert page.status == 422
    assert page.says("Write a whole number.") and page.says("From 0 to 1,000.")
    assert page.form("seen").values[cell(northgate, "mon")] == "3"
    assert page.form("seen").values[cell(northgate, "tue")] == "lots"
    assert f'id="{cell(northgate, "tue")}-error"' in page.html
    assert standing(app) == []


def test_a_mode_that_is_not_hers_is_refused_at_its_row(app, aisha, northgate, grid):
    page = aisha.opens(grid).send(**{cell(northgate, "mon"): "3", chooser(northgate): "oversight"})
    assert page.status == 422 and standing(app) == []


@pytest.mark.every_engine
def test_two_windows_keep_both_numbers(app, aisha, northgate, grid):
    first, second = aisha.opens(grid), aisha.opens(grid)
    first.send(**{cell(northgate, "mon"): "3"})
    page = second.send(**{cell(northgate, "mon"): "5"})
    assert page.status == 409
    assert page.says("Monday: 3 now") and page.form("seen").values[cell(northgate, "mon")] == "5"
    page.send(**{cell(northgate, "mon"): "5"})
    assert sum(quantity for _, _, quantity in standing(app)) == 5


@pytest.mark.every_engine
def test_a_week_sent_twice_is_saved_once(app, aisha, northgate, grid):
    values = {**aisha.opens(grid).form("seen").values, cell(northgate, "mon"): "3"}
    for _ in range(2):
        aisha.post(grid, **values)
    assert standing(app) == [("Mon", "together", 3)]


def test_days_that_have_not_come_have_no_cell(aisha, northgate):
    today = clock.today()
    page = aisha.opens(f"{northgate.path}/week")
    assert cell(northgate, f"{today:%a}".lower()) in page.form("seen").names
    if today.weekday() < 6:
        assert cell(northgate, f"{today + timedelta(days=1):%a}".lower()) not in page.form("seen").names


@pytest.mark.parametrize("asked", ["nonsense", "", "9999-12-31", "0001-01-01", "2026-02-30"])
def test_an_odd_week_shows_one_that_there_is(aisha, northgate, asked):
    assert aisha.opens(f"{northgate.path}/week?week={asked}").status == 200


def test_a_lead_fills_in_the_week_of_a_colleague_and_nobody_elses(app, visit, northgate, grid):
    minas = f"{grid}&person={member_id('mina')}"
    page = visit("marcus").opens(minas)
    assert page.says("The week of Mina Okafor")
    page.send(**{cell(northgate, "mon", "consultant"): "4"})
    assert standing(app, "mina") == [("Mon", "consultant", 4)]
    for key in ("helen", "aisha", "mina"):
        assert visit(key).opens(f"{grid}&person={member_id('marcus')}").says("Your week")
    assert visit("marcus").opens(f"{grid}&person={member_id('aisha')}").says("Your week")


def member_id(key):
    return BY_KEY[key].id


def test_strangers_and_providers_find_no_grid(visit, northgate, grid):
    assert {key: visit(key).opens(grid).status for key in ("dawn", "tessa", "brook")} == dict.fromkeys(
        ("dawn", "tessa", "brook"), 404
    )
