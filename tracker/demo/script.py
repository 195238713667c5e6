"""What a story is written in: people, and beats that say who does what on which day."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from tracker.access.roles import Role

Act = Callable[[Any, Any], None]


@dataclass(frozen=True, slots=True)
class Person:
    """`key` is what the beats call her; `domain` where her letters go."""

    key: str
    name: str
    role: Role
    domain: str

    @property
    def email(self) -> str:
        return f"{self.name.split()[0].lower()}@{self.domain}"


@dataclass(frozen=True, slots=True)
class Beat:
    """`who` acts on `day` (1 to 5) of `week` (from 1)."""

    week: int
    day: int
    who: str
    act: Act


@dataclass(frozen=True, slots=True)
class Story:
    """One client's engagement. It ends on the last working day before today, `weeks` after it began.

    `prose` names the file with its texts; `voice` chooses among the words in which owners sign what is shared.
    """

    key: str
    client: str
    sector: str
    headcount: int
    playbook: str
    weeks: int
    people: tuple[Person, ...]
    beats: tuple[Beat, ...] = field(repr=False)
    voice: int = 0

    @property
    def prose(self) -> str:
        return f"{self.key}.md"


@dataclass(frozen=True, slots=True)
class Practice:
    """A workspace of the demo; the first of its `people` founds it on the day its oldest story begins."""

    name: str
    zone: str
    people: tuple[Person, ...]
    stories: tuple[Story, ...]

    @property
    def weeks(self) -> int:
        return max(story.weeks for story in self.stories)


def act(verb: Callable[..., None]) -> Callable[..., Act]:
    """Turn `verb(scene, by, …)` into a word of the script: called with the rest, it waits for its day."""

    @wraps(verb)
    def word(*values: Any, **named: Any) -> Act:
        return lambda scene, by: verb(scene, by, *values, **named)

    return word


def on(week: int, day: int, who: str, *acts: Act) -> list[Beat]:
    """`who` does all this on one day, in this order."""
    return [Beat(week, day, who, one) for one in acts]


def beats(*parts: Iterable[Beat]) -> tuple[Beat, ...]:
    """The beats of all `parts`, by day; within a day in the order in which they are told."""
    told = [beat for part in parts for beat in part]
    return tuple(sorted(told, key=lambda beat: (beat.week, beat.day)))


def people(domain: str, **roles: tuple[str, Role]) -> tuple[Person, ...]:
    return tuple(Person(key, name, role, domain) for key, (name, role) in roles.items())
