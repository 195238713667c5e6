"""Where in a playbook a value stands, said for a program and for a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from .problems import Problem, Problems, shown
from .tree import Fields, Node, Scalar

# What an entry of a list is known by, the best first.
_CALLED = ("name", "title", "text", "key", "day")
_LONGEST_LABEL = 48
_MOST_COMPARED = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in the file. `said` is its own name; `trail` the names of what it stands in."""

    problems: Problems
    path: str = ""
    trail: tuple[str, ...] = ()
    said: str = "the playbook"

    @property
    def _inside(self) -> tuple[str, ...]:
        return (*self.trail, self.said) if self.path else ()

    def field(self, name: str) -> "Place":
        return Place(self.problems, f"{self.path}.{name}" if self.path else name, self._inside, name)

    def entry(self, index: int, node: Node) -> "Place":
        said = _label(node) or f"entry {index + 1}"
        return Place(self.problems, f"{self.path}[{index}]", self._inside, said)

    def refuse(self, line: int, message: str) -> None:
        """Say what is wrong with the value here ("must not be empty"), unless something was said already."""
        self.problems.add_once(Problem(line, self.path, f"{self.said} {message}", self.trail))

    def refuse_within(self, line: int, message: str) -> None:
        """Say what is wrong among the fields of the record here, in a whole sentence."""
        self.problems.add(Problem(line, self.path, message, self._inside))

    def meant(self, name: str, known: Iterable[str]) -> str:
        """The end of a message, with the known name nearest to an unknown one.

        Looking for it is slow, so that a file with very many mistakes gets no suggestions.
        """
        if self.problems.full or len(name) > _LONGEST_LABEL:
            return ""
        near = get_close_matches(name, islice(known, _MOST_COMPARED), 1)
        return f'; did you mean "{near[0]}"?' if near else ""


def _label(node: Node) -> str | None:
    if not isinstance(node, Fields):
        return None
    for name in _CALLED:
        value = node.values.get(name)
        if isinstance(value, Scalar) and value.text.strip():
            return shown(value.text.strip(), _LONGEST_LABEL)
    return None
