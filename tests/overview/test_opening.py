"""Every number opens to its evidence: on the owner's page, in the portfolio, at the head of an engagement."""

from urllib.parse import urlsplit

import pytest

from tests.makers import acting
from tests.responsibilities.scenes import activity
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import facts_of
from tracker.responsibilities.responding import log_week
from tracker.selfsufficiency.formula import assess
from tracker.selfsufficiency.reading import inputs_of
from tracker.selfsufficiency.seen import seen_of, shares_of
from tracker.worklog.logging import log_work

pytestmark = pytest.mark.slow


@pytest.fixture
def worked(app, northgate):
    """A little was delivered by either side, customers were answered, and one tool is not wholly the client's."""
    with acting(app, "mina") as mina:
        log_work(activity(northgate), "consultant", by=mina, quantity=3)
        db.session.commit()
    with acting(app, "helen") as helen:
        log_work(activity(northgate), "client", by=helen, quantity=1)
        log_week(activity(northgate), clock.today(), answered=20, late=9, median_minutes=300, by=helen)
        db.session.commit()
    return northgate


def targets(page, text):
    """Paths and anchors of the links of a page, as far as they lead to `text`."""
    found = [urlsplit(link) for link in page.links if text in link]
    return {f"{link.path}?{link.query}#{link.fragment}" for link in found}


def test_the_owners_page(worked, helen):
    page = helen.opens(f"{worked.path}/overview")
    explain = f"/w/harbour{worked.path}/explain"
    opened = targets(page, "/explain")
    for pillar in "STRPZ":
        assert f"{explain}?pillar={pillar}#" in opened, "a bar"
    assert {f"{explain}?#", f"{explain}?#coverage", f"{explain}?#weights", f"{explain}?#shares"} <= opened
    assert targets(page, "/gates/"), "how many criteria are met"
    assert page.says("Are customers getting answers?") and page.says("20 answered")
    assert page.says("Slower than promised") and page.says("Who holds which access")
    assert page.says("75%"), "what the practice did of four pieces"


def test_each_anchor_is_there_with_the_rows_behind_it(worked, helen):
    page = helen.opens(f"{worked.path}/explain")
    assert {"coverage", "weights", "shares", "held"} <= page.reader.ids
    assert page.says("Harbour & Lane did 75%") and page.says("The client's own hands did 25%")
    assert page.says("Tools checked") and page.says("Work logged in the last 56 days")
    assert len([link for link in page.links if "/tools/" in link]) >= 5, "what nobody checked is named and opens"
    row = helen.opens(f"{worked.path}/explain?pillar=P")
    assert row.says("Evidence") and row.says("Reply and serve customers")


def test_the_portfolio_and_the_head_of_an_engagement(worked, marcus):
    explain = f"/w/harbour{worked.path}/explain"
    row = targets(marcus.opens("/portfolio"), "/explain")
    assert {f"{explain}?#", f"{explain}?#shares"} <= row
    assert marcus.opens("/portfolio").says("provisional")
    head = marcus.opens(f"{worked.path}/ladder")
    assert f"{explain}?#coverage" in targets(head, "/explain"), "why it is provisional"
    assert head.says("below 60% the number may still move a lot")


def test_the_coverage_is_the_sum_of_its_kinds(app, worked):
    with acting(app, "helen"):
        facts, today = facts_of(worked.id), clock.today()
        seen = seen_of(inputs_of(facts), today, lambda kind, id: None)
        coverage = assess(inputs_of(facts), today).coverage
        assert (sum(one.present for one in seen), sum(one.required for one in seen)) == (
            coverage.present, coverage.required
        )  # fmt: skip
        shares = shares_of(facts, today)
        assert [(row.practice, row.client) for row in shares.rows] == [(3, 1)]
        assert (shares.practice, shares.hands_on) == (0.75, 0.25)
