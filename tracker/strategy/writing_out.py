"""The whole strategy as a Markdown file: what is signed, what is not, goals and numbers."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from tracker.engagements.models import Engagement

from .measured import Board, Gauge
from .models import Goal, Outcome
from .reading import Leaf
from .states import SectionState

_HEADING = re.compile(r"^(#{1,6})(?=\s)", re.MULTILINE)


def as_markdown(engagement: Engagement, leaves: Iterable[Leaf], board: Board, today: date) -> str:
    found = list(leaves)
    applying = [leaf for leaf in found if leaf.state != SectionState.SET_ASIDE]
    aside = [leaf for leaf in found if leaf.state == SectionState.SET_ASIDE]
    lines = [f"# The strategy of {_line(engagement.client.name)}", f"As it stands on {_day(today)}. {engagement.code}."]
    for number, leaf in enumerate(applying, start=1):
        lines += _section(number, leaf)
    if aside:
        lines += ["## What does not apply", "\n".join(f"- {_line(leaf.section.title)}" for leaf in aside)]
    return "\n\n".join([*lines, *_goals(board)]) + "\n"


def _section(number: int, leaf: Leaf) -> Iterator[str]:
    yield f"## {number}. {_line(leaf.section.title)}"
    yield f"*{_line(leaf.section.prompt)}*"
    if leaf.signed is not None and leaf.signature is not None:
        yield _text(leaf.signed.text)
        day = _day(leaf.signed_on) if leaf.signed_on else ""
        yield _quoted(f"Signed by {leaf.signature.signer_name}, {day}: “{leaf.signature.words}”")
    if leaf.latest is None:
        yield "Nothing is written yet."
    elif leaf.changed or leaf.signed is None:
        yield f"**Not signed.** Written by {_line(leaf.latest.author.name)}:"
        yield _text(leaf.latest.text)


def _goals(board: Board) -> Iterator[str]:
    if not (board.goals or board.ended or board.running):
        return
    yield "## Goals and measures"
    for goal, gauges in [*board.goals, *board.ended]:
        yield f"### {_line(goal.title)}"
        yield _ending(goal)
        if goal.why:
            yield _text(goal.why)
        if gauges:
            yield "\n".join(map(_measure, gauges))
    if board.alone:
        yield "### Numbers of no goal in particular"
        yield "\n".join(map(_measure, board.alone))


def _ending(goal: Goal) -> str:
    if goal.outcome is None or goal.ended_on is None:
        return f"Due on {_day(goal.due_on)}."
    word = "Met" if goal.outcome == Outcome.MET else "Dropped"
    return f"{word} on {_day(goal.ended_on)}: {_line(goal.ended_because)}"


def _measure(gauge: Gauge) -> str:
    return f"- **{_line(gauge.measure.name)}.** {gauge.course.story()}"


def _text(text: str) -> str:
    """Headings that people wrote stand below the section's own."""
    return _HEADING.sub(lambda mark: "#" * min(len(mark[1]) + 2, 6), text.strip())


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.splitlines())


def _line(text: str) -> str:
    return " ".join(text.split())


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
