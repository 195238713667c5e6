"""What keys and fingers do: shortcuts, menus, dialogs, the ladder; and what still works without JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    yield page
    page.close()


def test_a_slash_leads_to_the_search(page: Page, address: str) -> None:
    page.goto(f"{address}/portfolio")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("g p?")
    expect(page.locator("#search")).to_have_value("g p?")
    expect(page.locator("#shortcuts")).not_to_be_visible()


def test_two_letters_lead_to_a_page_unless_keys_are_switched_off(page: Page, address: str) -> None:
    page.goto(f"{address}/engagement")
    page.keyboard.press("?")
    page.get_by_label("Use shortcuts of one key").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.type("gp")
    expect(page).to_have_url(f"{address}/engagement")
    page.evaluate("document.querySelector('#shortcuts').showModal()")
    page.get_by_label("Use shortcuts of one key").check()
    page.keyboard.press("Escape")
    page.keyboard.type("gp")
    expect(page).to_have_url(f"{address}/portfolio")


def test_the_first_stop_of_the_keyboard_skips_to_the_content(page: Page, address: str) -> None:
    page.goto(f"{address}/owner")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_escape_closes_the_menu_and_keeps_the_place(page: Page, address: str) -> None:
    page.goto(f"{address}/owner")
    menu = page.locator("details.bt-menu")
    menu.locator("summary").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).not_to_be_visible()
    expect(menu.locator("summary")).to_be_focused()


def test_the_look_changes_at_once(page: Page, address: str) -> None:
    page.goto(f"{address}/owner?theme=light")
    page.locator("details.bt-menu summary").click()
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 20, 18)"
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")


def test_an_arrow_chooses_a_rung_and_offers_the_move(page: Page, address: str) -> None:
    page.goto(f"{address}/engagement")
    row = page.get_by_role("row", name="Monthly measures and decisions")
    expect(row.get_by_role("button", name="Move")).not_to_be_visible()
    row.get_by_role("radio", checked=True).focus()
    page.keyboard.press("ArrowRight")
    expect(row.get_by_role("radio", checked=True)).to_have_attribute("value", "3")
    with page.expect_request(lambda request: "rung=3" in request.url):
        row.get_by_role("button", name="Move").click()


def test_a_dialog_opens_over_the_page_and_gives_the_focus_back(page: Page, address: str) -> None:
    page.goto(f"{address}/explain")
    page.get_by_role("button", name="Open the sheet").click()
    expect(page.get_by_role("dialog", name="Keeps responsibility")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Open the sheet")).to_be_focused()


def test_a_refused_form_is_heard_first_and_leads_to_its_fields(page: Page, address: str) -> None:
    page.goto(f"{address}/forms")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Who answers for it").click()
    expect(page.get_by_label("Who answers for it")).to_be_focused()
    described = page.get_by_label("Who answers for it").get_attribute("aria-describedby")
    assert described == "person-hint person-error"


def test_tapping_targets_are_large_enough_on_the_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{address}/checklist")
    low = page.evaluate(
        "[...document.querySelectorAll('main .btn, main summary, main .bt-switch a, .bt-tabs a')]"
        ".filter(e => e.getBoundingClientRect().height < 38).map(e => e.textContent)"
    )
    assert low == []


def test_menus_and_tables_open_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(f"{address}/owner")
    page.locator("details.bt-menu summary").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.locator(".bt-as-table summary").last.click()
    expect(page.get_by_role("cell", name="64", exact=True)).to_be_visible()
    context.close()
