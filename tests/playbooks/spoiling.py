"""A sound little playbook, and how to spoil it in one place."""

from pathlib import Path

import pytest

from tracker.playbooks.problems import Problem
from tracker.playbooks.reading import PlaybookError, read_playbook

SMALL = (Path(__file__).parent / "small.yaml").read_text(encoding="utf-8")


def line_of(snippet: str, text: str = SMALL) -> int:
    """The line, counted from 1, on which the only occurrence of `snippet` begins."""
    assert text.count(snippet) == 1, f"{snippet!r} must stand exactly once, found {text.count(snippet)}"
    return text[: text.index(snippet)].count("\n") + 1


def spoilt(old: str, new: str) -> str:
    line_of(old)
    return SMALL.replace(old, new)


def problems_in(source: str | bytes | Path) -> tuple[Problem, ...]:
    with pytest.raises(PlaybookError) as refusal:
        read_playbook(source, name="garden.yaml")
    return refusal.value.problems


def only_problem(source: str | bytes | Path) -> Problem:
    problems = problems_in(source)
    assert len(problems) == 1, f"expected one problem, found: {[str(problem) for problem in problems]}"
    return problems[0]
