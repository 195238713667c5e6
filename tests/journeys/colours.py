"""Contrast, asked once of everything that looks the same.

A text has the contrast that it had on an earlier page if its own colour, size and weight are the same, and so is every
background that it lies on, up to the page. Only what axe itself found in order is not asked again. What it could not
tell is asked every time, and so is what a style moves from its place without a ground of its own, and whatever stands
in a drawing.
"""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

# Gives what axe finds, and the looks that it passed.
ASK_AXE = """async known => {
    const SILENT = new Set(["hidden", "checkbox", "radio", "file", "range", "color"]);
    const seen = new Set(known), looks = new Map(), asked = new Map();
    const holds = e => /^(select|textarea)$/.test(e.localName) || (e.localName === "input" && !SILENT.has(e.type))
        || [...e.childNodes].some(one => one.nodeType === 3 && one.data.trim());
    const says = e => {
        const place = e.getBoundingClientRect();
        return holds(e) && e.checkVisibility({visibilityProperty: true}) && place.width > 1 && place.height > 1
            && place.bottom + scrollY > 0 && place.right + scrollX > 0;
    };
    const moved = style => /absolute|fixed/.test(style.position) || style.transform !== "none"
        || (style.position === "relative" && /[1-9]/.test(style.inset)) || /-\\d/.test(style.margin);
    const walk = (e, below, moves) => {
        if (/^(script|style|template|noscript|option|optgroup)$/.test(e.localName)) return 0;
        const style = getComputedStyle(e);
        if (style.display === "none") return asked.set(e, 0) && 0;
        const ground = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode];
        const plain = ground.join() === "rgba(0, 0, 0, 0),none,1,none,normal";
        const under = plain ? below : below + "|" + ground.join();
        moves = e.localName === "svg" || ((moves || moved(style)) && !/^rgb\\(/.test(style.backgroundColor));
        let anew = 0;
        if (says(e)) {
            const look = [under, style.color, style.fontSize, style.fontWeight, style.textShadow,
                style.webkitTextStroke, e.disabled ? "disabled" : "", e.placeholder && !e.value].join(";");
            if (!moves) looks.set(e, look);
            anew = moves || !seen.has(look) ? 1 : 0;
        }
        for (const one of e.children) anew += walk(one, under, moves);
        asked.set(e, anew);
        return anew;
    };
    if (!walk(document.documentElement, "", false)) return {faults: [], passed: []};
    const exclude = [], descend = e => {
        for (const one of e.children) asked.get(one) ? descend(one) : exclude.push(one);
    };
    descend(document.body);
    const told = await axe.run({include: [document.body], exclude}, {
        runOnly: ["color-contrast"], selectors: false, elementRef: true, preload: false,
        resultTypes: ["violations", "passes"]});
    return {
        faults: told.violations.flatMap(violation => violation.nodes.slice(0, 3).map(
            node => `${violation.id} (${violation.help}) at ${node.html.slice(0, 160)}`)),
        passed: told.passes.flatMap(rule => rule.nodes.map(node => looks.get(node.element))).filter(one => one),
    };
}"""


@dataclass
class Colours:
    """The looks that were in order so far."""

    passed: set[str] = field(default_factory=set)

    def faults_of(self, page: Page) -> list[str]:
        """What axe finds wrong with the contrast of this page as it stands before us, as sentences."""
        told: dict[str, Any] = page.evaluate(ASK_AXE, [*self.passed])
        self.passed.update(told["passed"])
        return told["faults"]
