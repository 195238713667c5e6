"""The first and the last act in the workspace that is left: nothing is written there any more, then nobody is there."""

from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from tracker.accounts.models import Membership, Role, User
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.outbox import Letter
from tracker.engagements.models import Engagement, EngagementState, PracticeAccess
from tracker.handover.lasting import keep_figures
from tracker.jobs.models import Job, JobState
from tracker.selfsufficiency.models import Snapshot, Standing
from tracker.selfsufficiency.words import stage_of
from tracker.tenancy import scoped

from .models import Graduation, Grant

GONE = "Whoever asked for this is no owner here any more. Another owner can ask anew; nothing was changed."
BUSY = "Long work of yours was still going on. Ask again when it is done; nothing was changed."


def seal(graduation: Graduation) -> None:
    """From now on the client's people read and do not write. Raises `Refused` where it cannot be carried out."""
    owner = db.session.get_one(Membership, (graduation.workspace_id, graduation.asked_by_id))
    if not owner.active or owner.role != Role.OWNER:
        raise Refused(GONE)
    _wait_for_writers(graduation.client_id)
    busy = scoped(Job).where(Job.client_id == graduation.client_id)
    if db.session.scalar(busy.where(Job.state.in_([JobState.WAITING, JobState.RUNNING])).limit(1)) is not None:
        raise Refused(BUSY)
    mine = scoped(Engagement).where(Engagement.client_id == graduation.client_id).with_only_columns(Engagement.id)
    for engagement_id in db.session.scalars(mine).all():
        keep_figures(engagement_id)
    _mark(graduation, sealed_at=clock.now())


def _wait_for_writers(client_id: UUID | None) -> None:
    """Whoever has written and not yet committed holds the client's row, and is waited for; whoever comes to it later
    finds it sealed, and is refused (`engagements.second_wall`). The rows that are marked are held before it, in the
    order in which a verb takes them, so that nobody waits for somebody who waits for her."""
    for query, model in (
        (scoped(Engagement).where(Engagement.client_id == client_id).order_by(Engagement.id), Engagement),
        (scoped(Membership).where(Membership.client_id == client_id).order_by(Membership.id), Membership),
    ):
        db.session.execute(query.with_only_columns(model.id).with_for_update(key_share=True, of=model))
    db.session.execute(scoped(Client).where(Client.id == client_id).with_only_columns(Client.id).with_for_update())


def unseal(graduation: Graduation) -> None:
    """It is not carried out: everything goes on where it was."""
    _mark(graduation, sealed_at=None)


def _mark(graduation: Graduation, *, sealed_at: Any) -> None:
    graduation.sealed_at = sealed_at
    mine = {"synchronize_session": False}
    of_client = Membership.client_id == graduation.client_id
    for statement in (
        update(Client).where(Client.id == graduation.client_id).values(sealed_at=sealed_at),
        update(Engagement).where(Engagement.client_id == graduation.client_id).values(sealed_at=sealed_at),
        update(Membership).where(of_client, Membership.ended_at.is_(None)).values(moving=sealed_at is not None),
    ):
        db.session.execute(statement.execution_options(**mine))


def close(graduation: Graduation) -> None:
    """The client's people have their places in the new workspace now, and letters that wait go out from there."""
    open_places = scoped(Membership).where(
        Membership.client_id == graduation.client_id, Membership.ended_at.is_(None)
    )  # fmt: skip
    members = list(db.session.scalars(open_places))
    _readdress(graduation, [member.user_id for member in members])
    for member in members:
        member.ended_at, member.moving = clock.now(), False
    keeps = graduation.grant == Grant.READ
    for engagement in db.session.scalars(scoped(Engagement).where(Engagement.client_id == graduation.client_id)):
        engagement.practice_access = PracticeAccess.READ if keeps else PracticeAccess.NONE
        engagement.practice_until = graduation.keep_until if keeps else None
    # What is kept stays as it was on that day: the night passes over what is closed.
    still = update(Standing).where(Standing.client_id == graduation.client_id).values(state=EngagementState.CLOSED)
    db.session.execute(still.execution_options(synchronize_session=False))


def _readdress(graduation: Graduation, users: list[UUID]) -> None:
    addresses = list(db.session.scalars(select(User.email).where(User.id.in_(users))))
    waiting = update(Letter).where(
        Letter.workspace_id == graduation.workspace_id, Letter.sent_at.is_(None), Letter.to_address.in_(addresses)
    )  # fmt: skip
    db.session.execute(waiting.values(workspace_id=graduation.target_id))


def summary_of(client_id: UUID) -> list[dict[str, Any]]:
    """What a practice may keep of each engagement: its name and dates, and stage and index at its handover."""
    found = []
    for engagement in db.session.scalars(scoped(Engagement).where(Engagement.client_id == client_id)):
        day = engagement.handed_over_on or engagement.stopped_on
        snapshots = scoped(Snapshot).where(Snapshot.engagement_id == engagement.id, Snapshot.current)
        if day is not None:
            snapshots = snapshots.where(Snapshot.day <= day)
        last = db.session.scalar(snapshots.order_by(Snapshot.day.desc()).limit(1))
        found.append({
            "title": engagement.title, "code": engagement.code, "began": engagement.starts_on.isoformat(),
            "handed_over": day.isoformat() if day else None,
            "index": round(last.value) if last else None, "stage": stage_of(last.stage).label if last else None,
        })  # fmt: skip
    return found
