"""What stands between a draft and being published, each with the place in the editor where it is mended."""

import re
from dataclasses import dataclass, replace

from .drafting import Draft, gaps_of, unfed_pillars
from .parts import PARTS, Part, title_of
from .problems import Problem
from .wording import field_words

_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")
_EMPTY = re.compile(r"must have from (\d+) to \d+ entries; found 0")
_ONE_PAGE = {
    "sla": "promises", "drill": "promises", "leader_essentials": "promises", "handover_pack": "promises",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gap:
    """`page` is a page of the editor: `about`, `promises` or the name of a part; `entry` one entry of that part.

    `of` names what it is about, `field` the field of the form.
    """

    message: str
    page: str
    entry: str = ""
    of: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """`pillars` are the pillars of the index that would go without anything to measure."""

    gaps: tuple[Gap, ...]
    pillars: tuple[Gap, ...]

    @property
    def sound(self) -> bool:
        return not self.gaps and not self.pillars

    @property
    def count(self) -> int:
        return len(self.gaps) + len(self.pillars)

    def on(self, page: str) -> int:
        """How many are mended on this page, or in the lists inside it."""
        inside = {part.name for part in PARTS.values() if part.inside and part.inside.name == page}
        return sum(gap.page in {page, *inside} for gap in (*self.gaps, *self.pillars))

    def of(self, page: str, entry: str) -> int:
        return sum((gap.page, gap.entry) == (page, entry) for gap in self.gaps)


def review(draft: Draft) -> Review:
    return Review(
        tuple(_placed(draft, problem) for problem in gaps_of(draft)),
        tuple(_unfed(_placed(draft, problem)) for problem in unfed_pillars(draft)),
    )


def _unfed(gap: Gap) -> Gap:
    """Begins with the pillar that would go without."""
    needed, _, pillar = gap.message.partition(": else nothing is measured under ")
    return replace(gap, of=pillar, message=f"would have nothing to measure. {needed}")


def _placed(draft: Draft, problem: Problem) -> Gap:
    steps = [(name, int(at) if at else None) for name, at in _STEP.findall(problem.where)]
    name, at = steps[0] if steps else ("title", None)
    message, field = _words(problem, steps), steps[-1][0] if steps else "title"
    part = _part((name,))
    if part is None:
        page = _ONE_PAGE.get(name, "about")
        field = f"{name}_{steps[1][0]}" if page == "promises" and len(steps) > 1 else name
        return Gap(message, page, of=field_words(name) if len(steps) > 1 else "", field=field)
    if at is None:
        return Gap(message, part.name)
    entry = draft[name][at]
    inner = _part((name, steps[1][0])) if len(steps) > 1 else None
    if inner is None or steps[1][1] is None:
        return Gap(message, part.name, str(entry[part.id]), title_of(part, entry), field if len(steps) > 1 else "")
    inside = entry[steps[1][0]][steps[1][1]]
    return Gap(message, inner.name, str(inside[inner.id]), title_of(inner, inside), steps[2][0] if steps[2:] else "")


def _part(path: tuple[str, ...]) -> Part | None:
    return next((part for part in PARTS.values() if part.path == path), None)


def _words(problem: Problem, steps: list[tuple[str, int | None]]) -> str:
    """The message with the name of the field as the editor calls it."""
    name = steps[-1][0] if steps else ""
    message = problem.message
    if name and message.startswith(f"{name} "):
        message = field_words(name) + message[len(name) :]
    message = message.replace("with leader: true", "marked as a leader essential")
    message = _EMPTY.sub(lambda found: f"must have at least {_number(found[1])}; there is none", message)
    return message[:1].upper() + message[1:]


def _number(text: str) -> str:
    return "one" if text == "1" else text
