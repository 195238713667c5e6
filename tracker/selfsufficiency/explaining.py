"""“Explain this number”: the evidence rows behind each pillar, and what would raise it most, for pages."""

from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from tracker.engagements.extension_points import Facts
from tracker.training.sight import Sight

from .discretion import Discretion
from .formula import PILLARS
from .inputs import Inputs
from .points import Row, points
from .raising import Raise, what_would_raise
from .reading import inputs_of
from .seen import Seen, seen_of
from .ways import Way, Ways, ready
from .words import act_words, hidden_words, row_detail, row_name

ENDPOINTS = {
    "section": "strategy.section",
    "activity": "responsibilities.activity",
    "runbook": "toolkit.runbook",
    "deputy": "responsibilities.activity",
    "tool": "toolkit.tool",
}


@dataclass(frozen=True, slots=True)
class Proof:
    """An evidence row as a page shows it."""

    name: str
    detail: str
    on: date | None
    person: str | None
    points: float
    out_of: float
    link: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Step:
    """An act that would raise the index, the person who can do it, and by how much.

    `needs` says which second act or person it takes; `first` what has to come before it, empty when it can be done
    now. `link` leads to where it is done, or to what comes first.
    """

    act: str
    person: str | None
    gain: float
    link: tuple[str, str] | None
    key: str
    person_ids: frozenset[str]
    needs: str
    first: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The whole answer for one pillar, or for all with `pillar` None. `later` are steps that wait for something."""

    rows: dict[str, list[Proof]]
    steps: list[Step]
    later: list[Step]


MOST_ASKED = 200
_asked: dict[tuple[UUID, date, str | None], list[Raise]] = {}


class Explainer:
    """Reads the facts of one engagement once and answers for pages. No statements."""

    def __init__(self, facts: Facts, today: date, mark: UUID, sight: Sight):
        """`mark` is that of the standing these facts belong to; `sight` says whose levels the reader may know."""
        self.facts, self.today, self.mark, self.sight = facts, today, mark, sight
        self.inputs: Inputs = inputs_of(facts)
        self.names = {id: person["name"] for id, person in facts["people"].items()}
        self.activities = {row["id"]: row for row in facts["activities"]}
        self.competency_ids = {row["key"]: row["id"] for row in facts["competencies"]}
        skills = {tool.id: tool.competencies for tool in self.inputs.tools}
        self.ways = Ways(facts)
        self.discretion = Discretion(sight, skills, _essentials(facts))

    def explain(self, pillar: str | None = None) -> Explanation:
        rows: dict[str, list[Proof]] = {key: [] for key in PILLARS if pillar in (None, key)}
        for row in self.discretion.rows(points(self.inputs, self.today)):
            if row.pillar in rows:
                rows[row.pillar].append(self._proof(row))
        for proofs in rows.values():
            proofs.sort(key=lambda proof: (-proof.points, -proof.out_of))
        return Explanation(rows, self.steps(pillar=pillar), self.steps(pillar=pillar, later=True))

    def seen(self) -> list[Seen]:
        return seen_of(self.inputs, self.today, self.link)

    def steps(
        self, *, pillar: str | None = None, limit: int = 3, acts: set[str] | None = None, later: bool = False
    ) -> list[Step]:
        """What would raise the index most; with `acts` only those kinds of act. Only what can be done now, or with
        `later` only what something else must come before."""
        raises = self.discretion.steps(iter(self._raises(pillar)))
        chosen = (
            (step, way)
            for step, way in ready(self.ways, raises)
            if bool(way.first) == later and (acts is None or way.act in acts)
        )
        return [self._step(step, way) for step, way in islice(chosen, limit)]

    def _raises(self, pillar: str | None) -> list[Raise]:
        """Asking the formula about every act costs the most of a page and only changes with the facts or the day."""
        key = (self.mark, self.today, pillar)
        if key not in _asked:
            while len(_asked) >= MOST_ASKED:
                _asked.pop(next(iter(_asked)), None)
            _asked[key] = what_would_raise(self.inputs, self.today, None, pillar)
        return _asked[key]

    def _proof(self, row: Row) -> Proof:
        return Proof(
            name=row_name(row, self.names),
            detail=row_detail(row),
            on=row.on if row.points else None,
            person=self._person_behind(row),
            points=row.points,
            out_of=row.out_of,
            link=self.link(row.kind, row.id),
        )

    def _person_behind(self, row: Row) -> str | None:
        if (hidden := hidden_words(row)) is not None:
            return hidden
        if row.kind == "leader":
            return self.names.get(row.id)
        if row.person:
            return self.names.get(row.person)
        if row.kind == "section":
            section = next((s for s in self.facts["strategy"] if s["id"] == row.id), None)
            return section and self.names.get(section["signer"] or section["author"] or "")
        if row.kind in {"activity", "deputy"} and row.id in self.activities:
            post = self.activities[row.id]["deputy" if row.kind == "deputy" else "accountable"]
            return post and self.names.get(post["person"])
        return None

    def _step(self, step: Raise, way: Way) -> Step:
        names = [self.names[id] for id in way.people if id in self.names]
        return Step(
            act_words(way.act, step.name), names[0] if names else None, step.gain,
            way.place or self.link(step.kind, step.id), way.act, frozenset(way.people), way.needs, way.first,
        )  # fmt: skip

    def link(self, kind: str, id: str) -> tuple[str, str] | None:
        if kind in {"cover", "competency", "leader", "leaders"}:
            key = self.competency_ids.get(id)
            return ("training.competency", key) if key else None
        return (ENDPOINTS[kind], id) if kind in ENDPOINTS and id else None


def _essentials(facts: Facts) -> str:
    """The key of the skill that holds what leaders must know."""
    return next((row["key"] for row in facts["competencies"] if row["leader"]), "")
