"""A Baton of its own for every engine, and the people who sit before it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.databases import engines_under_test
from tests.journeys.people import Company, Person
from tests.journeys.serving import House, open_house


def one_by_one(engine: str) -> Any:
    """The stories on one engine follow each other, so they stay in one process when tests are spread over several."""
    return pytest.param(engine, marks=pytest.mark.xdist_group(f"journeys-{engine}"))


@pytest.fixture(scope="module", params=[one_by_one(engine) for engine in engines_under_test()])
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An empty Baton on one engine, which the stories of a module fill one after the other."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    name = f"journey_{request.module.__name__.rpartition('.')[2]}_{worker}"
    with open_house(request.param, tmp_path_factory.mktemp(request.param), name) as opened:
        yield opened


@pytest.fixture(scope="module")
def company(browser: Browser, house: House) -> Iterator[Company]:
    """Everybody who ever sat down before a browser on this Baton; they stay signed in, as people do."""
    company = Company(browser, house)
    yield company
    company.goes_home()


@pytest.fixture
def enters(company: Company) -> Iterator[Callable[..., Person]]:
    """`mara = enters(Person, "Mara Lind", "mara@fernhill.example")`: somebody sits down before her browser."""
    yield company.enters
    complaints = company.complaints()
    assert not complaints, f"A browser complained: {complaints}"
