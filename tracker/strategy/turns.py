"""Changes to one section happen one after the other, so that each sees what the one before it left."""

from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import scoped

from .models import Revision, StrategySection


def take_turn(section: StrategySection) -> Revision | None:
    """Wait until nobody else is changing `section`; returns its latest revision as it then stands, if there is one."""
    db.session.flush()
    db.session.refresh(section, with_for_update=True)
    return latest_revision(section)


def latest_revision(section: StrategySection) -> Revision | None:
    return db.session.scalar(
        scoped(Revision).where(Revision.section_id == section.id).order_by(Revision.number.desc()).limit(1)
    )


def check_applies(section: StrategySection) -> None:
    """Raises `Refused` for a section that the owner set aside."""
    if section.not_applicable_at is not None:
        raise Refused("This section was set aside as not applicable. The owner can take it up again.")
