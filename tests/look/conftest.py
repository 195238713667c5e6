"""The gallery served, and a browser to look at it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.look import chromium, gallery


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    if not (gallery.STATIC / "vendor" / "tabler.min.css").is_file():
        pytest.fail("The browser's files are not there: `python3 dev.py test` fetches them.")
    with gallery.served() as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.opened() as browser:
        yield browser
