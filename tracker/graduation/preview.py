"""What will move, counted before anybody signs: one statement, however many tables there are."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, func, literal, union_all

from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.core.prepared import PREPARED
from tracker.files.models import Attachment
from tracker.tenancy import AppendOnly, scoped

from .rows import models_that_move


@dataclass(frozen=True, slots=True)
class Moves:
    """How many records move, how many of them are signed or otherwise never changed, files, and people."""

    records: int
    signed: int
    files: int
    people: int

    def as_counts(self) -> dict[str, int]:
        return {"records": self.records, "signed": self.signed, "files": self.files, "people": self.people}


def what_moves() -> Moves:
    """Counted within the walls of the client whose owner asks."""
    found = {name: count for name, count in db.session.execute(_counts())}
    kept = {name for name, model in models_that_move().items() if issubclass(model, AppendOnly)}
    rows = {name: count for name, count in found.items() if name in models_that_move()}
    return Moves(sum(rows.values()), sum(rows[name] for name in kept), found["files"], found["people"])


@cache
def _counts() -> Any:
    counted = [_count(name, scoped(model).where(model.client_wall().is_not(None)))
               for name, model in models_that_move().items()]  # fmt: skip
    counted.append(_count("files", scoped(Attachment).where(Attachment.purged_at.is_(None))))
    here = scoped(Membership).where(Membership.client_id.is_not(None), Membership.ended_at.is_(None))
    counted.append(_count("people", here))
    whole: CompoundSelect[Any] = union_all(*counted)
    return whole.execution_options(**{PREPARED: {}})


def _count(name: str, rows: Any) -> Any:
    return rows.with_only_columns(literal(name), func.count())
