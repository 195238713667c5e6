"""A page of the portfolio after the other, however it is sorted, and whatever it is narrowed to."""

from datetime import timedelta

import pytest

from tests import cast
from tests.portfolio.shelf import DAY, engagement, put_up
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import Part, TeamMember
from tracker.portfolio import listing
from tracker.portfolio.narrowing import Narrowed
from tracker.portfolio.sorting import SORTS, Order

FLAG = ["locked-out", "", 3, "open", "Locked out", "Nobody of theirs can sign in.", "2027-01-01", None]


@pytest.fixture
def tessa_here(as_person, app):
    """Tessa, who has no engagement yet, in the middle of a request: rows carry addresses."""
    member = as_person("tessa")
    with app.test_request_context():
        yield member


def names(member, order=None, **narrowed):
    found = listing.portfolio(member, Narrowed.read(narrowed), order or Order())
    return [row.client for row in found.rows]


@pytest.mark.every_engine
@pytest.mark.slow
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("key", SORTS)
def test_every_sort_pages_through_everything_once(tessa_here, monkeypatch, key, descending):
    """Ties and missing values included: page by page in the same order as all at once."""
    put_up(23)
    order = Order(key, descending)
    monkeypatch.setattr(listing, "PAGE", 100)
    whole = [row.id for row in listing.portfolio(tessa_here, Narrowed(), order).rows]
    monkeypatch.setattr(listing, "PAGE", 5)
    listing._page.cache_clear()
    found, after = [], ""
    while after is not None:
        page = listing.portfolio(tessa_here, Narrowed(), order, after)
        found += [row.id for row in page.rows]
        after = page.after
    assert found == whole
    assert len(set(found)) == 23


@pytest.mark.every_engine
@pytest.mark.slow
@pytest.mark.parametrize("key", SORTS)
def test_the_two_directions_are_each_others_mirror(tessa_here, key):
    put_up(9)
    up = [row.id for row in listing.portfolio(tessa_here, Narrowed(), Order(key, False)).rows]
    down = [row.id for row in listing.portfolio(tessa_here, Narrowed(), Order(key, True)).rows]
    assert up == down[::-1]


def test_what_has_no_value_stands_where_it_belongs(tessa_here):
    engagement(1, "Never worked")
    engagement(2, "Half ours", practice_share=0.5)
    engagement(3, "Soon", forecast={"likely": "2027-01-05", "planned": "2027-03-01"})
    assert names(tessa_here, Order("share", True))[0] == "Half ours"
    assert names(tessa_here, Order("forecast", False))[0] == "Soon"


@pytest.mark.every_engine
@pytest.mark.parametrize("after", ["x", "~", "abc~9", f"nan~{cast.fixed('x')}", "9" * 500])
def test_an_address_that_no_page_wrote_begins_at_the_beginning(tessa_here, after):
    put_up(3)
    for key in SORTS:
        assert len(listing.portfolio(tessa_here, Narrowed(), Order(key), after).rows) in {0, 3}


def test_views_and_filters_find_theirs(tessa_here):
    long_ago = clock.now() - timedelta(days=30)
    engagement(1, "Leaner", practice_share=0.7, stage="sharing", title="Website", playbook_key="website-seo")
    engagement(2, "Quiet", client_seen_at=long_ago)
    engagement(3, "Flagged", flags=[FLAG], gate={"position": 2, "name": "Training", "met": 0, "of": 1})
    engagement(4, "Late", forecast={"likely": "2027-06-01", "planned": "2027-03-01"})
    engagement(5, "Over", state="handed_over")
    engagement(6, "Unfit", state="declined")
    assert names(tessa_here, show="leaning") == names(tessa_here, leaning="1") == ["Leaner"]
    assert names(tessa_here, show="silent") == names(tessa_here, silent="1") == ["Quiet"]
    assert names(tessa_here, show="flagged") == names(tessa_here, flags="critical") == ["Flagged"]
    assert names(tessa_here, show="handed") == ["Over"]
    assert names(tessa_here, show="ended") == names(tessa_here, state="declined") == ["Unfit"]
    assert names(tessa_here, late="1") == ["Late"]
    assert names(tessa_here, phase="training") == ["Flagged"]
    assert names(tessa_here, stage="sharing") == names(tessa_here, playbook="website-seo") == ["Leaner"]
    assert names(tessa_here, q="webs") == names(tessa_here, q="LEAN") == ["Leaner"]
    assert len(names(tessa_here)) == 5


def test_filters_are_combined(tessa_here):
    engagement(1, "Both", practice_share=0.7, forecast={"likely": "2027-06-01", "planned": "2027-03-01"})
    engagement(2, "One", practice_share=0.7)
    assert names(tessa_here, leaning="1", late="1") == ["Both"]
    assert names(tessa_here, leaning="1", late="1", q="one") == []


def test_what_is_searched_for_is_taken_as_it_is_written(tessa_here):
    engagement(1, "100% ours")
    engagement(2, "100 hours")
    assert names(tessa_here, q="100%") == ["100% ours"]
    assert names(tessa_here, q="_") == []


def test_a_consultant_finds_where_she_works(northgate, as_person, app):
    marcus = as_person("marcus")
    hers = engagement(1, "Hers", practice_share=0.7, lead="marcus")
    engagement(2, "Not hers", practice_share=0.7, flags=[FLAG], lead="mina")
    mina = cast.BY_KEY["mina"].id
    db.session.add(TeamMember(**hers.keys, member_id=mina, part=Part.CONSULTANT, accepted_at=clock.now()))
    db.session.commit()
    with app.test_request_context():
        assert names(marcus, who=str(mina)) == ["Hers", "Northgate Recruitment"]
        assert names(marcus, lead=str(mina)) == ["Not hers"]
    mina = as_person("mina")
    with app.test_request_context():
        found = listing.portfolio(mina, Narrowed(), Order())
    assert [row.client for row in found.rows] == ["Hers", "Northgate Recruitment"]
    assert (found.counts["all"], found.counts["leaning"]) == (2, 1)
    assert found.counts["flagged"] == 1  # Northgate's own
    assert {one.title for one in found.attention} == {"Northgate Recruitment"}


def test_the_block_says_the_gravest_first_and_of_each_client_a_flag_and_what_waits(tessa_here):
    warning = ["stalled", "", 1, "open", "Stalled", "Nothing moved.", "2027-01-01", None]
    high = ["absent-owner", "", 2, "open", "Absent owner", "The owner signed nothing for 47 days.", "2027-01-01", None]
    waits = {"signatures": 2, "signature_since": clock.today().isoformat()}
    engagement(1, "Signs", needs=2, waiting=waits)
    engagement(2, "Absent", flags=[high, high, warning], needs=2, waiting=waits)
    engagement(3, "Locked", flags=[FLAG])
    engagement(4, "Warned", flags=[warning])
    engagement(5, "Quiet", client_seen_at=clock.now() - timedelta(days=20))
    engagement(6, "Asleep", flags=[[*FLAG[:3], "snoozed", *FLAG[4:]]])
    said = listing.portfolio(tessa_here, Narrowed(), Order()).attention
    assert [(one.title, one.kind) for one in said] == [
        ("Locked", "Critical"), ("Absent", "High"), ("Absent", "Sign-off to chase"), ("Signs", "Sign-off to chase"),
        ("Quiet", "Silent"),
    ]  # fmt: skip
    assert said[0].text == "Nobody of theirs can sign in."
    assert said[3].text == "2 sections of the strategy, since today"
    assert said[4].text == "nothing from the client for 20 days"


def test_the_block_is_bounded_and_goes_when_nothing_needs_anybody(tessa_here):
    assert listing.portfolio(tessa_here, Narrowed(), Order()).attention == []
    for number in range(20):
        engagement(number, flags=[FLAG, FLAG])
    assert len(listing.portfolio(tessa_here, Narrowed(), Order()).attention) == 8


@pytest.mark.parametrize(
    ("forecast", "words", "no_end"),
    [
        ({"state": "none", "why": "few_weeks", "weeks": 4}, "Needs 2 more weeks, plan 1 Mar 2027", False),
        ({"state": "none", "why": "few_weeks", "weeks": 5}, "Needs 1 more week, plan 1 Mar 2027", False),
        ({"state": "not_converging", "why": ""}, "plan 1 Mar 2027", True),
        ({}, "plan 1 Mar 2027", False),
    ],
)  # fmt: skip
def test_where_there_is_no_forecast_it_says_why(tessa_here, forecast, words, no_end):
    engagement(1, forecast=forecast)
    row, = listing.portfolio(tessa_here, Narrowed(), Order()).rows
    assert (row.outlook.words, row.outlook.no_end) == (words, no_end)


def test_the_forecasts_of_a_page_share_an_axis(tessa_here):
    engagement(1, forecast={"even": "2027-05-01", "likely": "2027-06-01", "planned": "2027-03-01"}, planned=DAY)
    engagement(2, forecast={"even": "2040-05-01", "likely": "2040-06-01", "planned": "2027-03-01"}, planned=DAY)
    first, last = listing.portfolio(tessa_here, Narrowed(), Order()).axis
    assert first == clock.today()
    assert last - first == listing.LONGEST_AXIS
