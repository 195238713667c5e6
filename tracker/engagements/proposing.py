"""What somebody proposes and the owner decides in his own words: the part that all such rows share."""

from typing import Any

from tracker.accounts.models import Membership, Role
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.tenancy import scoped

from .holding import GENTLY, hold
from .models import Engagement, EngagementState, SignOff
from .signing import sign

ANSWERED = ("effective_at", "declined_at", "withdrawn_at")
IN_WORK = {EngagementState.ACTIVE, EngagementState.PAUSED}


def proposals_in(facts: dict[str, Any]) -> list[dict[str, str]]:
    """What waits for the owner among the facts: changes of the plan, those of the scope, what the handover asks, then
    flags to close."""
    return [one for name in ("plan", "scope", "handover", "flags") for one in facts.get(name, {}).get("proposals", ())]


def hold_engagement(engagement_id: Any) -> Engagement:
    """The engagement, locked: whoever changes its plan or scope at the same moment waits."""
    db.session.flush()
    query = scoped(Engagement).where(Engagement.id == engagement_id).execution_options(populate_existing=True)
    return db.session.scalars(query.with_for_update(of=Engagement, **GENTLY)).one()


def check_in_work(engagement: Engagement) -> None:
    """Raises `Refused` unless the charter is signed and the handover still to come."""
    if engagement.state in {EngagementState.PROSPECT, EngagementState.AGREED}:
        raise Refused("The charter is not signed yet: change it there.")
    if engagement.state not in IN_WORK:
        raise Refused("This engagement has ended, so there is nothing left to change in its plan.")


def check_because(because: str) -> None:
    if not because:
        raise Refused("Say why. Everybody in the engagement can read it.", "because")


def approve_row(row: Any, text: str, words: str, *, by: Membership, field: str = "words") -> SignOff:
    """The owner approves a waiting proposal; `text` is what it says. The caller then lets it come into force.

    Raises `Stale` when it was answered meanwhile, and as `signing.sign` does.
    """
    hold(row, *ANSWERED)
    check_waiting(row)
    signature = sign(row, text, words, by=by, field=field, name=getattr(row, "name", "the exit plan"))
    row.effective_at, row.answered_by, row.answer = clock.now(), by.name, words
    return signature


def decline_row(row: Any, because: str, *, by: Membership) -> None:
    if by.role != Role.OWNER:
        raise Refused("Only the owner decides this.")
    hold(row, *ANSWERED)
    check_waiting(row)
    check_because(because)
    row.declined_at, row.answered_by, row.answer = clock.now(), by.name, because


def withdraw_row(row: Any, *, by: Membership) -> None:
    hold(row, *ANSWERED)
    check_waiting(row)
    if row.by_id != by.id:
        raise Refused("Only whoever proposed it withdraws it.")
    row.withdrawn_at = clock.now()


def check_waiting(row: Any) -> None:
    if not row.waiting:
        raise Stale("This has been answered meanwhile. Look at what stands now.")
