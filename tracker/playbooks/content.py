"""What a playbook holds, as frozen records; `as_dict` and `from_dict` take it into JSON and back."""

from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

Level = int  # 0 none, 1 aware, 2 with help, 3 independent, 4 teaches
Number = str | int | float


@dataclass(frozen=True, slots=True)
class Sla:
    """`hours` of staffed time in which the service promise `label` must be kept."""

    label: str
    hours: int
    explanation: str


@dataclass(frozen=True, slots=True)
class Drill:
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class LeaderEssentials:
    """What every named leader must be able to do; proven by the items with `leader`."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of `tracker.playbooks.rules` with its parameters, as JSON `{"name": …, parameter: value, …}`."""

    name: str
    params: tuple[tuple[str, Number], ...] = ()

    @classmethod
    def of(cls, name: str, **params: Number) -> "Rule":
        return cls(name, tuple(sorted(params.items())))

    def __getitem__(self, param: str) -> Number:
        return dict(self.params)[param]


@dataclass(frozen=True, slots=True)
class Criterion:
    """An exit criterion: read from the data by `rule`, else claimed by a person who shows `evidence`."""

    key: str
    text: str
    rule: Rule | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Deliverable:
    key: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Phase:
    """`weeks` is the planned duration."""

    kind: Literal["strategy", "implementation", "training", "handover"]
    name: str
    weeks: int
    exit_criteria: tuple[Criterion, ...]
    deliverables: tuple[Deliverable, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """`rungs` are those of the responsibility ladder (0 to 4) at the four gates.

    `unit` is what one work entry counts: "reply", "post".
    """

    key: str
    name: str
    purpose: str
    critical: bool
    customer_facing: bool
    kind: Literal["strategic", "tactical"]
    frequency: str
    usual_doer: str
    accountable: Literal["owner", "champion"]
    rungs: tuple[int, ...]
    target: int
    unit: str
    competencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Competency:
    key: str
    name: str
    critical: bool
    target: Level
    description: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a quiz. `answer` is the place of the right one among `choices`, counted from 1."""

    question: str
    choices: tuple[str, ...]
    answer: int
    because: str


@dataclass(frozen=True, slots=True)
class Quiz:
    """Passed with at least `pass_mark` percent of the questions right."""

    pass_mark: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A checklist item. `number` runs through the whole playbook; `leader` marks a leader essential.

    With a `quiz` the item is done by passing it.
    """

    number: int
    text: str
    why: str
    steps: tuple[str, ...]
    minutes: int
    competency: str
    activities: tuple[str, ...]
    leader: bool
    evidence: Literal["note", "link", "either", "none"]
    required: bool
    quiz: Quiz | None = None


@dataclass(frozen=True, slots=True)
class Module:
    key: str
    title: str
    why: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Tool:
    key: str
    name: str
    purpose: str
    competencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A strategy section: `prompt` is the question it answers, `help` one sentence for whoever writes it."""

    key: str
    title: str
    prompt: str
    help: str
    critical: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """A number to read from the start on. `direction` is the better way, `decision` what the number informs."""

    key: str
    name: str
    unit: str
    direction: Literal["up", "down"]
    rhythm: Literal["weekly", "monthly", "quarterly"]
    decision: str


@dataclass(frozen=True, slots=True)
class CheckIn:
    """`day` counts from the handover."""

    day: int
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaybookContent:
    """A whole playbook. `charter` is Markdown."""

    key: str
    title: str
    version: int
    language: str
    source: str
    licence: str
    summary: str
    charter: str
    sla: Sla
    drill: Drill
    leader_essentials: LeaderEssentials
    phases: tuple[Phase, ...]
    activities: tuple[Activity, ...]
    competencies: tuple[Competency, ...]
    modules: tuple[Module, ...]
    tools: tuple[Tool, ...]
    sections: tuple[Section, ...]
    check_ins: tuple[CheckIn, ...]
    handover_pack: tuple[str, ...]
    measures: tuple[Measure, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """Every checklist item, in the order of its number."""
        return tuple(item for module in self.modules for item in module.items)

    def as_dict(self) -> dict[str, Any]:
        """Only what JSON knows: dicts, lists, text, numbers, truth; what is absent stays out."""
        return _plain(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "PlaybookContent":
        """The inverse of `as_dict`, for content that was checked when it was read.

        Raises TypeError or KeyError where the fields are not those of a playbook.
        """
        return _record(cls, data)


def _plain(value: Any) -> Any:
    if isinstance(value, Rule):
        return {"name": value.name, **dict(value.params)}
    if is_dataclass(value):
        pairs = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: _plain(part) for field, part in pairs if part is not None and not _left_out(field, part)}
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def _left_out(field: Any, part: Any) -> bool:
    """A list that a playbook need not have, and does not."""
    return field.default == () and not part


def _record(kind: Any, data: dict[str, Any]) -> Any:
    if kind is Rule:
        return Rule.of(**data)
    hints = _hints(kind)
    return kind(**{name: _value(hints[name], part) for name, part in data.items()})


_hints = cache(get_type_hints)


def _value(hint: Any, data: Any) -> Any:
    if isinstance(hint, UnionType):
        hint = get_args(hint)[0]
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], part) for part in data)
    return _record(hint, data) if is_dataclass(hint) else data
