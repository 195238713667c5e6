"""The gallery served."""

from collections.abc import Iterator

import pytest

from tests.look import gallery


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    if not (gallery.STATIC / "vendor" / "tabler.min.css").is_file():
        pytest.fail("The browser's files are not there: `python3 dev.py test` fetches them.")
    with gallery.served() as address:
        yield address
