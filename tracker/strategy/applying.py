"""Whether a section applies: the owner alone takes one out of what counts, and signs why."""

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.models import ScopeAct, SignOff
from tracker.engagements.scope import settle
from tracker.engagements.signing import sign
from tracker.tenancy import scoped

from .models import StrategySection
from .turns import take_turn

TAKEN_UP = "It applies after all."


def set_aside(section: StrategySection, because: str, *, by: Membership) -> SignOff:
    """The owner says that `section` does not apply and why: neither its weight nor its worth counts any more.

    Raises `Refused` for the last section that applies, and as `signing.sign` does (at `because`).
    """
    applying = _hold_all(section)
    take_turn(section)
    if section.not_applicable_at is not None:
        raise Refused("This section has been set aside already.")
    if len(applying) < 2:
        raise Refused("This is the last section that applies. A strategy keeps at least one.")
    settle(section, "section", ScopeAct.REMOVE, section.title, because=because, by=by)
    signature = sign(section, set_aside_text(section), because, by=by, field="because")
    section.not_applicable_at = clock.now()
    section.signature_asked_at = None
    record("section.set_aside", section, by=by, because=because)
    return signature


def take_up(section: StrategySection, *, by: Membership) -> None:
    """The section applies again, with everything that was written and signed. Doing it twice changes nothing."""
    take_turn(section)
    if section.not_applicable_at is not None:
        settle(section, "section", ScopeAct.RESTORE, section.title, because=TAKEN_UP, by=by)
        section.not_applicable_at = None
        record("section.taken_up", section, by=by)


def set_aside_text(section: StrategySection) -> str:
    """What the owner signs when he sets a section aside."""
    return f"Does not apply: {section.title}\n\n{section.prompt}"


def _hold_all(section: StrategySection) -> list[object]:
    """The sections that apply, held until this is decided, so that two at once cannot set aside the last two."""
    query = (
        scoped(StrategySection)
        .with_only_columns(StrategySection.id)
        .where(StrategySection.engagement_id == section.engagement_id, StrategySection.not_applicable_at.is_(None))
        .order_by(StrategySection.id)
        .with_for_update()
    )
    return list(db.session.scalars(query))
