"""The gauge under the index: five stages of twenty points."""

from functools import lru_cache

from markupsafe import Markup, escape

from .figures import size, whole

STAGES = ("Dependent", "Learning", "Sharing", "Leading", "Self-sufficient")
BAND, STEP = 85, 88  # width of a band, and from one band to the next
DESC = (
    "Five stages of 20 points: Dependent from 0, Learning from 20, Sharing from 40, Leading from 60, "
    "Self-sufficient from 80."
)


@lru_cache(maxsize=1024)
def gauge(value: float, reached: int, stage: str) -> Markup:
    """An index of 0 to 100, with the stage reached (0 to 4): a held stage is lower than the number alone says."""
    value = min(max(value, 0), 100)
    bands = "".join(_band(n, name, value, reached) for n, name in enumerate(STAGES))
    within = min(int(value / 20), 4)
    pin = size(within * STEP + BAND * (value - within * 20) / 20)
    title = f"<title>Stage: {escape(stage)}, {whole(value)} of 100</title><desc>{DESC}</desc>"
    start = f'<svg class="bt-gauge" viewBox="0 0 440 42" role="img">{title}'
    return Markup(f'{start}{bands}<circle class="pin" cx="{pin}" cy="12" r="9"/></svg>')


def _band(n: int, name: str, value: float, reached: int) -> str:
    filled = min(max((value - n * 20) / 20, 0), 1)
    x = n * STEP
    drawn = f'<rect class="band" x="{x}" y="6" width="{BAND}" height="12" rx="3"/>'
    if filled:
        css = "now" if n == reached else "past"
        drawn += f'<rect class="band {css}" x="{x}" y="6" width="{size(BAND * filled)}" height="12" rx="3"/>'
    place = f'x="{x + BAND}" text-anchor="end"' if n == len(STAGES) - 1 else f'x="{x}"'
    here = ' class="on"' if n == reached else ""
    return f'{drawn}<text {place} y="38"{here}>{name}</text>'
