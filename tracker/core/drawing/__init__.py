"""Small pictures and marks that pages draw by the hundred: icons, chips, dates, bars, lines.

They are functions rather than template macros because a list of fifty rows holds a thousand of them, and a
function that remembers its last answers costs a fiftieth of a macro. Each returns finished, escaped markup whose
geometry is in SVG attributes and whose colour is in classes. Templates reach them through `components/*.html`.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from . import (
    burn_down,
    chips,
    course,
    forecast,
    hands,
    icons,
    moments,
    pillars,
    promises,
    responsibility,
    rungs,
    skills,
    table,
    timing,
    trend,
    who,
)
from .bars import bar, index_bar, pips, share
from .figures import part, whole
from .gauge import gauge
from .sparkline import sparkline

SPRITE = "vendor/icons.svg"


class Drawing:
    """The drawings, bound to the function that knows where static files are served."""

    bar = staticmethod(bar)
    index_bar = staticmethod(index_bar)
    sparkline = staticmethod(sparkline)
    pips = staticmethod(pips)
    gauge = staticmethod(gauge)
    whole = staticmethod(whole)
    part = staticmethod(part)
    day = staticmethod(moments.day)
    moment = staticmethod(moments.moment)
    short = staticmethod(moments.short)
    span = staticmethod(moments.span)
    exact = staticmethod(moments.exact)
    tag = staticmethod(moments.tag)
    trend = staticmethod(trend.trend)
    forecast_line = staticmethod(forecast.forecast_line)
    nothing = staticmethod(who.nothing)
    supplier = staticmethod(who.supplier)

    def __init__(self, asset: Callable[[str], str]):
        self._asset = asset

    def icon(self, name: str, label: str | None = None, size: str = "") -> Markup:
        return icons.icon(self._asset(SPRITE), name, label, size)

    def chip(self, word: str, kind: str = "", icon: str | None = None) -> Markup:
        return chips.chip(self._asset(SPRITE), str(word), kind, icon)

    def severity(self, level: str, word: str | None = None) -> Markup:
        return chips.severity(self._asset(SPRITE), level, word)

    def state(self, name: Any, word: str | None = None) -> Markup:
        return chips.state(self._asset(SPRITE), str(name), word)

    def share(self, value: float | None, trend: str | None = None) -> Markup:
        return share(self._asset(SPRITE), value, trend)

    def forecast_mini(self, outlook: Any, first: date, last: date) -> Markup:
        return forecast.forecast_mini(self._asset(SPRITE), outlook, first, last)

    def rungs(self, activity: Any, side: str, gate: str | None, movable: bool) -> Markup:
        return rungs.rungs(self._asset(SPRITE), activity, side, gate, movable)

    def person(self, holder: Any, empty: str = "Nobody", asked_word: str = "asked") -> Markup:
        return who.person(self._asset(SPRITE), holder, empty, asked_word)

    def doer(self, holder: Any, empty: str = "Nobody") -> Markup:
        return who.doer(self._asset(SPRITE), holder, empty)

    def asked(self, name: str, word: str = "asked") -> Markup:
        return who.asked(self._asset(SPRITE), name, word)

    def nobody(self, word: str = "Nobody") -> Markup:
        return who.nobody(self._asset(SPRITE), word)

    def practice(self, name: str) -> Markup:
        return who.practice(self._asset(SPRITE), name)

    def on_demand(self, drawn: Markup, title: str, href: str, wanted: bool) -> Markup:
        return table.on_demand(self._asset(SPRITE), drawn, title, href, wanted)

    def as_table(self, caption: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Markup:
        return table.as_table(self._asset(SPRITE), caption, columns, rows)

    def course(self, title: str, values: Any, unit: str, baseline: Any = None, target: Any = None) -> Markup:
        return course.course(self._asset(SPRITE), title, tuple(values), unit, baseline, target)

    def pillars(self, rows: Sequence[Any], began: date, today: date, title: str = pillars.TITLE) -> Markup:
        return pillars.pillars(self._asset(SPRITE), rows, began, today, title)

    def hands(self, columns: Sequence[Any], title: str = hands.TITLE) -> Markup:
        return hands.hands(self._asset(SPRITE), columns, title)

    def access(self, rows: Sequence[Any], title: str = responsibility.ACCESS_TITLE, wide: int = 712) -> Markup:
        return responsibility.access(self._asset(SPRITE), rows, title, wide)

    def responsibility(self, rows: Sequence[Any], title: str = responsibility.TITLE, wide: int = 712) -> Markup:
        return responsibility.responsibility(self._asset(SPRITE), rows, title, wide)

    def skills(self, rows: Sequence[Any], people: Sequence[str] = (), title: str = skills.TITLE) -> Markup:
        return skills.skills(self._asset(SPRITE), rows, people, title)

    def burn_down(self, weeks: Sequence[Any], fan: burn_down.Fan | None, planned: date | None = None) -> Markup:
        return burn_down.burn_down(self._asset(SPRITE), weeks, fan, planned)

    def promises(self, columns: Sequence[Any]) -> Markup:
        return promises.promises(self._asset(SPRITE), columns)

    def timing(self, weeks: Sequence[Any], title: str = timing.TITLE, wide: int = timing.WIDE) -> Markup:
        return timing.timing(self._asset(SPRITE), weeks, title, wide)

    def trend_figure(
        self,
        points: Sequence[Any],
        events: Sequence[Any] = (),
        stage: int = 0,
        title: str = "The index since the start",
    ) -> Markup:
        return trend.figure(self._asset(SPRITE), points, events, stage, title)
