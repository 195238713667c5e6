"""What is looked at on every page: axe's findings, sideways scrolling on a phone, and weight over the wire."""

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
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


def look_at(page: Page) -> list[str]:
    """The faults of the page that is open, each a sentence: on a desk and a phone, in light and in dark.

    Contrast is all that the dark look can change, so only that is looked at again.
    """
    here, found = page.url, []
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    for place, size in (("a desk", DESK), ("a phone", PHONE)):
        page.set_viewport_size(size)
        found += [f"{here} on {place}: {fault}" for fault in _axe(page, {"runOnly": STANDARD})]
    if (beyond := page.evaluate(SIDEWAYS)) > 0:
        found.append(f"{here} scrolls {beyond} px sideways on a phone")
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    for place, size in (("a phone", PHONE), ("a desk", DESK)):
        page.set_viewport_size(size)
        found += [f"{here} in the dark on {place}: {fault}" for fault in _axe(page, {"runOnly": ["color-contrast"]})]
    return found


def _axe(page: Page, options: dict[str, Any]) -> list[str]:
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    told = page.evaluate("options => axe.run(document, {...options, resultTypes: ['violations']})", options)
    return [
        f"{violation['id']} ({violation['help']}) at {node['html'][:160]}"
        for violation in told["violations"]
        for node in violation["nodes"][:3]
    ]
