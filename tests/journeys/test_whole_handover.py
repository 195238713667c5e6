"""From the training gate to the day on which the client runs Baton as it runs the work: alone.

Northgate's people and the practice before their browsers, while a year passes. What came before the gate is told by the
verbs, and what is not of the story is let go by the owner.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests import makers
from tests.databases import engines_under_test, open_stage
from tests.handover.scenes import PASSED, pass_the_gate, waive_what_is_open
from tests.journeys.people import Person
from tests.journeys.travelling import Days, open_days
from tests.makers import Northgate
from tests.training.scenes import judge
from tracker.audit import record
from tracker.core.database import db
from tracker.engagements.models import Phase
from tracker.responsibilities.models import TOP_RUNG, Activity
from tracker.tenancy import scoped

pytestmark = [
    pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("whole-handover"),
    pytest.mark.skipif("sqlite" not in engines_under_test(), reason="told on SQLite"),
]  # fmt: skip
TAKEN_OVER = "We run it, we own it, and I know whom to ring."
HOPE = "Two weeks of answers without anybody holding our hand."
REPLIES = "Reply and serve customers"
FELL_BACK = "Callum left, and Mina answered half of them with us."
SHOWED = "Callum stood in on the Friday, and nobody missed a promise."


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    stage = open_stage("sqlite", tmp_path_factory.mktemp("handover"), "whole_handover")
    stage.set_back()
    return stage.app


@pytest.fixture(scope="module")
def northgate(app: Flask) -> Northgate:
    """Two gates are passed, and the third can be: its owner let go what the story does not tell. The critical
    activities are in the client's own hands."""
    with app.app_context():
        found = makers.northgate()
    for kind in ("strategy", "implementation"):
        pass_the_gate(app, found, kind, PASSED[kind])
    judge(app, found, "priya", 3, "reply")
    with makers.acting(app, "helen") as helen:
        waive_what_is_open(found, found.get(Phase, "training"))
        for activity in db.session.scalars(scoped(Activity).where(Activity.critical)):
            record("rung.moved", activity, by=helen, before={"rung": activity.rung}, after={"rung": TOP_RUNG})
            activity.rung = TOP_RUNG
        db.session.commit()
    return found


@pytest.fixture(scope="module")
def days(app: Flask, northgate: Northgate, browser: Browser) -> Iterator[Days]:
    with open_days(app, browser) as opened:
        yield opened


@pytest.fixture
def at(days: Days, northgate: Northgate) -> Iterator[Callable[..., Person]]:
    """`helen = at("helen", "/gates")`: she sits down before a page of the engagement."""

    def sits_down(key: str, page: str = "") -> Person:
        person = days.sits_down(key)
        person.opens(f"/w/harbour{northgate.path}{page}")
        return person

    yield sits_down
    complaints = days.complaints()
    assert not complaints, complaints


def test_the_training_gate_is_passed(at: Callable[..., Person]) -> None:
    marcus = at("marcus", "/gates")
    marcus.presses("Open the gate: Training")
    marcus.presses("Ask the owner to decide")
    helen = at("helen", "/gates")
    helen.presses("Open the gate: Training")
    helen.presses("Read and decide")
    helen.writes("In your own words", PASSED["training"])
    helen.presses("Pass the gate")
    helen.reads(PASSED["training"])


def test_the_practice_falls_silent_for_a_fortnight(at: Callable[..., Person], days: Days, northgate: Northgate) -> None:
    helen = at("helen", "/rehearsal")
    helen.presses("Plan a rehearsal")
    helen.ticks("Two weeks")
    helen.writes("What should it show?", HOPE)
    helen.presses("Start the rehearsal")
    helen.reads("14 days to go")
    at("marcus", "/ladder").reads("We only look on")
    days.pass_by(3)
    aisha = days.sits_down("aisha")
    aisha.opens(f"/w/harbour/activities/{northgate.activity('reply')}/log")
    aisha.ticks("We did it alone")
    aisha.writes("How many", "4")
    aisha.presses("Log it")
    days.pass_by(12)
    helen = at("helen", "/rehearsal")
    helen.reads("Held to its last day: 4 done without help, no question asked.")
    helen.presses("Say what it showed")
    helen.writes("What did it show?", SHOWED)
    helen.presses("Keep it with my name")
    helen.reads(SHOWED)


def test_the_pack_is_assembled(at: Callable[..., Person], days: Days) -> None:
    at("helen", "/pack").presses("Assemble the pack")
    days.work()
    helen = at("helen", "/pack")
    helen.reads("Everything you need to run this alone")


def test_the_owner_takes_over_with_dated_exceptions(at: Callable[..., Person], days: Days) -> None:
    marcus = at("marcus", "/acceptance")
    marcus.presses("Offer the handover")
    marcus.writes("What you want to say with it", "It runs without us; the calendar is the last thing to watch.")
    marcus.presses("Offer it")
    marcus.reads("waits for the owner")
    helen = at("helen", "/acceptance")
    helen.reads("the calendar is the last thing to watch")
    helen.presses("Read and take over")
    helen.writes("In your own words", TAKEN_OVER)
    for who in helen.page.locator("select[name^=who_][required]").all():
        who.select_option(label="Priya Shah")
    due = (days.moment + timedelta(days=20)).date().isoformat()
    for until in helen.page.locator("input[name^=due_][required]").all():
        until.fill(due)
    helen.presses("Take over", within=helen.page.locator("main form"))
    helen.reads("Northgate Recruitment runs it")
    at("marcus", "/acceptance").reads("We read, and change nothing")


def test_a_month_later_the_client_says_what_fell_back(
    at: Callable[..., Person], days: Days, northgate: Northgate
) -> None:
    days.pass_by(30)
    helen = at("helen", "/check-ins")
    helen.presses("Answer it")
    helen.presses("Answer it", exact=True)
    for question in helen.page.locator("main textarea").all():
        question.fill("We answer everybody ourselves, and rang nobody.")
    helen.presses("Keep it and go on")
    for cards in helen.page.locator("main fieldset").all():
        cards.get_by_role("radio").first.check()
    replies = helen.page.get_by_role("group", name=REPLIES)
    helen.ticks("Together with somebody outside", within=replies)
    helen.page.locator(f"[name=why_{northgate.activity('reply')}]").fill(FELL_BACK)
    helen.presses("Keep it and go on")
    helen.writes("Whom did you call", "Mina, once.")
    helen.page.locator("[name=surprises]").fill("None.")
    helen.presses("Keep it and go on")
    for label, choice in (("Who showed it", "Aisha Khan"), ("Which skill", "Reply"), ("Who watched", "Priya Shah")):
        helen.picks(label, choice)
    helen.page.locator("[name=what]").fill("Three replies, without looking anything up.")
    helen.presses("Keep it and go on")
    helen.ticks("Yes")
    helen.writes("Why?", "The rota holds, and Priya knows it by heart.")
    helen.presses("Keep it and go on")
    helen.reads("goes from rung 4 to 2")
    helen.reads("Aisha Khan shows")
    helen.presses("Send it")
    helen.reads("Sent. Thank you.")
    priya = days.sits_down("priya")
    priya.opens("/w/harbour/inbox")
    priya.presses("Open", within=priya.page.locator("li").filter(has_text="waits for your word on"))
    priya.ticks("Independent")
    priya.writes("In your own words", "All three were kind and quick.")
    priya.presses("I saw it")
    priya.reads("Witnessed")
    at("helen", "/ladder").reads(REPLIES)
    helen.opens(f"/w/harbour{northgate.path}/history")
    helen.reads("Regression")


def test_the_owner_takes_the_workspace_over_too(at: Callable[..., Person], days: Days) -> None:
    helen = at("helen", "/take-over")
    helen.presses("Take over the workspace")
    helen.ticks("A summary")
    helen.writes("Address", "northgate")
    helen.writes("In your own words", "It is our work now, so its record belongs with us.")
    helen.presses("Sign and take over")
    helen.reads("This waits for its turn.")
    days.work()
    helen = at("helen", "/take-over")
    helen.reads("You run this on your own")
    assert helen.path.startswith("/w/northgate/")


def test_the_practice_sees_exactly_what_was_granted(
    at: Callable[..., Person], days: Days, northgate: Northgate
) -> None:
    for page in ("", "/ladder", "/acceptance"):
        at("marcus", page).does_not_read("Northgate")
    marcus = days.sits_down("marcus")
    for foreign in ("/w/northgate/", f"/w/northgate{northgate.path}"):
        answer = marcus.context.request.get(days.url + foreign)
        assert answer.status == 404
    marcus.opens("/w/harbour/graduations")
    marcus.reads("Northgate Recruitment")
    marcus.reads("A summary")
    marcus.does_not_read("the calendar is the last thing to watch")


def test_the_client_starts_an_engagement_of_its_own(at: Callable[..., Person]) -> None:
    helen = at("helen", "/take-over")
    helen.presses("Start an engagement of your own")
    helen.page.get_by_role("radio", name="Finance").first.check()
    helen.writes("Title", "Finance, by ourselves")
    helen.presses("Start the engagement")
    helen.reads("Finance, by ourselves")
    helen.does_not_read("the practice")
