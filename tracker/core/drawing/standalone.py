"""A picture for a document of its own: the drawing for the desk, with the day's colours written into it."""

import re
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

SHEET = Path(__file__).resolve().parents[2] / "static" / "theme.css"
SVG = "http://www.w3.org/2000/svg"
# What XML cannot hold, even escaped; browsers are more patient.
UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FONTS = "Inter, Libertinus Serif"

Rule = tuple[str, frozenset[str], dict[str, str]]
ElementTree.register_namespace("", SVG)


def standalone(drawn: str) -> bytes:
    """The first drawing of `drawn` (a figure, or one SVG) as an SVG file. Raises `ValueError` where there is none."""
    found = re.search(r'<svg class="bt-svg.*?</svg>', UNSPEAKABLE.sub("", str(drawn)), re.S)
    if found is None:
        raise ValueError("There is no picture in this.")
    root = ElementTree.fromstring(found[0].replace("<svg ", f'<svg xmlns="{SVG}" ', 1))
    _, _, wide, high = root.get("viewBox", "").split()
    root.set("width", wide)
    root.set("height", high)
    for element in root.iter():
        _dress(element)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def told(drawn: str) -> str:
    """The title and the description of a picture, for a document that reads them out."""
    found = re.search(r"<title>(.*?)</title><desc>(.*?)</desc>", UNSPEAKABLE.sub("", str(drawn)), re.S)
    if found is None:
        return ""
    title, said = (ElementTree.fromstring(f"<a>{part}</a>").text or "" for part in found.groups())
    return f"{title}. {said}".strip()


def _dress(element: ElementTree.Element) -> None:
    names = frozenset((element.attrib.pop("class", "") or "").split())
    tag = element.tag.removeprefix(f"{{{SVG}}}")
    for wanted, classes, looks in _rules():
        if wanted in {"", tag} and classes <= names and (classes or wanted):
            for name, value in looks.items():
                element.set(name, value)


@cache
def _rules() -> tuple[Rule, ...]:
    """What the style sheet says of pictures, the weightier last: one source for the page and the paper."""
    sheet = SHEET.read_text("utf-8")
    tokens = dict(re.findall(r"(--[\w-]+):light-dark\(([^,()]+),[^()]*\)", sheet))
    charts = sheet[sheet.index("11. Charts") : sheet.index("12. Tables")]
    found: list[Rule] = []
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/|^.*?\*/", "", charts, flags=re.S)):
        for selector in selectors.split(","):
            match = re.fullmatch(r"\s*\.bt-svg (\w*)((?:\.\w+)*)\s*", selector)
            if match:
                found.append((match[1], frozenset(match[2].split(".")[1:]), _looks(body, tokens)))
    return tuple(sorted(found, key=lambda rule: (len(rule[1]), bool(rule[0]))))


def _looks(body: str, tokens: dict[str, str]) -> dict[str, str]:
    looks: dict[str, str] = {}
    for line in filter(None, body.split(";")):
        name, _, value = line.partition(":")
        value = re.sub(r"var\((--[\w-]+)\)", lambda token: tokens.get(token[1], token[0]), value.strip())
        if name == "font":  # a weight and a size; the family is the page's own
            weight, height = value.split()[:2]
            looks |= {"font-weight": weight, "font-size": height.removesuffix("px"), "font-family": FONTS}
        else:
            looks[name.strip()] = value.removesuffix("px")
    return looks
