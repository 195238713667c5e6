"""The pictures of a pack: the drawings of the pages, each as an SVG that stands alone."""

from datetime import date
from typing import Any

from markupsafe import Markup

from tracker.core.drawing import Drawing
from tracker.core.drawing.standalone import standalone, told
from tracker.selfsufficiency.album import Album
from tracker.strategy.models import Measure

from ..document import Picture

MOST_COURSES = 24
PHONE = '<svg class="bt-svg bt-mob'
NARROW = {"trend"}
drawing = Drawing("{}".format)


def picture(name: str, drawn: Markup, *, narrow: bool = False) -> Picture | None:
    """None where there is nothing to draw; `narrow` takes the drawing for the phone, whose words stay readable."""
    if narrow and PHONE in drawn:
        drawn = Markup(str(drawn)[str(drawn).index(PHONE) :])
    return Picture(name, standalone(str(drawn)).decode(), told(str(drawn))) if "<svg" in drawn else None


def pictures_of(album: Album | None, stage_number: int) -> dict[str, Picture]:
    if album is None:
        return {}
    found = {
        "trend": drawing.trend_figure(album.line, album.events, stage_number) if album.line else Markup(""),
        "pillars": drawing.pillars(album.pillars, album.began, album.today),
        "hands": drawing.hands(album.hands),
        "responsibility": drawing.responsibility(album.charges),
        "access": drawing.access(album.access),
        "skills": drawing.skills(album.skills, album.people),
    }
    return {name: made for name, drawn in found.items() if (made := picture(name, drawn, narrow=name in NARROW))}


class Courses:
    """The picture of each measure, of the first so many."""

    def __init__(self) -> None:
        self.drawn = 0

    def __call__(self, measure: Measure, values: list[tuple[date, float, str, str]]) -> Picture | None:
        if not values or self.drawn == MOST_COURSES:
            return None
        self.drawn += 1
        dated = measure.baseline is not None and measure.baseline_on is not None
        baseline: Any = (measure.baseline_on, measure.baseline) if dated else None
        target = (measure.target_on, measure.target) if measure.target is not None else None
        points = [(on, value) for on, value, *_ in values]
        return picture(f"measure-{self.drawn}", drawing.course(measure.name, points, measure.unit, baseline, target))
