"""The earlier texts of a runbook beside the present one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import defer

from tracker.core.database import db
from tracker.core.rewriting import Passage, compare
from tracker.tenancy import scoped

from .models import Runbook, RunbookVersion

MOST_VERSIONS = 50


@dataclass(frozen=True, slots=True)
class Version:
    """One text; `tests` stay with the version that was followed."""

    number: int
    author: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Compared:
    """How the text of `newer` came from that of `older`. `titles` when the title changed too."""

    older: Version
    newer: Version
    titles: tuple[str, str] | None
    passages: list[Passage]

    @property
    def differs(self) -> bool:
        return any(passage.kind not in {"same", "gap"} for passage in self.passages)


def versions_of(runbook: Runbook) -> list[Version]:
    """The newest first, the present text among them. One statement."""
    query = scoped(RunbookVersion).options(defer(RunbookVersion.text)).where(RunbookVersion.runbook_id == runbook.id)
    rows = db.session.scalars(query.order_by(RunbookVersion.version.desc()).limit(MOST_VERSIONS))
    return [_version(runbook), *map(_version, rows)]


def compared(runbook: Runbook, older: int, newer: int) -> Compared | None:
    """Two different versions, the earlier one first; None where one of them is not kept. One statement."""
    older, newer = sorted((older, newer))
    query = scoped(RunbookVersion).where(
        RunbookVersion.runbook_id == runbook.id, RunbookVersion.version.in_({older, newer})
    )
    texts = {row.version: row for row in db.session.scalars(query)} | {runbook.version: runbook}
    if older == newer or older not in texts or newer not in texts:
        return None
    first, second = texts[older], texts[newer]
    titles = (first.title, second.title) if first.title != second.title else None
    return Compared(_version(first), _version(second), titles, compare(first.text, second.text))


def _version(row: Runbook | RunbookVersion) -> Version:
    return Version(row.version, row.author.name, row.written_at)
