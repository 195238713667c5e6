"""Subjects: the records of an engagement that people can speak of, or hang things on, and the page that shows each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for

from tracker.access import Can
from tracker.audit.recording import name_of
from tracker.core.database import db
from tracker.tenancy import scoped

from .models import EngagementModel

Values = Callable[[Any], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of record. `key` is kept with what hangs on it; `acts`: whoever may do one of them may see it."""

    key: str
    model: type[EngagementModel]
    word: str
    endpoint: str
    values: Values
    acts: tuple[Can, ...]

    def href(self, record: Any, anchor: str = "") -> str:
        """The page that shows `record`."""
        values = self.values(record)
        return url_for(self.endpoint, **({"_anchor": anchor} | values if anchor else values))

    def name(self, record: Any) -> str:
        return name_of(record)


subjects: dict[str, Subject] = {}
_of_model: dict[type[Any], Subject] = {}


def speaks_of(
    model: type[EngagementModel], word: str, endpoint: str, *, key: str = "", values: Values | None = None,
    acts: tuple[Can, ...] = (Can.SEE_ENGAGEMENT,),
) -> Subject:  # fmt: skip
    """Register records of `model`, called `word` ("activity"), as subjects shown by `endpoint`.

    `values(record)` makes the page's address; left out, the page takes the record's id.
    """
    key = key or model.__tablename__
    found = Subject(key, model, word, endpoint, values or _by_id, acts)
    subjects[key] = _of_model[model] = found
    return found


def subject_of(record: Any) -> Subject:
    """Raises KeyError for a record of which nobody speaks."""
    return _of_model[type(record)]


def find_subject(key: str, id: UUID) -> Any | None:
    """The record that something hangs on, inside the walls; None once it is gone. One statement."""
    found = subjects.get(key)
    return db.session.scalar(scoped(found.model).where(found.model.id == id)) if found is not None else None


def page_about(key: str, id: UUID, engagement_id: UUID, anchor: str = "") -> str:
    """The page that shows the record, else that of its engagement."""
    record = find_subject(key, id)
    return subjects[key].href(record, anchor) if record is not None else url_for("engagements.show", id=engagement_id)


def page_of(model: str, id: UUID) -> str | None:
    """The page of a record that an event names by its model's name and id; None where there is none that everybody in
    the engagement may open by that id. No statement."""
    for found in subjects.values():
        if found.model.__name__ == model and found.values is _by_id and Can.SEE_ENGAGEMENT in found.acts:
            return url_for(found.endpoint, id=id)
    return None


def _by_id(record: Any) -> dict[str, Any]:
    return {"id": record.id}
