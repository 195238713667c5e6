"""The Chromium that browser tests drive: found, or a stated reason to skip; a failure where CI is set."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "No Chromium: install one or name it in BATON_CHROMIUM"


def path() -> str:
    found = os.environ.get("BATON_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and os.environ.get("CI"):
        pytest.fail(MISSING)
    if found is None:
        pytest.skip(MISSING)
    return found


@contextmanager
def opened() -> Iterator[Browser]:
    """A headless browser; its sandbox is off because root may not use one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path(), args=["--no-sandbox"])
        yield browser
        browser.close()
