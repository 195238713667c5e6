"""What is wrong with a playbook file, said so that its author can mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

MOST_REPORTED = 100
_LONGEST_QUOTE = 60


@dataclass(frozen=True, slots=True)
class Problem:
    """`line` counts from 1, None when the file could not be read at all.

    `where` is the path for a program, entries counted from 0 ("activities[3].rungs"); `trail` is the same way
    in the words of the file ("activities", "Reply and serve customers").
    """

    line: int | None
    where: str
    message: str
    trail: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{' › '.join(self.trail)}: {self.message}" if self.trail else self.message


class Problems:
    """Gathers problems, so that an author sees them together. Those past `MOST_REPORTED` are only counted."""

    def __init__(self) -> None:
        self._kept: list[Problem] = []
        self._told: set[str] = set()
        self.left_out = 0

    def add(self, problem: Problem) -> None:
        if self.full:
            self.left_out += 1
        else:
            self._kept.append(problem)

    def add_once(self, problem: Problem) -> None:
        """For a value judged more than once: a second complaint about it would only be noise."""
        if problem.where not in self._told:
            self._told.add(problem.where)
            self.add(problem)

    @property
    def full(self) -> bool:
        return len(self._kept) >= MOST_REPORTED

    def __bool__(self) -> bool:
        return bool(self._kept)

    def by_line(self) -> tuple[Problem, ...]:
        return tuple(sorted(self._kept, key=lambda problem: problem.line or 0))


class PlaybookError(ValueError):
    """A playbook that cannot be used. `problems` are in the order of the file; `str()` lists one a line."""

    def __init__(self, problems: Iterable[Problem], name: str = "playbook", left_out: int = 0):
        self.problems = tuple(problems)
        self.name = name
        self.left_out = left_out
        super().__init__(self._listed())

    def _listed(self) -> str:
        lines = [
            f"{self.name}: {problem}" if problem.line is None else f"{self.name}:{problem.line}: {problem}"
            for problem in self.problems
        ]
        if self.left_out:
            lines.append(f"{self.name}: and {self.left_out} more")
        return "\n".join(lines)


def shown(text: str, longest: int = _LONGEST_QUOTE) -> str:
    """Found text, safe to print: cut short, and nothing in it can move a cursor or turn the line around."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in cut)


def quoted(text: str) -> str:
    return f'"{shown(text)}"' if text.strip() else "nothing"
