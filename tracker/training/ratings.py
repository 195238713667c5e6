"""How people found a module: each says it once, others read it only drawn together, and no number depends on it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import scoped

from .models import Certificate, ModuleRating

# With fewer answers a mean would tell who said what.
LEAST = 3
SCORES = {
    1: "It wasted my time",
    2: "A little use",
    3: "Of use",
    4: "Good",
    5: "I would send a colleague",
}


@dataclass(frozen=True, slots=True)
class Rating:
    """`mean` (1 to 5) and `words` (in no order of time) are empty while there are fewer than `LEAST` answers."""

    answers: int
    mean: float | None
    words: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        if self.mean is None:
            count = "Nobody has" if not self.answers else "One person has" if self.answers == 1 else "Two people have"
            return f"{count} rated it; too few to show, three are needed."
        return f"{self.mean:.1f} of 5, from {self.answers} answers."


NOTHING = Rating(0, None)


def rate(certificate: Certificate, score: int, word: str = "", *, by: Membership) -> ModuleRating:
    """Say how the module was, once it is finished; said again, the newer opinion stands.

    The event names nobody: with a name, each new mean would give an opinion away.
    """
    if by.id != certificate.person_id:
        raise Refused("Only whoever finished the module rates it.")
    if score not in SCORES:
        raise Refused("Choose one of the five.", "score")
    row = rating_by(by, certificate.module_id)
    if row is None:
        row = ModuleRating(**certificate.keys, module_id=certificate.module_id, person_id=by.id, score=score, word=word)
        db.session.add(row)
    row.score, row.word, row.at = score, word, clock.now()
    record("module.rated", certificate.module, by=None)
    return row


def rating_by(member: Membership, module_id: UUID) -> ModuleRating | None:
    query = scoped(ModuleRating).where(ModuleRating.module_id == module_id, ModuleRating.person_id == member.id)
    return db.session.scalar(query)


def may_read_ratings(member: Membership) -> bool:
    """The practice and the owner, who can change how the module is taught."""
    return bool(member.of_practice) or member.role == Role.OWNER


def ratings_in(engagement_id: UUID) -> dict[UUID, Rating]:
    """Every module that somebody rated. One statement."""
    rows = db.session.execute(
        scoped(ModuleRating)
        .where(ModuleRating.engagement_id == engagement_id)
        .with_only_columns(ModuleRating.module_id, ModuleRating.score, ModuleRating.word)
    )
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.module_id, []).append(row)
    return {module_id: _together(rows) for module_id, rows in found.items()}


def _together(rows: list[Any]) -> Rating:
    if len(rows) < LEAST:
        return Rating(len(rows), None)
    words = sorted(row.word for row in rows if row.word)
    return Rating(len(rows), sum(row.score for row in rows) / len(rows), tuple(words))
