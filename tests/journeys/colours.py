"""Contrast, asked once of everything that looks the same.

Nothing is written into a page but classes (`tests/look/test_templates.py`), so a text has the contrast that it had on
an earlier page if in the same look and at the same width it stands among the same elements: of the same tags, classes
and states, in the same places of their rows, all the way up to the page. Only what axe itself found in order is not
asked again; what it could not tell, and whatever stands in a drawing, is asked every time.
"""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

# Gives what axe finds, and the marks of what it passed. The mark of an element follows from that of its parent.
ASK_AXE = """async known => {
    const PLAIN = new Set(["id", "href", "for", "name", "value", "action", "title", "src", "alt", "datetime",
        "placeholder", "content", "aria-label", "aria-labelledby", "aria-describedby", "aria-controls"]);
    const seen = new Set(known), marks = new Map(), texts = new Map();
    const hash = words => {
        let a = 0xdeadbeef, b = 0x41c6ce57;
        for (let i = 0; i < words.length; i++) {
            const c = words.charCodeAt(i);
            a = Math.imul(a ^ c, 2654435761); b = Math.imul(b ^ c, 1597334677);
        }
        a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
        b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
        return 4294967296 * (2097151 & b) + (a >>> 0);
    };
    const state = e => e.localName + [...e.attributes].filter(one => !PLAIN.has(one.name))
        .map(one => `[${one.name}=${one.value}]`).sort().join("")
        + (e.checked ? ":checked" : "") + (e.disabled ? ":disabled" : "")
        + (e.querySelector(":checked") ? ":has" : "") + (e.childElementCount ? "" : ":leaf");
    const SILENT = new Set(["hidden", "checkbox", "radio", "file", "range", "color"]);
    const holds = e => /^(select|textarea)$/.test(e.localName) || (e.localName === "input" && !SILENT.has(e.type))
        || [...e.childNodes].some(one => one.nodeType === 3 && one.data.trim());
    const says = e => holds(e) && e.checkVisibility({visibilityProperty: true})
        && e.getBoundingClientRect().width > 1 && e.getBoundingClientRect().height > 1;
    const look = (e, above, place, last, before) => {
        if (/^(script|style|template|noscript|option|optgroup)$/.test(e.localName)) return 0;
        const mark = hash(`${above}>${before}+${state(e)}:${place < 4 ? place : 4 + place % 2}${last ? "!" : ""}`);
        marks.set(e, mark);
        let anew = says(e) && (!seen.has(mark) || e.closest("svg")) ? 1 : 0;
        const all = [...e.children];
        all.forEach((one, at) => {
            anew += look(one, mark, at, at === all.length - 1, at ? state(all[at - 1]) : "");
        });
        texts.set(e, anew);
        return anew;
    };
    if (!look(document.body, "", 0, true, "")) return {faults: [], passed: []};
    const exclude = [], descend = e => {
        for (const one of e.children) texts.get(one) ? descend(one) : exclude.push(one);
    };
    descend(document.body);
    const told = await axe.run({include: [document.body], exclude}, {
        runOnly: ["color-contrast"], selectors: false, elementRef: true, preload: false,
        resultTypes: ["violations", "passes"]});
    return {
        faults: told.violations.flatMap(violation => violation.nodes.slice(0, 3).map(
            node => `${violation.id} (${violation.help}) at ${node.html.slice(0, 160)}`)),
        passed: told.passes.flatMap(rule => rule.nodes.map(node => marks.get(node.element))).filter(one => one),
    };
}"""


@dataclass
class Colours:
    """What was found in order so far, by look and width."""

    passed: dict[tuple[str, int], set[int]] = field(default_factory=dict)

    def faults_of(self, page: Page, look: str) -> list[str]:
        """What axe finds wrong with the contrast of this page as it stands before us, as sentences."""
        passed = self.passed.setdefault((look, page.viewport_size["width"]), set())
        told: dict[str, Any] = page.evaluate(ASK_AXE, [*passed])
        passed.update(told["passed"])
        return told["faults"]
