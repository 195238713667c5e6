"""Writing a decision down: anybody of both sides who may, in the name of a decider at the client."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func

from tracker.accounts.models import Membership
from tracker.accounts.own_people import check_own_person
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.models import Engagement
from tracker.files.attaching import keep
from tracker.files.checking import Checked
from tracker.tenancy import scoped

from .models import Decision, successor_of


def write_down(engagement: Engagement, *, by: Membership, files: Sequence[Checked] = (), **values: Any) -> Decision:
    """A decision that waits for its decider. `values` as `checked` gives them."""
    numbers = scoped(Decision).where(Decision.engagement_id == engagement.id)
    last = db.session.scalar(numbers.with_only_columns(func.max(Decision.number))) or 0
    row = Decision(**engagement.keys, number=last + 1, written_by_id=by.id, **values)
    db.session.add(row)
    db.session.flush()
    keep(row, files, by=by)
    record("decision.written", row, by=by, after={"person": row.decider.name})
    return row


def checked(
    client_id: Any, *, decider: Membership, decided_on: date, supersedes: Decision | None, about: Any, about_type: str,
    **texts: str,
) -> dict[str, Any]:  # fmt: skip
    """The values of a decision. Raises `Refused` for a decider who is not an active person of the client's own, a day
    to come, and an earlier decision that is not in force."""
    check_own_person(decider, client_id, "decider")
    if decided_on > clock.today():
        raise Refused("This day has not come yet.", "decided_on")
    if supersedes is not None and (supersedes.confirmed_at is None or successor_of(supersedes.id) is not None):
        raise Refused("Only a decision that is in force can be superseded.", "supersedes")
    return {
        **texts, "decided_on": decided_on, "decider_id": decider.id,
        "supersedes_id": supersedes.id if supersedes else None, "about_type": about_type if about else "",
        "about_id": about.id if about else None,
    }  # fmt: skip
