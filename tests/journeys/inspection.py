"""What is looked at on every page: axe's findings, sideways scrolling on a phone, and weight over the wire."""

from dataclasses import dataclass, field
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.journeys.colours import Colours

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ASK_AXE = """async rules => {
    const told = await axe.run(document, {
        runOnly: rules, rules: {"color-contrast": {enabled: false}}, resultTypes: ["violations"]});
    return told.violations.flatMap(violation => violation.nodes.slice(0, 3).map(
        node => `${violation.id} (${violation.help}) at ${node.html.slice(0, 160)}`));
}"""
FIRST_PAGE, LATER_PAGE = 150_000, 40_000
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Scales:
    """Weighs what a page costs over the wire, in bytes: document, styles, scripts, type."""

    page: Page
    bytes: int = 0
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        wire = self.page.context.new_cdp_session(self.page)
        wire.send("Network.enable")
        wire.on("Network.loadingFinished", self._add)

    def _add(self, answer: dict[str, Any]) -> None:
        self.bytes += int(answer["encodedDataLength"])

    def weighs(self, address: str, most: int) -> list[str]:
        """Go to `address`; a sentence if that cost more than `most`."""
        self.bytes = 0
        self.page.goto(address, wait_until="networkidle")
        return [f"{address} weighs {self.bytes:,} bytes, more than {most:,}"] if self.bytes > most else []


def look_at(page: Page, colours: Colours) -> list[str]:
    """The faults of the page that is open, each a sentence: on a desk and a phone, in light and in dark.

    Contrast is all that the dark look can change, so only that is looked at again. Each turn changes one thing alone,
    since every change has the page laid out anew.
    """
    here, found = page.url, []
    page.evaluate(AXE_SCRIPT)
    _lit(page, "light")
    page.set_viewport_size(DESK)
    found += [f"{here} on a desk: {fault}" for fault in _axe(page, STANDARD) + colours.faults_of(page)]
    page.set_viewport_size(PHONE)
    found += [f"{here} on a phone: {fault}" for fault in _axe(page, STANDARD) + colours.faults_of(page)]
    if (beyond := page.evaluate(SIDEWAYS)) > 0:
        found.append(f"{here} scrolls {beyond} px sideways on a phone")
    _lit(page, "dark")
    found += [f"{here} in the dark on a phone: {fault}" for fault in colours.faults_of(page)]
    page.set_viewport_size(DESK)
    found += [f"{here} in the dark on a desk: {fault}" for fault in colours.faults_of(page)]
    return found


def _lit(page: Page, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")


def _axe(page: Page, rules: list[str]) -> list[str]:
    """What axe finds, as sentences; the rest of what it has to tell stays in the browser."""
    return page.evaluate(ASK_AXE, rules)
