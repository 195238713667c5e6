"""Every screen has something true to show to the people of the demo."""

from collections.abc import Callable

import pytest

from tests.demo.conftest import Told, engagement_of
from tests.pages import Visitor
from tracker.core.context import entered

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo"), pytest.mark.one_engine]

Meet = Callable[[str], Visitor]
TABS = (
    "ladder", "strategy", "training", "tools", "work", "gates", "activity", "team", "charter", "explain", "overview",
)  # fmt: skip
CLIENTS = (
    "Calder Dental", "Northgate Recruitment", "Fenwick & Sons", "Copperleaf Coffee", "Weir Community Trust",
    "Ashdown Accountants",
)  # fmt: skip


@pytest.fixture
def path_of(told: Told) -> Callable[[str], str]:
    def path(client: str) -> str:
        with told.app.app_context(), entered(told.inside()):
            return f"/engagements/{engagement_of(client).id}"

    return path


@pytest.mark.parametrize("client", CLIENTS)
def test_every_tab_of_every_client_opens_for_the_lead(meet: Meet, path_of: Callable[[str], str], client: str) -> None:
    marcus, path = meet("Marcus Hale"), path_of(client)
    for tab in TABS:
        page = marcus.opens(f"{path}/{tab}")
        assert page.status == 200, tab
        assert page.says(client), tab


@pytest.mark.parametrize("client", CLIENTS)
def test_something_has_happened_with_every_client(meet: Meet, path_of: Callable[[str], str], client: str) -> None:
    feed = meet("Marcus Hale").opens(f"{path_of(client)}/activity")

    assert feed.says("logged") or feed.says("signed")
    assert not feed.says("Nothing has happened")


def test_the_portfolio_says_what_needs_whom(meet: Meet) -> None:
    page = meet("Marcus Hale").opens("/portfolio")

    for client in CLIENTS:
        assert page.says(client)
    assert page.says("Nobody at the client answers for Payroll, which is critical.")
    assert page.says("Sign-off to chase")
    assert page.says("Handed over")


def test_a_consultant_sees_her_own_clients_alone(meet: Meet) -> None:
    page = meet("Jonas Weller").opens("/portfolio")

    assert page.says("Calder Dental") and page.says("Northgate Recruitment")
    assert not page.says("Fenwick & Sons")


def test_the_owner_reads_an_answer_and_has_things_to_decide(meet: Meet) -> None:
    helen = meet("Helen Ames")
    home = helen.opens("/")

    assert home.says("Can we run this without them?")
    assert home.says("Not yet. Your own people carry or direct 11 of the 14 activities")
    assert home.says("nobody of yours answers for paid promotion")
    assert helen.opens("/decisions").says("Sign “Measures”")


def test_the_owner_who_took_over_reads_that_she_runs_it(meet: Meet) -> None:
    assert meet("Ruth Calder").opens("/").says("You run it, with gaps. Your own people carry all 13 activities")


def test_the_staff_member_has_something_returned_something_waiting_and_something_next(meet: Meet) -> None:
    page = meet("Aisha Khan").opens("/checklist")

    assert page.says("12 of 22 verified")
    assert page.says("Show it again. A false invoice nearly got through")
    assert page.says("Returned by Priya Shah: Add what the candidate said")
    assert page.says("Waiting for a check")


@pytest.mark.parametrize("name", ["Aisha Khan", "Callum Reid", "Priya Shah", "Tom Baines", "David Oyelaran"])
def test_everybody_at_northgate_has_pages_with_something_on_them(meet: Meet, name: str) -> None:
    person = meet(name)
    for path in ("/", "/checklist", "/skills", "/running"):
        assert person.opens(path).status == 200, path
    assert not person.opens("/checklist").says("Nothing is on your checklist")


def test_the_provider_sees_what_her_firm_does_and_no_more(meet: Meet) -> None:
    page = meet("Brook Stone").opens("/running")

    assert page.says("Make images and video")
    assert not page.says("Reply and serve customers")


def test_the_review_has_a_queue_from_several_clients(meet: Meet) -> None:
    page = meet("Marcus Hale").opens("/training-review")

    assert page.says("Northgate Recruitment") and page.says("Copperleaf Coffee")


def test_visitors_choose_among_the_people_of_the_demo(told: Told) -> None:
    page = Visitor(told.app.test_client()).opens("//sign-in")

    for name in ("Marcus Hale", "Helen Ames", "Aisha Khan", "Tessa Quinn"):
        assert page.says(name)
    assert not page.says("Leah Moss")


def test_the_wall_stands_between_the_practices(meet: Meet, path_of: Callable[[str], str]) -> None:
    tessa = meet("Tessa Quinn")

    assert tessa.opens("/portfolio").says("Quay Architects")
    assert not tessa.opens("/portfolio").says("Northgate")
    assert tessa.opens(path_of("Northgate Recruitment")).status == 404
    assert tessa.opens("/w/harbour-lane/portfolio").status == 404
