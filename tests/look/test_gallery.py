"""Every page of the gallery, at a phone's and a desk's width, by day and by night: sound, readable, nothing cut off."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.look.gallery import EVERY_PAGE

pytestmark = pytest.mark.browser


def complaints(page: Page) -> list[str]:
    """What axe says against the page, one line for each rule and element."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


def too_wide(page: Page) -> int:
    """Pixels by which the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_is_sound(browser: Browser, address: str, width: int, theme: str) -> None:
    page = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce").new_page()
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    for name in EVERY_PAGE:
        page.goto(f"{address}/{name}?theme={theme}")
        problems += [f"{name}: {complaint}" for complaint in complaints(page)]
        if (excess := too_wide(page)) > 0:
            problems.append(f"{name} is {excess}px wider than the window")
    page.context.close()
    assert problems == []


def test_the_check_would_notice_pale_text(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/owner?theme=dark")
    page.evaluate("document.querySelector('.bt-answer').style.setProperty('color', '#444')")
    assert any(complaint.startswith("color-contrast") for complaint in complaints(page))
    page.close()


@pytest.mark.parametrize(("system", "paper"), [("light", "rgb(250, 248, 245)"), ("dark", "rgb(22, 20, 18)")])
def test_without_a_choice_the_system_decides(browser: Browser, address: str, system: str, paper: str) -> None:
    page = browser.new_page(color_scheme=system)
    page.goto(f"{address}/owner?theme=auto")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper
    assert complaints(page) == []
    page.close()


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_other_widths_cut_nothing_off(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    cut = {}
    for name in EVERY_PAGE:
        page.goto(f"{address}/{name}")
        cut[name] = max(too_wide(page), 0)
    page.close()
    assert cut == dict.fromkeys(EVERY_PAGE, 0)
