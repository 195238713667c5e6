"""What the evidence says to somebody who may not know others' levels: how many can, in place of who can.

Only rows and acts about skills name people by what they can do; all others stay as they are.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from tracker.training.sight import Sight

from .points import Part, Row
from .raising import Raise

OF_SKILL = {"assess_next_level", "renew_proof"}
# The acts that stand in for those that would tell who is at which level.
SOMEBODY_FURTHER, LEADERS_FURTHER = "bring_somebody_further", "bring_leaders_further"


@dataclass(frozen=True, slots=True)
class Discretion:
    """`skills` are the keys of each tool's competencies by its id, `essentials` that of what leaders must know."""

    sight: Sight
    skills: Mapping[str, tuple[str, ...]]
    essentials: str

    def rows(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows in their order; leaders whose level is not for this reader stand together in one."""
        together: list[Row] = []
        for row in rows:
            if row.kind == "leader" and not self._knows(self.essentials, row.person):
                together.append(row)
                continue
            if together and row.kind != "leader":
                yield _one_row(together, self.essentials)
                together = []
            yield row if self._tells_nothing(row) else replace(row, person=None, parts=(*row.parts, Part("hidden", 1)))
        if together:
            yield _one_row(together, self.essentials)

    def steps(self, steps: Iterable[Raise]) -> Iterator[Raise]:
        """The steps in their order; of those that become the same only the first, which gains the most."""
        seen: set[tuple[str, str]] = set()
        for step in map(self._step, steps):
            if step.act in {SOMEBODY_FURTHER, LEADERS_FURTHER}:
                if (step.act, step.id) in seen:
                    continue
                seen.add((step.act, step.id))
            yield step

    def _step(self, step: Raise) -> Raise:
        if step.act in OF_SKILL and not self._knows(step.id, step.person):
            return replace(step, act=SOMEBODY_FURTHER, person=None)
        if step.act == "prove_leader" and not self._knows(self.essentials, step.person):
            return replace(step, act=LEADERS_FURTHER, id=self.essentials, name=self.essentials, person=None)
        return step

    def _tells_nothing(self, row: Row) -> bool:
        if row.kind == "cover":
            return self._knows(row.id, row.person)
        return row.kind != "tool" or all(self._knows(key, row.person) for key in self.skills.get(row.id, ()))

    def _knows(self, competency: str, person: str | None) -> bool:
        return person is None or self.sight.knows(competency, person)


def _one_row(rows: list[Row], essentials: str) -> Row:
    able = sum(1 for row in rows if any(part.key == "level" and part.value >= 1 for part in row.parts))
    parts = (Part("able", able), Part("of", len(rows)))
    return Row(
        rows[0].pillar, "leaders", essentials, "", sum(row.points for row in rows), sum(row.out_of for row in rows),
        max((row.on for row in rows if row.on), default=None), None, "leaders_counted", parts,
    )  # fmt: skip
