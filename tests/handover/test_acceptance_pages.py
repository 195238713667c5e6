"""Taking over as people meet it: the offer, the owner's answer, the plan of access, an early end."""

from datetime import timedelta

import pytest

from tests.cast import BY_KEY
from tests.handover import scenes
from tests.makers import acting
from tracker.core import clock
from tracker.core.database import db
from tracker.core.outbox import Letter
from tracker.handover.accepting import open_offer
from tracker.handover.access_plan import plan_of

pytestmark = pytest.mark.slow
SOON = {"due": (clock.today() + timedelta(days=30)).isoformat()}


def answers(page):
    """What the owner fills in for every gap that the page lists."""
    form = page.form("words")
    people = {name: value for name, value in form.values.items() if name.startswith("who_g")}
    return {name: str(BY_KEY["priya"].id) for name in people} | {
        name: SOON["due"] for name in form.names if name.startswith("due_g")
    }


def test_marcus_offers_and_helen_takes_over_with_exceptions(app, northgate, marcus, helen, priya):
    scenes.to_the_handover(app, northgate)
    scenes.put_a_pack_ready(app, northgate)
    page = marcus.opens(f"{northgate.path}/acceptance")
    assert page.says("Nothing is offered yet")
    offered = marcus.opens(f"{northgate.path}/offer").send(message="It runs without us.")
    assert offered.says("waits for the owner")
    assert not offered.says("Read and take over")
    page = helen.opens(f"{northgate.path}/acceptance")
    assert page.says("It runs without us.") and page.says("Read and take over")
    with acting(app, "helen"):
        id = open_offer(northgate.id).id
    page = helen.opens(f"/handover-offers/{id}/acceptance")
    refused = page.send(words=scenes.TAKEN_OVER)
    assert refused.status == 422 and refused.says("Choose who answers for it.") and refused.says("Say until when.")
    assert refused.says(scenes.TAKEN_OVER)
    done = page.send(words=scenes.TAKEN_OVER, **answers(page))
    assert done.status == 200 and done.says("Northgate Recruitment runs it") and done.says(scenes.TAKEN_OVER)
    assert marcus.opens(f"{northgate.path}/acceptance").says("We read, and change nothing")
    taken = priya.opens(f"{northgate.path}/acceptance")
    first = next(link for link in taken.links if "/exceptions/" in link)
    assert priya.opens(first).says("Close it with evidence")


@pytest.mark.every_engine
def test_two_owners_take_over_at_once_and_one_counts(app, northgate, helen, visit):
    id = scenes.offered(app, northgate)
    first = helen.opens(f"/handover-offers/{id}/acceptance")
    second = visit("helen").opens(f"/handover-offers/{id}/acceptance")
    filled = answers(first)
    assert first.send(words=scenes.TAKEN_OVER, **filled).status == 200
    late = second.send(words="I too take over, and gladly so.", **filled)
    assert late.status == 409
    assert late.says("Helen Ames has accepted it meanwhile") and late.says("I too take over, and gladly so.")


@pytest.mark.every_engine
def test_sent_twice_it_is_signed_once(app, northgate, helen):
    id = scenes.offered(app, northgate)
    page = helen.opens(f"/handover-offers/{id}/acceptance")
    filled = answers(page)
    assert [page.send(words=scenes.TAKEN_OVER, **filled).status for _ in range(2)] == [200, 200]


def test_a_refusal_needs_a_reason_and_the_work_goes_on(app, northgate, helen, marcus):
    id = scenes.offered(app, northgate)
    page = helen.opens(f"/handover-offers/{id}/refusal")
    assert page.send(because="").status == 422
    assert page.send(because="First a month of the calendar.").says("First a month of the calendar.")
    assert marcus.opens(f"{northgate.path}/acceptance").says("Offer the handover")


@pytest.mark.parametrize(("who", "status"), [("marcus", 403), ("mina", 403), ("priya", 403), ("aisha", 403),
                                             ("brook", 404), ("dawn", 404), ("tessa", 404)])  # fmt: skip
def test_only_the_owner_opens_the_answer(app, northgate, visit, who, status):
    id = scenes.offered(app, northgate)
    assert visit(who).opens(f"/handover-offers/{id}/acceptance").status == status


def test_priya_agrees_to_the_plan_and_confirms_a_key(app, northgate, priya, marcus):
    scenes.marcus_holds_a_key(app, northgate)
    scenes.to_the_handover(app, northgate)
    assert marcus.opens(f"{northgate.path}/access-plan").status == 403
    page = priya.opens(f"{northgate.path}/access-plan")
    assert page.says("Marcus Hale, Post scheduler") or page.says("Marcus Hale")
    with acting(app, "priya"):
        row = next(row for row in plan_of(northgate.id) if row.kind == "grant").id
    refused = page.send(**{f"days_{row}": "91"})
    assert refused.status == 422 and refused.says("From 0 to 90 days")
    agreed = page.send(**{f"days_{row}": "3"})
    assert agreed.status == 200 and agreed.says("3 days after it")
    confirmed = priya.opens(f"/access-endings/{row}/confirmation").send(note="Removed, and tried with his address.")
    assert confirmed.says("Removed, and tried with his address.")
    assert marcus.opens(f"/access-endings/{row}/confirmation").status == 403


def test_an_early_end_shows_what_is_left_and_what_is_open(app, northgate, helen, marcus):
    assert marcus.opens(f"{northgate.path}/early-ending").says("Propose to end it")
    helen.opens(f"{northgate.path}/ending").send(because="The merger took the team away.")
    page = helen.opens(f"{northgate.path}/early-ending")
    assert page.says("The merger took the team away.") and page.says("What is left to you")
    assert page.says("Our access to Baton")


def test_the_owner_ends_our_access_and_lets_us_look_on_again(app, northgate, helen, marcus):
    scenes.accepted(app, northgate)
    page = helen.opens(f"{northgate.path}/acceptance")
    assert page.send(action="practice-access/end").says("Our access has ended.")
    assert marcus.opens(f"{northgate.path}/acceptance").status == 404
    page = helen.opens(f"{northgate.path}/practice-access")
    assert page.send(until=SOON["due"], because="").status == 422
    assert page.send(until=SOON["due"], because="One more look at the spring.").says("Looking on")
    assert marcus.opens(f"{northgate.path}/acceptance").status == 200


def test_letters_go_to_both_sides(app, northgate):
    scenes.accepted(app, northgate)
    with acting(app, "marcus"):
        letters = [row for row in db.session.query(Letter).all() if row.kind == "handover_news"]
    told = {(row.values["verb"], row.to_address.split("@")[0]) for row in letters}
    assert ("handover.offered", "helen") in told
    assert {who for verb, who in told if verb == "handover.accepted_with_exceptions"} == {"marcus", "mina"}

