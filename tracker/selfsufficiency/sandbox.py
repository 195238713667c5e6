"""What if: the facts of an engagement with some of them turned, on a copy. Pure; nothing is kept anywhere.

A dial is one thing that can be turned. Which ones were turned, and where to, is all there is to know: it stands in the
address as `rung.reply=4`, so that a question can be kept and passed on. Skills are turned by how many people can do
something alone, never by person.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tracker.engagements.extension_points import Facts

from .delivered import credit
from .inputs import Activity, Competency, Holder, Inputs, Leader, Section, Tool, Work
from .worth import LEADER_LEVEL, QUALIFIED_LEVEL, leader_worth, qualified, runbook_tested, signature

NO, YES = "no", "yes"
RUNG, POST, DEPUTY, RULE, BOOK, WORK = "rung", "post", "deputy", "rule", "book", "work"
SECTION, TOOL, SKILL, LEADERS = "section", "tool", "skill", "leaders"
POSTS = {"nobody": 0.0, "asked": 0.5, "accepted": 1.0}
CONTROLS = {"unchecked": None, "elsewhere": 0.0, "admin": 0.5, "all": 1.0}
AS_LOGGED, BY_OWN = "now", "own"
EMPTY, DRAFT, SIGNED = "empty", "draft", "signed"
TWO = 2


@dataclass(frozen=True, slots=True)
class Dial:
    """`kind` and `key` name it, `id` and `name` what it turns; `options` are its values, `now` the one that is so."""

    kind: str
    key: str
    id: str
    name: str
    options: tuple[str, ...]
    now: str
    chosen: str

    @property
    def word(self) -> str:
        """What it is called in the address."""
        return f"{self.kind}.{self.key}" if self.key else self.kind

    @property
    def turned(self) -> bool:
        return self.chosen != self.now

    @property
    def up(self) -> bool:
        return self.options.index(self.chosen) > self.options.index(self.now)


def dials_of(facts: Facts, inputs: Inputs, today: date, asked: Mapping[str, str]) -> list[Dial]:
    """Every dial, turned as `asked` where that is one of its values; what does not apply has none."""
    found = []
    for dial in (*_of_activities(facts, inputs, today), *_of_the_rest(facts, inputs, today)):
        chosen = asked.get(dial.word, dial.now)
        found.append(replace(dial, chosen=chosen) if chosen in dial.options else dial)
    return found


def address_of(dials: list[Dial]) -> dict[str, str]:
    """The shortest address that says the same: only what is turned."""
    return {dial.word: dial.chosen for dial in dials if dial.turned}


def _dial(kind: str, key: str, id: str, name: str, options: Iterator[str] | tuple[str, ...], now: str) -> Dial:
    return Dial(kind, key, id, name, tuple(options), now, now)


def _of_activities(facts: Facts, inputs: Inputs, today: date) -> Iterator[Dial]:
    keys = {row["id"]: row["key"] for row in facts["activities"]}
    for one in inputs.applicable().activities:
        key = keys[one.id]
        post = next(word for word, value in POSTS.items() if value == one.accountability)
        yield _dial(RUNG, key, one.id, one.name, tuple("01234"), str(one.rung))
        yield _dial(POST, key, one.id, one.name, tuple(POSTS), post)
        yield _dial(RULE, key, one.id, one.name, (NO, YES), YES if one.rule_signed else NO)
        if credit(one, today) < 1:
            yield _dial(WORK, key, one.id, one.name, (AS_LOGGED, BY_OWN), AS_LOGGED)
        if one.critical:
            yield _dial(DEPUTY, key, one.id, one.name, (NO, YES), YES if one.deputy_accepted else NO)
            yield _dial(BOOK, key, one.id, one.name, (NO, YES), YES if runbook_tested(one, today) else NO)


def _of_the_rest(facts: Facts, inputs: Inputs, today: date) -> Iterator[Dial]:
    here = inputs.applicable()
    sections = {row["id"]: row["key"] for row in facts["strategy"]}
    tools = {row["id"]: row["key"] for row in facts["tools"]}
    for section in here.sections:
        now = EMPTY if not section.written else SIGNED if signature(section, today) == 1 else DRAFT
        yield _dial(SECTION, sections[section.id], section.id, section.title, (EMPTY, DRAFT, SIGNED), now)
    for tool in here.tools:
        now = next(word for word, value in CONTROLS.items() if value == tool.control)
        # To uncheck a tool is nothing that anybody could do.
        options = tuple(CONTROLS) if tool.control is None else tuple(CONTROLS)[1:]
        yield _dial(TOOL, tools[tool.id], tool.id, tool.name, options, now)
    for skill in here.competencies:
        able = min(len(qualified(skill, today)), TWO)
        yield _dial(SKILL, skill.id, skill.id, skill.name, ("0", "1", "2"), str(able))
    if here.leaders:
        options = tuple(map(str, range(len(here.leaders) + 1)))
        yield _dial(LEADERS, "", "", "Leaders", options, str(_proven(here.leaders, today)))


def _proven(leaders: tuple[Leader, ...], today: date) -> int:
    return sum(leader_worth(leader, today) == 1 for leader in leaders)


def turned(inputs: Inputs, dials: list[Dial], today: date) -> Inputs:
    """The facts as they would be; not applicable items are left out."""
    facts = inputs.applicable()
    to = {(dial.kind, dial.id): dial.chosen for dial in dials if dial.turned}
    leaders = to.get((LEADERS, ""))
    return Inputs(
        sections=tuple(_section(one, to.get((SECTION, one.id)), today) for one in facts.sections),
        tools=tuple(_tool(one, to.get((TOOL, one.id))) for one in facts.tools),
        competencies=tuple(_skill(one, to.get((SKILL, one.id)), today) for one in facts.competencies),
        leaders=facts.leaders if leaders is None else _led(facts.leaders, int(leaders), today),
        activities=tuple(_activity(one, to, today) for one in facts.activities),
    )


def _section(section: Section, to: str | None, today: date) -> Section:
    """What is not written yet would be written by the client's own people."""
    if to is None:
        return section
    bare = replace(section, signed_latest=False, signed_earlier=False, signed_on=None, client_edit_on=None)
    if to == EMPTY:
        return replace(bare, written=False, client_share=0.0)
    written = replace(bare, written=True, client_share=section.client_share if section.written else 1.0)
    return replace(written, signed_latest=True, signed_on=today) if to == SIGNED else written


def _tool(tool: Tool, to: str | None) -> Tool:
    return tool if to is None else replace(tool, control=CONTROLS[to])


def _skill(skill: Competency, to: str | None, today: date) -> Competency:
    """More people come fresh; of those who can do it now the best are thought away first."""
    if to is None:
        return skill
    able = [one for one in skill.holders if one.person in qualified(skill, today)]
    wanted = int(to)
    if wanted > len(able):
        fresh = tuple(Holder(f"another {n}", QUALIFIED_LEVEL, today) for n in range(wanted - len(able)))
        return replace(skill, holders=(*skill.holders, *fresh), assessed=True)
    able.sort(key=lambda one: (one.level, one.proof_on), reverse=True)
    gone = able[: len(able) - wanted]
    return replace(skill, holders=tuple(one for one in skill.holders if one not in gone))


def _led(leaders: tuple[Leader, ...], wanted: int, today: date) -> tuple[Leader, ...]:
    """Those nearest to it come first when more are to be proven, and go first when fewer are."""
    order = sorted(leaders, key=lambda one: leader_worth(one, today), reverse=True)
    have = _proven(leaders, today)
    found = {}
    for place, one in enumerate(order):
        if have <= place < wanted:
            found[one.person] = replace(one, level=max(one.level, LEADER_LEVEL), proof_on=today, assessed=True)
        elif place < have - wanted:
            found[one.person] = replace(one, level=0)
    return tuple(found.get(one.person, one) for one in leaders)


def _activity(activity: Activity, to: Mapping[tuple[str, str], str], today: date) -> Activity:
    values: dict[str, object] = {}
    for kind in (RUNG, POST, DEPUTY, RULE, BOOK, WORK):
        chosen = to.get((kind, activity.id))
        if chosen is not None:
            values |= _values(kind, chosen, today)
    return replace(activity, **values) if values else activity  # type: ignore[arg-type]


def _values(kind: str, chosen: str, today: date) -> dict[str, object]:
    if kind == RUNG:
        return {"rung": int(chosen)}
    if kind == POST:
        return {"accountability": POSTS[chosen]}
    if kind == DEPUTY:
        return {"deputy_accepted": chosen == YES}
    if kind == RULE:
        return {"rule_signed": chosen == YES}
    if kind == BOOK:
        return {"runbook_tested_on": today if chosen == YES else None}
    return {"work": (Work("client", 1, today, None),)}
