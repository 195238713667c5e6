"""Who can do what, and how many could leave before it stops.

Levels are drawn only of people who are handed in: whoever may not know them hands in nobody, and sees coverage alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from .canvas import Canvas, canvases, figure, label, rect
from .figures import size
from .lettering import clip, initials, width

TITLE = "Skills, and how many people carry each"
MOST_ROWS, MOST_PEOPLE = 24, 16
LEVELS = ("None", "Aware", "With help", "Independent", "Teaches")
SHADES = ("", ".1", ".2", ".34", ".5")
NEEDED = 2
HANDS = 132  # room for the dots and their words


@dataclass(frozen=True, slots=True)
class Skill:
    """`hands`: people who can do it alone today; `fading`: of them, whose proof grows old; `assessed`: people judged.

    `levels`: (level, faded) by the place of a person among those handed in.
    """

    name: str
    critical: bool
    hands: int
    fading: int
    assessed: int
    levels: Mapping[int, tuple[int, bool]] = field(default_factory=dict)

    @property
    def bus_factor(self) -> str:
        """What the count means, in words."""
        if self.hands == 0:
            return "nobody" if self.assessed else "not assessed"
        return "one person" if self.hands == 1 else f"{self.hands} people"

    def at(self, level: int) -> int:
        """How many of those handed in stand at this level."""
        return sum(1 for held in self.levels.values() if held[0] == level)

    @property
    def frail(self) -> bool:
        return self.critical and self.hands < NEEDED


def skills(sprite: str, rows: Sequence[Skill], people: Sequence[str] = (), title: str = TITLE) -> Markup:
    """Of many skills the critical and frail ones are drawn; of many people how many stand at each level.

    Empty without rows. The table holds every row.
    """
    if not rows:
        return Markup("")
    chosen = sorted(rows, key=lambda row: (not row.critical, row.hands))[:MOST_ROWS]
    chosen = [row for row in rows if row in chosen][:MOST_ROWS]
    drawn = [_picture(canvas, chosen, rows, people) for canvas in canvases(title, 612)]
    heads = people if len(people) <= MOST_PEOPLE else [f"{n} {word}" for n, word in enumerate(LEVELS)]
    columns = ("Skill", "Can do it alone", "Of them fading", "Assessed", *heads)
    return figure(sprite, title, drawn, columns, [_told(row, len(people)) for row in rows])


def _told(row: Skill, people: int) -> tuple[object, ...]:
    name = f"{row.name} (critical)" if row.critical else row.name
    cells = [_said_of(row.levels.get(place)) for place in range(people)]
    if people > MOST_PEOPLE:
        cells = [str(row.at(level)) for level in range(len(LEVELS))]
    return (name, row.bus_factor, row.fading, row.assessed, *cells)


def _said_of(held: tuple[int, bool] | None) -> str:
    return f"{held[0]} {LEVELS[held[0]]}{', faded' if held[1] else ''}" if held else "–"


def _picture(canvas: Canvas, chosen: Sequence[Skill], rows: Sequence[Skill], people: Sequence[str]) -> Markup:
    heads, many = _heads(canvas, people), len(people) > MOST_PEOPLE
    left, high = (0, 54) if canvas.phone else (186, 28)
    end = canvas.width - HANDS
    step = min(((canvas.width if canvas.phone else end - 8) - left) / max(len(heads), 1), 34)
    top = 24 if people else 6
    parts = [label(left + step * (n + 0.5), 15, head, anchor="middle") for n, head in enumerate(heads)]
    for n, row in enumerate(chosen):
        y = top + n * (high if people else 28)
        name = clip(row.name, (end if canvas.phone else left) - 20, bold=True) + (" *" if row.critical else "")
        parts.append(label(0, y + 17, name, "k"))
        parts += _hands(row, end if people or canvas.phone else left, y)
        y += 24 if canvas.phone else 0
        if many:
            parts += _counts(row, left, y, step)
        else:
            parts += [_cell(row.levels.get(place), left + step * place, y, step) for place in range(len(people))]
    bottom = top + len(chosen) * (high if people else 28) + 4
    if len(chosen) < len(rows):
        parts.append(label(0, bottom + 14, f"{len(rows) - len(chosen)} more in the table.", "n"))
        bottom += 24
    drawn, bottom = canvas.legend(_legend(chosen, len(people)), bottom + 6)
    if people and not many:
        key, bottom = _key(canvas, heads, people, bottom)
        drawn += key
    return canvas.drawn(bottom, _said(rows), parts + drawn)


def _heads(canvas: Canvas, people: Sequence[str]) -> list[str]:
    """Initials; plain numbers where those have no room; the five levels in place of people of whom there are many."""
    if len(people) > MOST_PEOPLE:
        return [str(level) for level in range(len(LEVELS))]
    heads = initials(list(people))
    room = canvas.width / MOST_PEOPLE if canvas.phone else 18
    tight = max((width(head) for head in heads), default=0) > room and len(people) > MOST_PEOPLE / 2
    return [str(n + 1) for n in range(len(people))] if tight else heads


def _cell(held: tuple[int, bool] | None, x: float, y: float, step: float) -> str:
    if held is None:
        return ""
    level, faded = held
    shade = f' fill-opacity="{SHADES[level]}"' if level else ""
    box = rect(
        "rng" if level and not faded else "gap", x + 1, y + 1, step - 2, 22, f'{shade if not faded else ""} rx="3"'
    )
    return box + label(x + step / 2, y + 16, level, "k" if level > 2 and not faded else "n", "middle")


def _counts(row: Skill, left: float, y: float, step: float) -> list[str]:
    """How many stand at each level, in place of who."""
    parts = []
    for level in range(len(LEVELS)):
        count = row.at(level)
        share = count / max(len(row.levels), 1)
        parts.append(
            rect("rng", left + step * level + 1, y + 1, step - 2, 22, f' fill-opacity="{share * 0.5:.2f}" rx="3"')
        )
        parts.append(label(left + step * (level + 0.5), y + 16, count or "·", "n" if count else "", "middle"))
    return parts


def _hands(row: Skill, x: float, y: float) -> list[str]:
    """A dot for everybody who can, a ring for whose proof grows old, an empty place where a second is needed."""
    shown = min(row.hands, 3)
    parts = []
    for n in range(max(shown, NEEDED if row.critical else 1)):
        if n >= shown:
            parts.append(f'<circle class="gap" cx="{size(x + 8 + n * 15)}" cy="{size(y + 12)}" r="5"/>')
        else:
            css = "ring" if n >= row.hands - row.fading else "now"
            parts.append(f'<circle class="{css}" cx="{size(x + 8 + n * 15)}" cy="{size(y + 12)}" r="5"/>')
    parts.append(label(x + 52, y + 16, row.bus_factor, "bad" if row.frail else "n"))
    return parts


def _legend(rows: Sequence[Skill], people: int) -> list[tuple[str, str]]:
    items = [('<circle class="now" cx="7" cy="7" r="5"/>', "can do it alone")]
    if any(row.fading for row in rows):
        items.append(('<circle class="ring" cx="7" cy="7" r="5"/>', "can, but the proof grows old"))
    if any(row.frail for row in rows):
        items.append(('<circle class="gap" cx="7" cy="7" r="5"/>', "one more is needed"))
    if any(row.critical for row in rows):
        items.append(('<text class="k" x="4" y="12">*</text>', "critical"))
    if people:
        mark = f'<rect class="rng" width="14" height="14" rx="3" fill-opacity="{SHADES[3]}"/>{label(3, 11.5, 3, "k")}'
        items.append((mark, ", ".join(f"{n} {word.lower()}" for n, word in enumerate(LEVELS))))
        if any(faded for row in rows for _, faded in row.levels.values()):
            items.append(('<rect class="gap" x=".5" y=".5" width="13" height="13" rx="3"/>', "level has faded"))
    return items


def _key(canvas: Canvas, heads: Sequence[str], people: Sequence[str], top: float) -> tuple[list[str], float]:
    """Whose initials they are, flowing over as many lines as they need."""
    x, y, drawn = 0.0, top + 12, []
    for head, name in zip(heads, people, strict=True):
        said = clip(name, canvas.width - 40)
        needs = width(head, bold=True) + 5 + width(said) + 14
        if x and x + needs - 14 > canvas.width:
            x, y = 0.0, y + 19
        drawn += [label(x, y, head, "k"), label(x + width(head, bold=True) + 5, y, said)]
        x += needs
    return drawn, y + 8


def _said(rows: Sequence[Skill]) -> str:
    critical = [row for row in rows if row.critical]
    frail = sum(row.frail for row in critical)
    if not critical:
        return f"{len(rows)} skills, none of them critical."
    few = frail or "none"
    return f"{len(critical)} of {len(rows)} skills are critical; {few} of those would stop when one person leaves."
