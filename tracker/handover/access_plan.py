"""The plan by which the practice's access ends: drawn up from the register, agreed by the client, confirmed row by row.

It is drawn up by itself when the Handover phase begins or the engagement ends early; what is let in later comes along.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tracker.accounts.models import Membership, Role
from tracker.audit import AuditEvent, record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.extension_points import reacts_to
from tracker.engagements.holding import hold
from tracker.engagements.models import Engagement, Phase, PhaseState
from tracker.engagements.proposing import hold_engagement
from tracker.tenancy import scoped
from tracker.toolkit.models import AccessGrant, Tool
from tracker.toolkit.secrets_refused import refuse_secrets

from .conditions import LAST
from .models import AccessEnding, Ending

BATON_DAYS = 30
TOOL_DAYS = 7
MOST_DAYS = 90
MOST_ROWS = 200
PASSWORDS = "Shared passwords that we have seen are changed"
BATON = "Baton: what we can read here"
CHANGED = "Somebody changed the plan after you opened the page. Look at what stands now, then agree to it."
KEEPERS = {Role.OWNER, Role.CHAMPION}


@dataclass(frozen=True, slots=True)
class Wish:
    """What the client wants for one row. `left_out`: this access stays as it is."""

    row: AccessEnding
    confirmer: Membership | None
    days: int
    left_out: bool = False


def plan_of(engagement_id: UUID) -> list[AccessEnding]:
    """All rows, those for tools first and Baton's own last. One statement."""
    query = scoped(AccessEnding).where(AccessEnding.engagement_id == engagement_id).order_by(AccessEnding.id)
    rows = [row for row in db.session.scalars(query.limit(MOST_ROWS)) if row.left_out_at is None]
    order = {Ending.GRANT: 0, Ending.OTHER: 1, Ending.PASSWORDS: 2, Ending.BATON: 3}
    return sorted(rows, key=lambda row: order[Ending(row.kind)])


def seen_of(rows: Iterable[AccessEnding]) -> str:
    """What a page showed of the plan, to tell whether it was changed since."""
    newest = max((row.agreed_at for row in rows if row.agreed_at), default=None)
    return f"{len([*rows])}-{newest.timestamp() if newest else 0:.0f}"


def draw_up(engagement: Engagement) -> list[AccessEnding]:
    """Add to the plan what it lacks: every access of the practice in the register, passwords, Baton itself.

    What the client left out is not proposed again.
    """
    query = scoped(AccessEnding).where(AccessEnding.engagement_id == engagement.id)
    known = list(db.session.scalars(query))
    kinds, grants = {row.kind for row in known}, {row.grant_id for row in known}
    for grant, name, tool in db.session.execute(_held_by_the_practice(engagement.id)):
        if grant.id not in grants:
            _add(engagement, Ending.GRANT, tool, TOOL_DAYS, whose=name, grant_id=grant.id)
    if Ending.PASSWORDS not in kinds:
        _add(engagement, Ending.PASSWORDS, PASSWORDS, TOOL_DAYS)
    if Ending.BATON not in kinds:
        _add(engagement, Ending.BATON, BATON, BATON_DAYS)
    db.session.flush()
    return plan_of(engagement.id)


def propose(engagement: Engagement, *, by: Membership) -> None:
    """Draw the plan up before the Handover phase does, or because the register was put right. The client decides."""
    engagement = hold_engagement(engagement.id)
    rows = draw_up(engagement)
    record("access_ending.drawn_up", engagement, by=by, after={"rows": len(rows)})


def add_row(engagement: Engagement, what: str, whose: str, *, by: Membership) -> AccessEnding:
    """Something that the register does not know: a key, a door code, a shared drive."""
    _check_keeper(by)
    refuse_secrets(what=what, whose=whose)
    if not what:
        raise Refused("Say what ends.", "what")
    if len(plan_of(engagement.id)) >= MOST_ROWS // 2:
        raise Refused("The plan is long enough: put several things into one row.", "what")
    row = _add(engagement, Ending.OTHER, what, TOOL_DAYS, whose=whose)
    db.session.flush()
    record("access_ending.added", row, by=by)
    return row


def agree(engagement: Engagement, wishes: list[Wish], *, by: Membership, seen: str) -> None:
    """The client agrees to the plan: for each row who confirms it and within how many days.

    Raises `Stale` when the plan is not what `seen` says, `Refused` for a row without anybody or a day too late.
    """
    _check_keeper(by)
    engagement = hold_engagement(engagement.id)
    if seen_of(plan_of(engagement.id)) != seen:
        raise Stale(CHANGED)
    for wish in wishes:
        _agree(wish, _since(engagement), by)
    record("access_ending.agreed", engagement, by=by, after={"rows": len([one for one in wishes if not one.left_out])})


def confirm(row: AccessEnding, note: str = "", *, by: Membership) -> None:
    """Whoever was named for it at the client, or an owner, says that it has ended; an access is ended in the register
    too. Raises `Stale` when it was confirmed meanwhile."""
    if not confirms(row, by):
        raise Refused("Only the person named for it, or an owner, confirms this.")
    hold(row, "confirmed_at", "left_out_at")
    if not row.open:
        raise Stale("This was confirmed meanwhile.")
    refuse_secrets(note=note)
    _close(row, by.name, note)
    if row.grant_id is not None:
        grant = db.session.get_one(AccessGrant, (row.workspace_id, row.grant_id))
        if grant.revoked_at is None:
            grant.revoke(by)
    record("access_ending.confirmed", row, by=by, because=note)


def confirms(row: AccessEnding, member: Membership) -> bool:
    return member.of_client and (member.role == Role.OWNER or member.id == row.confirmer_id)


def start_the_clock(engagement: Engagement, since: date, *, owner: Membership) -> int:
    """The practice's work has ended on `since`: every row gets its day, and where nobody was named, or she
    has left, the owner confirms. Returns for how many days Baton stays open to the practice."""
    days = BATON_DAYS
    for row in draw_up(engagement):
        row.falls_due(since)
        if row.kind == Ending.BATON:
            days = row.days
        elif row.confirmer is None or not row.confirmer.active:
            row.confirmer_id = owner.id
    return days


def stop_the_clock(engagement: Engagement) -> None:
    """The practice works here again: no row is due until it has ended anew. What it sees of passwords from now on is
    changed anew as well."""
    for row in plan_of(engagement.id):
        row.due_on = row.reminded_on = None
        if row.kind == Ending.PASSWORDS:
            row.confirmed_at, row.confirmed_by_name, row.note = None, "", ""


def _agree(wish: Wish, since: date | None, by: Membership) -> None:
    row = wish.row
    if not 0 <= wish.days <= MOST_DAYS:
        raise Refused(f"Between 0 and {MOST_DAYS} days.", f"days_{row.id}")
    if row.kind == Ending.BATON:
        row.days, row.agreed_at, row.confirmer_id = wish.days, clock.now(), by.id
        return
    if row.confirmed_at is not None:
        return
    if wish.left_out:
        row.left_out_at = clock.now()
        return
    person = wish.confirmer
    if person is None or not person.active or not person.of_client:
        raise Refused("Say who at your side confirms it.", f"who_{row.id}")
    row.confirmer_id, row.days, row.agreed_at = person.id, wish.days, clock.now()
    if since is not None:
        row.falls_due(since)


def _since(engagement: Engagement) -> date | None:
    return engagement.handed_over_on or engagement.stopped_on


def _add(engagement: Engagement, kind: Ending, what: str, days: int, **values: Any) -> AccessEnding:
    row = AccessEnding(**engagement.keys, kind=kind, what=what[:200], days=days, **values)
    if (since := _since(engagement)) is not None:
        row.falls_due(since)
    db.session.add(row)
    return row


def _close(row: AccessEnding, name: str, note: str = "") -> None:
    row.confirmed_at, row.confirmed_by_name, row.note = clock.now(), name, note


def _held_by_the_practice(engagement_id: UUID) -> Any:
    return (
        select(AccessGrant, Membership.name, Tool.name)
        .join(
            Membership,
            (Membership.workspace_id == AccessGrant.workspace_id) & (Membership.id == AccessGrant.member_id),
        )
        .join(Tool, (Tool.workspace_id == AccessGrant.workspace_id) & (Tool.id == AccessGrant.tool_id))
        .where(
            AccessGrant.engagement_id == engagement_id, AccessGrant.granted_at.is_not(None),
            AccessGrant.revoked_at.is_(None), Membership.client_id.is_(None),
        )
        .order_by(Tool.position, Membership.name)
    )  # fmt: skip


def _check_keeper(by: Membership) -> None:
    if by.role not in KEEPERS:
        raise Refused("The client's owner or champion decides on this plan.")


@reacts_to("phase")
def _when_the_handover_begins(engagement_id: UUID, events: list[AuditEvent]) -> None:
    if any(event.verb == "phase.begun" for event in events) and _last_phase_runs(engagement_id):
        draw_up(db.session.scalars(scoped(Engagement).where(Engagement.id == engagement_id)).one())


@reacts_to("access")
def _when_the_register_changes(engagement_id: UUID, events: list[AuditEvent]) -> None:
    """What the register ends is confirmed by whoever ended it; whom it lets in comes into the plan."""
    if not (rows := plan_of(engagement_id)):
        return
    ended = {event.subject_id: event.actor_name for event in events if event.verb == "access.revoked"}
    for row in rows:
        if row.open and row.grant_id in ended:
            _close(row, ended[row.grant_id])
    if any(event.verb == "access.granted" for event in events):
        draw_up(db.session.scalars(scoped(Engagement).where(Engagement.id == engagement_id)).one())


def _last_phase_runs(engagement_id: UUID) -> bool:
    query = scoped(Phase).with_only_columns(Phase.state).where(
        Phase.engagement_id == engagement_id, Phase.position == LAST
    )  # fmt: skip
    return db.session.scalar(query) not in {None, PhaseState.PLANNED}
