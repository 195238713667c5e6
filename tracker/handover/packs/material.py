"""What a pack is made of, read once and then plain: chapters are pure functions of it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tracker.engagements.extension_points import Facts

from .document import Picture
from .records import (
    Answered,
    Book,
    Decided,
    DrillNote,
    Firm,
    IncidentNote,
    Kept,
    LessonNote,
    Paper,
    Reading,
    RiskNote,
    Rule,
    Section,
    Signature,
    Skill,
    ToolNotes,
    Trial,
)


@dataclass(frozen=True, slots=True)
class Material:
    """`facts` are the fact slices (docs/facts.md) of the day `as_of`. Lists are in the order in which they are told.

    `keepers` say by the id of a flag who sees to it and how.
    """

    as_of: date
    kind: str
    client: str
    practice: str
    title: str
    code: str
    facts: Facts
    charter: str = ""
    charter_signature: Signature | None = None
    charter_handover: str = ""
    signatures: tuple[Signature, ...] = ()
    sections: tuple[Section, ...] = ()
    decisions: tuple[Decided, ...] = ()
    rules: tuple[Rule, ...] = ()
    firms: tuple[Firm, ...] = ()
    tool_notes: dict[str, ToolNotes] = field(default_factory=dict)
    access: tuple[tuple[str, str, str, bool, str, date | None], ...] = ()
    involved: dict[str, list[str]] = field(default_factory=dict)
    books: tuple[Book, ...] = ()
    papers: tuple[Paper, ...] = ()
    planned: tuple[tuple[date, str, str], ...] = ()
    turns: tuple[tuple[date, str, str], ...] = ()
    certificates: dict[str, int] = field(default_factory=dict)
    modules: dict[str, str] = field(default_factory=dict)
    skills: tuple[Skill, ...] = ()
    readings: tuple[Reading, ...] = ()
    reviews: tuple[tuple[date, str, str], ...] = ()
    risks: tuple[RiskNote, ...] = ()
    lessons: tuple[LessonNote, ...] = ()
    incidents: tuple[IncidentNote, ...] = ()
    drills: tuple[DrillNote, ...] = ()
    keepers: dict[str, tuple[str, str]] = field(default_factory=dict)
    trials: tuple[Trial, ...] = ()
    answered: tuple[Answered, ...] = ()
    value: float | None = None
    stage: str = ""
    days: tuple[tuple[date, float, str], ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()
    forecast: str = ""
    questions: tuple[tuple[int, tuple[str, ...]], ...] = ()
    pictures: dict[str, Picture] = field(default_factory=dict)
    files: tuple[Kept, ...] = ()

    @property
    def people(self) -> dict[str, Any]:
        return self.facts["people"]

    def name(self, person: str | None, otherwise: str = "") -> str:
        return str(self.people.get(person, {}).get("name", otherwise)) if person else otherwise
