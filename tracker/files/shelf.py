"""The files of one record, as its page shows them."""

from dataclasses import dataclass
from typing import Any

from flask import g, url_for

from tracker.core.database import db
from tracker.core.templates import for_templates
from tracker.tenancy import scoped

from .attaching import MOST_ON_ONE
from .forms import AttachForm
from .models import Attachment
from .subjects import kind_of


@dataclass(frozen=True, slots=True)
class Shelf:
    """`files` that are there, oldest first; those `removed` lately; where a new one is sent, if it may be."""

    files: list[Attachment]
    removed: list[Attachment]
    action: str
    form: AttachForm | None

    @property
    def open(self) -> bool:
        return self.form is not None


@for_templates
def shelf_of(record: Any) -> Shelf:
    """The files of `record`, for whoever looks. One statement."""
    kind, member = kind_of(record), g.member
    if not kind.seen_by(member, record):
        return Shelf([], [], "", None)
    rows = [*db.session.scalars(
        scoped(Attachment)
        .where(Attachment.subject_id == record.id, Attachment.purged_at.is_(None))
        .order_by(Attachment.id)
        .limit(MOST_ON_ONE)
    )]  # fmt: skip
    free = kind.taken_from(member, record)
    return Shelf(
        [row for row in rows if row.there],
        [row for row in rows if not row.there] if free else [],
        url_for(f"files.attach_{kind.noun}", id=record.id) if free else "",
        AttachForm(formdata=None) if free else None,
    )


def files_of(records: list[Any]) -> dict[Any, list[Attachment]]:
    """The files of several records by their id. One statement."""
    found: dict[Any, list[Attachment]] = {record.id: [] for record in records}
    if found:
        query = scoped(Attachment).where(Attachment.subject_id.in_(found), Attachment.removed_at.is_(None))
        for row in db.session.scalars(query.order_by(Attachment.id)):
            found[row.subject_id].append(row)
    return found
