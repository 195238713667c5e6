"""Every page that links lead to, as each kind of person, on the furnished demo: WCAG 2.2 AA in light and dark at two
widths, no sideways scrolling on a phone, nothing refused by the content policy, and a small weight over the wire."""

from collections.abc import Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser

from tests.databases import engines_under_test
from tests.demo.kept import put_told_demo
from tests.journeys.colours import Colours
from tests.journeys.inspection import FIRST_PAGE, LATER_PAGE, Scales, look_at
from tests.journeys.people import Person
from tests.journeys.serving import House, open_house
from tests.journeys.walking import kind_of, walk

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("accessibility")]
ROLES = ["Owner", "Champion", "Staff", "Provider", "Consultant", "Lead consultant"]
STRANGERS_PAGES = ["/sign-in", "/sign-in/password", "/sign-up", "/sign-in/no-such-link", "/no-such-page"]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[House]:
    """The demo. Pages are the same on every engine, so one will do."""
    engine, folder = engines_under_test()[0], tmp_path_factory.mktemp("demo")
    told = partial(put_told_demo, tmp_path_factory.getbasetemp())
    with open_house(engine, folder, "journey_accessibility", demo=True, told=told) as opened:
        yield opened


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """Kinds of page that were looked at already, as somebody else."""
    return set()


@pytest.fixture(scope="module")
def colours() -> Colours:
    return Colours()


def visitor(browser: Browser, house: House, role: str) -> Person:
    """The first person of the demo with this role, signed in by her button."""
    person = Person(browser, house, role)
    person.opens("/sign-in")
    person.page.locator(".bt-demo-one").filter(has=person.page.get_by_text(role, exact=True)).first.click()
    person.page.wait_for_url("**/w/**")
    return person


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_fit_for_everybody(browser, house, seen, colours, role):
    person, faults = visitor(browser, house, role), []
    for address in walk(person, examples=1):
        if (kind := kind_of(address)) not in seen:
            seen.add(kind)
            faults += look_at(person.page, colours)
    person.context.close()
    assert not faults + person.complaints, "\n".join(faults + person.complaints)


def test_a_stranger_finds_every_page_fit_too(browser, house, colours):
    stranger, faults = Person(browser, house, "a stranger"), []
    for address in STRANGERS_PAGES:
        stranger.opens(address)
        faults += look_at(stranger.page, colours)
    stranger.context.close()
    assert not faults + stranger.complaints, "\n".join(faults + stranger.complaints)


@pytest.mark.parametrize("role", ["Staff", "Owner", "Lead consultant"])
def test_pages_are_light_over_the_wire(browser, house, role):
    person = visitor(browser, house, role)
    cookies = person.context.cookies()
    home = person.page.url
    links = person.page.get_by_role("navigation", name="Main", exact=True).get_by_role("link")
    others = [house.url + address for address in links.evaluate_all("all => all.map(a => a.getAttribute('href'))")]
    person.context.close()
    anew = Person(browser, house, role)
    anew.context.add_cookies(cookies)
    scales = Scales(anew.page)
    faults = scales.weighs(home, FIRST_PAGE)
    for address in others:
        faults += scales.weighs(address, LATER_PAGE)
    anew.context.close()
    assert not faults, "\n".join(faults)
