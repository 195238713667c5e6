"""How far it is: a page that can be left and found again, for whoever asked."""

import pytest

from tests.jobs.scenes import asked, kept
from tests.jobs.test_jobs import work
from tests.responsibilities.scenes import inside
from tracker.core.database import db
from tracker.jobs.models import Job, JobTicket
from tracker.tenancy import scoped

pytestmark = pytest.mark.slow


def test_the_page_tells_how_far_it_is_and_asks_again_until_it_is_done(app, priya, northgate):
    id = asked(app)
    page = priya.opens(f"/jobs/{id}")
    assert page.says("This waits for its turn.")
    assert 'hx-trigger="every 1s"' in page.html and page.says("Look again")
    work(app)
    part = priya.opens(f"/jobs/{id}", headers={"HX-Request": "true"})
    assert part.says("Counted to three.") and "hx-trigger" not in part.html and "<main" not in part.html


def test_a_running_job_shows_a_bar(app, priya, northgate):
    id = asked(app)
    with inside(app, "priya"):
        job = db.session.scalars(scoped(Job)).one()
        job.state, job.started_at = "running", job.asked_at
        ticket = db.session.get_one(JobTicket, id)
        ticket.done, ticket.of = 1200, 5000
        db.session.commit()
    page = priya.opens(f"/jobs/{id}")
    assert page.says("1,200 of 5,000") and 'aria-valuenow="1200"' in page.html


def test_it_can_be_left_and_found_again(app, priya, northgate):
    assert priya.opens("/jobs").says("No long work")
    asked(app)
    assert any(link.endswith("/jobs") for link in priya.opens("/running").links)
    page = priya.opens("/jobs")
    assert page.says("Counting to three") and page.says("Waiting")


def test_a_failed_job_says_why_and_can_be_tried_again(app, priya, northgate):
    id = asked(app, refuse=True)
    work(app)
    page = priya.opens(f"/jobs/{id}")
    assert page.says("Row 3 has no date.")
    assert page.send("Try again", action="/again").says("This waits for its turn.")
    assert priya.post(f"/jobs/{id}/again", csrf_token=page.form("csrf_token").values["csrf_token"]).status == 409
    assert kept(app) == 0


def test_only_the_asker_and_a_lead_know_of_it(app, visit, northgate):
    id = asked(app)
    statuses = {key: visit(key).opens(f"/jobs/{id}").status for key in ("priya", "marcus", "helen", "aisha", "mina")}
    assert statuses == {"priya": 200, "marcus": 200, "helen": 404, "aisha": 404, "mina": 404}
    assert not visit("helen").opens("/jobs").says("Counting to three")
