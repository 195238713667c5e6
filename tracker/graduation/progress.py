"""How far a graduation is, and what a practice keeps of those that are done."""

from tracker.core.database import db
from tracker.tenancy import scoped

from .models import Graduation, GraduationTicket, Stage

MOST_LISTED = 200


def ticket_of(graduation: Graduation | None) -> GraduationTicket | None:
    """One statement while it is under way, none otherwise."""
    if graduation is None or not graduation.under_way:
        return None
    return db.session.get(GraduationTicket, graduation.id)


def kept_summaries() -> list[Graduation]:
    """The newest first; those that are still under way are the client's own matter."""
    query = scoped(Graduation).where(Graduation.stage.in_([Stage.KEPT, Stage.DONE]))
    return list(db.session.scalars(query.order_by(Graduation.id.desc()).limit(MOST_LISTED)))
