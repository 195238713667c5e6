"""People before a browser: what they press, write and read, by finger, by keyboard alone, or without scripts."""

import re
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, expect

# Two engines and their browsers may share two cores.
PATIENCE_MS = 30_000
# More presses of Tab than any page needs.
MOST_TABS = 250
expect.set_options(timeout=PATIENCE_MS)
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}


class Person:
    """Somebody with a browser of her own. `page` is what she sees."""

    def __init__(self, browser: Browser, house: Any, name: str, email: str = "", **browser_options: Any):
        self.house, self.name, self.email = house, name, email
        self.context: BrowserContext = browser.new_context(base_url=house.url, **{**DESK, **browser_options})
        self.context.set_default_timeout(PATIENCE_MS)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._overhear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _overhear(self, message: ConsoleMessage) -> None:
        """Browsers tell of refused scripts and styles, and of files that are not there, on the console. Pages that
        answer with a status from 400 are told too, and may be meant."""
        if message.type == "error" and "the server responded with a status of" not in message.text:
            self.complaints.append(f"{message.text} ({self.page.url})")

    def opens(self, address: str) -> None:
        self.page.goto(address)

    def presses(self, name: str, within: Locator | None = None, exact: bool = False) -> None:
        """Press the first button or link that is called `name` (or begins so)."""
        self._use(self._pressable(name, within, exact))

    def _use(self, control: Locator) -> None:
        control.click()

    def _pressable(self, name: str, within: Locator | None, exact: bool) -> Locator:
        place = within or self.page
        # What is only read out follows with a space of its own: "Change : who does it".
        words = re.compile(rf"^\s*{re.escape(name).replace(':', ' ?:')}{'$' if exact else ''}")
        return place.get_by_role("button", name=words).or_(place.get_by_role("link", name=words)).first

    def unfolds(self, name: str) -> None:
        """Open what is folded away under the words `name`."""
        self._use(self.page.locator("summary", has_text=name).first)

    def writes(self, label: str, words: str, within: Locator | None = None) -> None:
        self._write((within or self.page).get_by_label(re.compile(rf"^{re.escape(label)}")).first, words)

    def _write(self, field: Locator, words: str) -> None:
        field.fill(words)

    def picks(self, label: str, option: str) -> None:
        """Choose from a list that unfolds."""
        self.page.get_by_label(re.compile(rf"^{re.escape(label)}")).first.select_option(label=option)

    def ticks(self, name: str, within: Locator | None = None) -> None:
        """Choose an answer or tick a box that is called `name` (or begins so)."""
        words = re.compile(rf"^\s*{re.escape(name).replace(':', ' ?:')}")
        place = within or self.page
        self._tick(place.get_by_role("radio", name=words).or_(place.get_by_role("checkbox", name=words)).first)

    def _tick(self, box: Locator) -> None:
        box.check()

    def reads(self, words: str, within: Locator | None = None) -> Locator:
        """What she reads must be on the page, and be seen; waits for it."""
        found = (within or self.page).get_by_text(words).locator("visible=true").first
        expect(found).to_be_visible()
        return found

    def does_not_read(self, words: str) -> None:
        expect(self.page.get_by_text(words).locator("visible=true")).to_have_count(0)

    def row(self, words: str) -> Locator:
        """The row, list item or panel that speaks of `words`: the innermost one."""
        return self.page.locator("tr, li, section, article").filter(has_text=words).last

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.house.url)

    # Getting in

    def signs_in(self) -> None:
        """By the link in a letter, as occasional users do; whoever is still signed in comes back to her home."""
        self.opens("/")
        if "/w/" in self.page.url:
            return
        before = len(self.house.mail.to(self.email))
        self.writes("Your e-mail address", self.email)
        self.presses("Send me a link")
        self.reads("Look into your mail")
        self.opens(self.house.newest_link(self.email, before))
        self.reads(self.email)
        self.presses("Sign in")
        self.page.wait_for_url(re.compile("/w/"))

    def joins(self) -> None:
        """By the link in her invitation."""
        self.opens(self.house.newest_link(self.email))
        self.reads(self.email)
        self.presses("Join")
        self.reads("Welcome")


class KeyboardPerson(Person):
    """Uses the keyboard alone: Tab, Space, Enter and letters. What Tab does not reach, she cannot use."""

    def _reach(self, control: Locator) -> None:
        control.wait_for(state="attached")
        wanted = control.element_handle()
        for _ in range(MOST_TABS):
            if self.page.evaluate("wanted => document.activeElement === wanted", wanted):
                return self._see_focus(control)
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {control} on {self.path}.")

    def _see_focus(self, control: Locator) -> None:
        """WCAG 2.4.7: where she is must show."""
        shows = "e => {const s = getComputedStyle(e); return s.outlineStyle !== 'none' || s.boxShadow !== 'none'}"
        near = "e => e.closest('label') && getComputedStyle(e.closest('label')).outlineStyle !== 'none'"
        assert control.evaluate(shows) or control.evaluate(near), f"The focus does not show on {control}."

    def _use(self, control: Locator) -> None:
        self._reach(control)
        self.page.keyboard.press("Enter")

    def _write(self, field: Locator, words: str) -> None:
        self._reach(field)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(words)

    def _tick(self, box: Locator) -> None:
        self._reach(box)
        if not box.is_checked():
            self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def picks(self, label: str, option: str) -> None:
        """Letters choose from a list."""
        field = self.page.get_by_label(re.compile(rf"^{re.escape(label)}")).first
        self._reach(field)
        self.page.keyboard.type(option)
        expect(field.locator("option:checked")).to_have_text(option)


class Company:
    """The people of a story, each with a browser that remembers her."""

    def __init__(self, browser: Browser, house: Any):
        self.browser, self.house = browser, house
        self.here: dict[tuple[Any, ...], Person] = {}

    def enters(self, kind: type[Person], name: str, email: str = "", **browser_options: Any) -> Person:
        place = (kind, name, *sorted(browser_options))
        if place not in self.here:
            self.here[place] = kind(self.browser, self.house, name, email, **browser_options)
        return self.here[place]

    def complaints(self) -> list[str]:
        """What their browsers complained about since they were last asked."""
        told = [f"{person.name}: {words}" for person in self.here.values() for words in person.complaints]
        for person in self.here.values():
            person.complaints.clear()
        return told

    def goes_home(self) -> None:
        for person in self.here.values():
            person.context.close()
