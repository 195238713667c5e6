"""What the larger pictures share: the frame with its words, fills that differ without colour, and a legend."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2s

from markupsafe import Markup, escape

from .figures import size
from .lettering import clip, width
from .table import as_table

SWATCH, LINE = 14, 22

# Patterns and plain fills, each told from all others by its drawing alone. The hatch is the consultant's hands.
_PATTERNS = {
    "checked": '<rect class="rng" width="6" height="6"/><rect class="b1" width="6" height="1.6"/>',
    "together": '<rect class="b1" width="7" height="7"/><rect class="rng" width="3" height="7"/>',
    "provider": '<rect class="trk" width="6" height="6"/><circle class="now" cx="3" cy="3" r="1.1"/>',
    "consultant": '<rect class="ts" width="7" height="7"/><rect class="th" width="2.4" height="7"/>',
}
_SIZES = {"checked": (6, ""), "together": (7, "rotate(-45)"), "provider": (6, ""), "consultant": (7, "rotate(45)")}


@dataclass(frozen=True, slots=True)
class Canvas:
    """One drawing of a picture: for the desk or for the phone (`css`), with its natural width in pixels."""

    css: str
    width: int
    title: str

    @property
    def phone(self) -> bool:
        return self.css == "bt-mob"

    def fill(self, name: str) -> str:
        """The attribute that fills a shape: `client` is the solid accent, others are patterns of this drawing."""
        if name == "client":
            return 'class="rng seg"'
        return f'class="seg" fill="url(#{self._id(name)})"'

    def patterns(self, names: Iterable[str]) -> str:
        drawn = "".join(
            f'<pattern id="{self._id(name)}" width="{_SIZES[name][0]}" height="{_SIZES[name][0]}"'
            f' patternUnits="userSpaceOnUse"{_turned(_SIZES[name][1])}>{_PATTERNS[name]}</pattern>'
            for name in names
            if name in _PATTERNS
        )
        return f"<defs>{drawn}</defs>" if drawn else ""

    def _id(self, name: str) -> str:
        """Ids are one page's, so a picture makes its own from its title."""
        return f"{name}-{blake2s(f'{self.css} {self.title}'.encode(), digest_size=4).hexdigest()}"

    def drawn(self, height: float, desc: str, parts: Iterable[str]) -> Markup:
        return Markup(
            f'<svg class="bt-svg {self.css}" width="{self.width}" viewBox="0 0 {self.width} {size(height)}" role="img">'
            f"<title>{escape(self.title)}</title><desc>{escape(desc)}</desc>{''.join(parts)}</svg>"
        )

    def legend(self, items: Sequence[tuple[str, str]], top: float) -> tuple[list[str], float]:
        """Marks with their words, in as many lines as they need, from the height `top`; and the height they end at.

        A mark is what to draw in a square of 14 pixels at 0 0.
        """
        x, y, drawn = 0.0, top, []
        for mark, words in items:
            said = clip(words, self.width - SWATCH - 8)
            needs = SWATCH + 8 + width(said) + 16
            if x and x + needs - 16 > self.width:
                x, y = 0.0, y + LINE
            drawn.append(f'<g transform="translate({size(x)} {size(y)})">{mark}')
            drawn.append(f'<text x="{SWATCH + 7}" y="11.5">{escape(said)}</text></g>')
            x += needs
        return drawn, y + LINE if items else top

    def swatch(self, name: str) -> str:
        return f'<rect {self.fill(name)} width="{SWATCH}" height="{SWATCH}" rx="2"/>'


def _turned(way: str) -> str:
    return f' patternTransform="{way}"' if way else ""


def canvases(title: str, desk: int, phone: int = 350) -> tuple[Canvas, Canvas]:
    return Canvas("bt-desk", desk, title), Canvas("bt-mob", phone, title)


def label(x: float, y: float, words: object, css: str = "", anchor: str = "") -> str:
    """A line of escaped words."""
    kind = f' class="{css}"' if css else ""
    end = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text{kind} x="{size(x)}" y="{size(y)}"{end}>{escape(words)}</text>'


def rect(css: str, x: float, y: float, wide: float, high: float, more: str = "") -> str:
    kind = f'class="{css}" ' if css else ""
    place = f'x="{size(x)}" y="{size(y)}" width="{size(max(wide, 0))}" height="{size(max(high, 0))}"'
    return f"<rect {kind}{place}{more}/>"


def figure(
    sprite: str, title: str, pictures: Iterable[Markup], columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> Markup:
    """The drawings of one picture and the table behind them."""
    drawn = Markup("").join(pictures)
    return Markup('<figure class="bt-chart">') + drawn + as_table(sprite, title, columns, rows) + Markup("</figure>")
