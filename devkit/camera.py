"""The photographer of `dev.py screenshots`: `python -m devkit.camera URL BROWSER FOLDER`. Runs inside `.venv`."""

import os
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

DESK, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
TALL = {"width": 1280, "height": 1160}
PATIENCE = 60


@dataclass(frozen=True)
class Picture:
    """One picture: who looks (by name or role), which links she follows from her home, how large and in which look.

    With `panel` only the panel of that title.
    """

    name: str
    who: str
    follows: tuple[str, ...] = ()
    size: tuple[tuple[str, int], ...] = tuple(DESK.items())
    look: str = "light"
    panel: str = ""


DRAWN = {
    "trend": "Since the start",
    "pillars": "Five pillars",
    "hands": "Who does the work",
    "map": "Who answers for what, and who does it",
}
PICTURES = [
    Picture("portfolio", "Lead consultant"),
    Picture("ladder", "Helen Ames", ("Who does what",)),
    Picture("owner-light", "Helen Ames"),
    Picture("owner-dark", "Helen Ames", look="dark"),
    Picture("explain", "Helen Ames", ("Explain this number",)),
    *(
        Picture(f"handover-{look}", "Ruth Calder", ("Who does what", "Handover"), tuple(TALL.items()), look)
        for look in ("light", "dark")
    ),
    Picture("checklist", "Aisha Khan", size=tuple(PHONE.items())),
    *(
        Picture(f"{name}-{look}", "Helen Ames", ("Who does what", "Index", "Pictures"), look=look, panel=panel)
        for name, panel in DRAWN.items()
        for look in ("light", "dark")
    ),
]


def main(url: str, executable: str, folder: Path) -> None:
    """Write every picture into `folder` as PNG."""
    _wait_for(url)
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        # As root Chromium has no sandbox of its own.
        browser = playwright.chromium.launch(executable_path=executable, chromium_sandbox=os.geteuid() != 0)
        for picture in PICTURES:
            _take(browser, url, picture, folder / f"{picture.name}.png")
        browser.close()


def _take(browser: Browser, url: str, picture: Picture, file: Path) -> None:
    page = browser.new_page(viewport=dict(picture.size), color_scheme=picture.look, reduced_motion="reduce")
    page.set_default_timeout(PATIENCE * 1000)
    _sign_in(page, url, picture.who)
    for link in picture.follows:
        _link(page, link).click()
        page.wait_for_load_state()
    page.evaluate("document.fonts.ready")
    (_panel(page, picture.panel) if picture.panel else page).screenshot(path=file)
    page.close()


def _link(page: Page, name: str) -> Locator:
    """Among those that lead about, where there is one; a phase may have the name of a tab."""
    about = page.get_by_role("navigation").get_by_role("link", name=name)
    return (about if about.count() else page.get_by_role("link", name=name)).first


def _panel(page: Page, title: str) -> Locator:
    heading = page.get_by_role("heading", name=title, exact=True)
    return page.locator(".bt-panel").filter(has=heading).last


def _sign_in(page: Page, url: str, who: str) -> None:
    """As the first person of the demo who has this name or this role."""
    page.goto(f"{url}/sign-in")
    page.locator(".bt-demo-one").filter(has_text=who).first.click()
    page.wait_for_url("**/w/**")


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return urllib.request.urlopen(f"{url}/healthz", timeout=5).close()
        except (urllib.error.URLError, OSError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
