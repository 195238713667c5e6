"""YAML as a tree that remembers lines: only scalars, lists and named fields, nothing that can grow or run.

Built from the parser's events, not from its objects: an alias is refused where it stands and never expanded,
a tag is never resolved, and no number, date or yes/no is guessed from unquoted text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from .problems import Problem, Problems, quoted, shown

DEEPEST = 12
MOST_VALUES = 20_000

# The C parser is some twenty times faster; both give the same events and the same lines.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Scalar:
    """`plain`: written without quotes and not as a block, so that it may stand for a number or true/false."""

    line: int
    text: str
    plain: bool


@dataclass(slots=True)
class Withheld:
    """Stands where an alias or a tagged value was refused; not worth a second complaint."""

    line: int


@dataclass(slots=True)
class Listing:
    line: int
    entries: list["Node"] = field(default_factory=list)

    def take(self, node: "Node") -> None:
        self.entries.append(node)


@dataclass(slots=True)
class Fields:
    """Named values. The first of two with the same name counts; `repeats` tells name and line of the rest."""

    line: int
    values: dict[str, "Node"] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    repeats: list[tuple[str, int]] = field(default_factory=list)
    _awaiting: Scalar | None = None

    def take(self, node: "Node") -> None:
        if self._awaiting is None:
            if not isinstance(node, Scalar):
                raise _Stop(node.line, "the name of a field must be a plain word")
            self._awaiting = node
            return
        name, line = self._awaiting.text, self._awaiting.line
        self._awaiting = None
        if name in self.values:
            self.repeats.append((name, line))
        else:
            self.values[name], self.lines[name] = node, line


Node = Scalar | Withheld | Listing | Fields


class _Stop(Exception):
    def __init__(self, line: int, message: str):
        self.line = line
        self.message = message
        super().__init__(message)


def tree_of(text: str, problems: Problems) -> Node | None:
    """The tree of one YAML document, None where reading had to stop; what is refused goes to `problems`."""
    try:
        root = _build(_events(text), problems)
    except _Stop as stop:
        problems.add(Problem(stop.line, "", stop.message))
        return None
    if root is None:
        problems.add(Problem(1, "", "the file is empty"))
    return root


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
            if count > MOST_VALUES:
                raise _Stop(_line(event), f"the file holds more than {MOST_VALUES:,} values")
            yield event
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        said = getattr(error, "problem", None) or "it cannot be read"
        raise _Stop(mark.line + 1 if mark else 1, f"this is not valid YAML: {shown(said, 200)}") from None


def _build(events: Iterator[yaml.Event], problems: Problems) -> Node | None:
    root: Node | None = None
    open_nodes: list[Listing | Fields] = []
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            _refuse_document(event, second=root is not None)
        elif isinstance(event, yaml.CollectionEndEvent):
            open_nodes.pop()
        elif isinstance(event, yaml.NodeEvent):
            node = _node(event, problems)
            if open_nodes:
                open_nodes[-1].take(node)
            else:
                root = node
            if isinstance(event, yaml.CollectionStartEvent):
                open_nodes.append(node if isinstance(node, Listing | Fields) else _empty(event))
                _refuse_depth(event, len(open_nodes))
    return root


def _refuse_document(event: yaml.DocumentStartEvent, second: bool) -> None:
    if second:
        raise _Stop(_line(event), "a playbook is one YAML document; a second one starts here")
    if event.version or event.tags:
        raise _Stop(1, "YAML directives (lines that start with %) are not allowed")


def _refuse_depth(event: yaml.Event, depth: int) -> None:
    if depth > DEEPEST:
        raise _Stop(_line(event), f"values are nested more than {DEEPEST} deep")


def _node(event: yaml.NodeEvent, problems: Problems) -> Node:
    line = _line(event)
    if isinstance(event, yaml.AliasEvent):
        problems.add(Problem(line, "", f"YAML aliases are not allowed; found {quoted('*' + event.anchor)}"))
        return Withheld(line)
    if event.anchor:
        problems.add(Problem(line, "", f"YAML anchors are not allowed; found {quoted('&' + event.anchor)}"))
    if event.tag:
        problems.add(Problem(line, "", f"YAML tags are not allowed; found {quoted(event.tag)}"))
        return Withheld(line)
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(line, event.value, plain=not event.style)
    return _empty(event)


def _empty(event: yaml.Event) -> Listing | Fields:
    return (Fields if isinstance(event, yaml.MappingStartEvent) else Listing)(_line(event))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1
