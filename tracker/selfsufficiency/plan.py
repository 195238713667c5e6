"""What would really have to be done to get from now to a what-if: the steps, who takes them, and what comes first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .sandbox import (
    BOOK,
    DEPUTY,
    DRAFT,
    LEADERS,
    POST,
    RULE,
    RUNG,
    SECTION,
    SKILL,
    TOOL,
    WORK,
    Dial,
)
from .ways import Way, Ways
from .words import act_words

Place = tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Todo:
    """`person` is who can do it (a name, empty where nobody in particular), `first` what must come before."""

    words: str
    person: str
    needs: str
    first: str
    place: Place


Link = Callable[[str, str], Place]


def plan_of(dials: list[Dial], ways: Ways, link: Link) -> list[Todo]:
    """One entry or more for every dial that is turned, in the order of the page."""
    return [todo for dial in dials if dial.turned for todo in _of(dial, ways, link)]


def _of(dial: Dial, ways: Ways, link: Link) -> Iterator[Todo]:
    place = link(_LINKS.get(dial.kind, "activity"), dial.id)
    if not dial.up:
        yield Todo(f"This would be a step back: {_BACK[dial.kind].format(name=dial.name)}.", "", "", "", place)
        return
    if dial.kind == RUNG:
        for to in range(int(dial.now) + 1, int(dial.chosen) + 1):
            way = ways.climb(dial.id, to)
            yield _todo(f"Move “{dial.name}” to rung {to}", way, ways, place)
        return
    for act in _acts(dial):
        yield _todo(act_words(act, dial.name), ways.way_of(act, dial.id), ways, place)


def _acts(dial: Dial) -> list[str]:
    if dial.kind == POST:
        return ["accept_accountability" if dial.now == "asked" else _ASKED.get(dial.chosen, "name_accountable")]
    if dial.kind == SECTION:
        return ["write_section" if dial.chosen == DRAFT else "sign_section" if dial.now == DRAFT else "rewrite_section"]
    if dial.kind == TOOL:
        return [{"all": "take_control", "admin": "take_admin", "elsewhere": "check_tool"}[dial.chosen]]
    if dial.kind == SKILL:
        return ["train_first" if n == 1 else "train_second" for n in range(int(dial.now) + 1, int(dial.chosen) + 1)]
    return [_ONE_ACT[dial.kind]]


def _todo(words: str, way: Way, ways: Ways, place: Place) -> Todo:
    name = ways.people[way.people[0]]["name"] if way.people and way.people[0] in ways.people else ""
    return Todo(words, name, way.needs, way.first, way.place or place)


_ASKED = {"asked": "ask_accountable"}
_ONE_ACT = {
    RULE: "sign_rule", DEPUTY: "accept_deputy", BOOK: "test_runbook", WORK: "carry_work",
    LEADERS: "bring_leaders_further",
}  # fmt: skip
_LINKS = {SECTION: "section", TOOL: "tool", SKILL: "competency", LEADERS: "leaders", BOOK: "runbook"}
_BACK = {
    RUNG: "“{name}” slips down the ladder",
    POST: "“{name}” loses whoever answers for it",
    DEPUTY: "“{name}” loses its deputy",
    RULE: "how “{name}” is done is no longer signed",
    BOOK: "the runbook of “{name}” is no longer tested",
    WORK: "“{name}” is done by others",
    SECTION: "“{name}” is no longer signed, or gone",
    TOOL: "control of {name} is lost",
    SKILL: "somebody who can do “{name}” leaves, or it fades",
    LEADERS: "a leader leaves, or what she showed fades",
}
