"""Keeping the baseline: ratings, willingness, and what was found. Rating again keeps the earlier rows."""

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.holding import hold
from tracker.engagements.models import Engagement

from .models import HIGHEST, LOWEST, RATINGS, Finding, Kind, Readiness, Willing, Willingness

STATES = {"works": "Works", "partly": "Half works", "missing": "Is missing"}


def rate(
    engagement: Engagement, person: Membership | None, ratings: dict[str, int], note: str = "", *, by: Membership
) -> Readiness:
    """Rate `person`, or the organisation with None. Raises `Refused` for numbers off the scale and for outsiders."""
    for name in RATINGS:
        if not LOWEST <= ratings.get(name, 0) <= HIGHEST:
            raise Refused("Choose a number from 1 to 5.", name)
    if person is not None:
        _check_own(engagement, person)
    row = Readiness(**engagement.keys, **{name: ratings[name] for name in RATINGS}, note=note, by_id=by.id,
                    by_name=by.name, person_id=person.id if person is not None else None)  # fmt: skip
    db.session.add(row)
    record("baseline.rated", row, by=by)
    return row


def answer(
    engagement: Engagement, person: Membership, said: Willing, wish: str = "", *, by: Membership
) -> Willingness:
    """Keep what `person` answered; whoever keeps the baseline may write down what she said."""
    _check_own(engagement, person)
    row = Willingness(**engagement.keys, person_id=person.id, answer=said, wish=wish, by_id=by.id, by_name=by.name)
    db.session.add(row)
    record("baseline.answered", row, by=by)
    return row


def note_finding(
    engagement: Engagement, kind: Kind, name: str, state: str, holder: str = "", note: str = "", *, by: Membership
) -> Finding:
    """Add one line of the audit."""
    if state not in STATES:
        raise Refused("Choose how it stands.", "state")
    row = Finding(**engagement.keys, kind=kind, name=name, state=state, holder=holder, note=note, by_name=by.name)
    db.session.add(row)
    record("baseline.found", row, by=by, after={"kind": kind})
    return row


def remove_finding(row: Finding, *, by: Membership) -> None:
    hold(row, "removed_at")
    if row.removed_at is not None:
        raise Stale("It was taken off meanwhile.")
    row.removed_at = clock.now()
    record("baseline.finding_removed", row, by=by)


def _check_own(engagement: Engagement, person: Membership) -> None:
    if not person.active:
        raise Refused(f"{person.name} has left.", "person")
    if not person.of_client or person.client_id != engagement.client_id:
        raise Refused("Only the client's own people are asked.", "person")
