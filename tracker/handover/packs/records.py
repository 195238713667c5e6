"""One record of each kind that a pack tells of: plain values, as they stood when it was assembled."""

from dataclasses import dataclass
from datetime import date

from .document import Picture


@dataclass(frozen=True, slots=True)
class Signature:
    """Who put a name to what, when, in which words; `hash` is of the text that was signed."""

    by: str
    on: date
    what: str
    words: str
    hash: str
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the strategy. `text` is the signed text; `newer` what somebody wrote since, unsigned."""

    title: str
    prompt: str
    text: str
    signature: Signature | None
    newer: str
    newer_by: str
    applies: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """`state` is in-force, waiting, superseded or dropped."""

    code: str
    question: str
    options: str
    decision: str
    reasons: str
    dissent: str
    on: date
    decider: str
    state: str
    confirmed_on: date | None
    words: str


@dataclass(frozen=True, slots=True)
class Rule:
    """How an activity is done and by whom, in the words that were signed."""

    activity: str
    text: str
    author: str
    signature: Signature | None
    dissents: tuple[tuple[str, date, str], ...]


@dataclass(frozen=True, slots=True)
class Firm:
    """A provider, its terms, and how it was judged; `total` is out of 100 where it stands, `marks` are (name of what is
    marked, the marks of all scorers from the lowest up)."""

    name: str
    liaison: str
    contact: str
    affiliation: str
    days_on_site: int
    until: date | None
    meets_every: int | None
    availability: str
    exit_terms: str
    met_on: date | None
    total: float | None
    scorers: int
    failed: tuple[str, ...]
    apart: tuple[str, ...]
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """A runbook with the tests of its present text: (who, on, worked, what she noted)."""

    activity: str
    title: str
    text: str
    author: str
    version: int
    on: date
    tests: tuple[tuple[str, date, bool, str], ...]


@dataclass(frozen=True, slots=True)
class ToolNotes:
    """What the register says of a tool beside the facts."""

    purpose: str
    address: str
    cost: str
    paid_by: str
    seats: int | None
    holder: str
    check_note: str
    recovery_note: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A deliverable in the version that the owner accepted, or else in its newest."""

    key: str
    name: str
    phase: str
    state: str
    version: int
    text: str
    link: str
    author: str
    signature: Signature | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A measure with every value that stands: (on, value, who, note)."""

    name: str
    unit: str
    goal: str
    owner: str
    decision: str
    source: str
    baseline: tuple[date | None, float] | None
    target: tuple[date | None, float] | None
    values: tuple[tuple[date, float, str, str], ...]
    retired: bool
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class RiskNote:
    title: str
    severity: str
    state: str
    owner: str
    plan: str
    details: str
    review_on: date | None
    ended: str


@dataclass(frozen=True, slots=True)
class LessonNote:
    title: str
    learnt: str
    change: str
    state: str
    author: str
    on: date
    about: str


@dataclass(frozen=True, slots=True)
class IncidentNote:
    title: str
    happened: str
    did: str
    state: str
    on: date
    solved_on: date | None


@dataclass(frozen=True, slots=True)
class DrillNote:
    title: str
    activity: str
    on: date
    minutes: int
    allowed: int
    passed: bool
    people: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Trial:
    """A rehearsal that has begun. `state` is running, held or broken; `days` are (day, done alone, questions asked)."""

    state: str
    length: str
    began_on: date
    ended_on: date
    because: str
    by: str
    ended_by: str
    broken_because: str
    days: tuple[tuple[date, int, int], ...]
    showed: str
    showed_by: str
    showed_on: date | None

    @property
    def done(self) -> int:
        return sum(done for _, done, _ in self.days)

    @property
    def asked(self) -> int:
        return sum(asked for _, _, asked in self.days)


@dataclass(frozen=True, slots=True)
class Fall:
    """An activity that had fallen back when a check-in was answered, and the day on which it stood again."""

    activity: str
    from_rung: int
    to_rung: int
    because: str
    climbed_on: date | None


@dataclass(frozen=True, slots=True)
class Answered:
    """What the client said at a check-in. `words` are (question, answer); `who_does` (activity, rung before, rung said,
    why); `shown` (skill, what was shown, how it ended). `round` counts handovers, where one was taken back."""

    days: int
    round: int
    due_on: date | None
    on: date
    by: str
    words: tuple[tuple[str, str], ...]
    who_does: tuple[tuple[str, int, int, str], ...]
    manage: str
    why: str
    note: str
    link: str
    falls: tuple[Fall, ...]
    shown: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Skill:
    """How a skill is covered; never who stands at which level."""

    name: str
    critical: bool
    coverage: str
    of: str
    risk: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that people attached: where it lies, and to what it belongs."""

    name: str
    about: str
    hash: str
    size: int
    key: str
    on: date
    by: str
