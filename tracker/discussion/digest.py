"""The digest: at most one letter a day to each person, with what waits unread in her inboxes."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select, update

from tracker.accounts.letters import written
from tracker.accounts.models import Membership, User
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.outbox import Composed, Letter, letter_kind, post
from tracker.core.urls import absolute, root_url, workspace_url
from tracker.engagements.visibility import out_of_reach
from tracker.tenancy import Workspace, scoped

from .models import InboxRow

# A little less than a day and a week, so that a letter does not slip later every time.
RHYTHMS = {"daily": timedelta(hours=23), "weekly": timedelta(days=6, hours=23)}
FROM_HOUR = 7
MOST_ROWS = 20


def post_digests() -> int:
    """Write the letters that are due, in every workspace where the day has begun. Returns how many."""
    with entered(Context(writes=False)):
        workspaces = list(db.session.execute(select(Workspace.id, Workspace.zone).where(~Workspace.in_making)))
    now, count = clock.now(), 0
    for workspace_id, zone in workspaces:
        with entered(Context(workspace=workspace_id, zone=zone)):
            if now.astimezone(clock.zone()).hour >= FROM_HOUR:
                count += _post_here(now)
                db.session.commit()
    return count


def _post_here(now: datetime) -> int:
    own = scoped(Membership).with_only_columns(Membership.id).where(Membership.client_id.is_not(None))
    within_reach = or_(InboxRow.engagement_id.not_in(out_of_reach()), InboxRow.person_id.in_(own))
    untold = (InboxRow.told_at.is_(None), InboxRow.read_at.is_(None), within_reach)
    waiting = db.session.scalars(scoped(InboxRow).where(*untold).with_only_columns(InboxRow.user_id).distinct())
    return sum(_post_to(user_id, now, untold) for user_id in list(waiting))


def _post_to(user_id: UUID, now: datetime, untold: tuple[object, ...]) -> bool:
    """One letter for all of somebody's workspaces: those looked at later in the same round join the first's."""
    user = db.session.get(User, user_id)
    first = _claims_the_day(user, now)
    if not first and user.digest_at != now:
        return False
    db.session.execute(
        update(InboxRow)
        .where(InboxRow.user_id == user_id, *untold)
        .values(told_at=now)
        .execution_options(synchronize_session=False)
    )
    if first:
        post("digest", user.email, user=str(user.id), told_at=now.isoformat())
    return first


def _claims_the_day(user: User, now: datetime) -> bool:
    """Whether a letter is due; of two workers only one is told so."""
    if user.digest not in RHYTHMS or user.demo:
        return False
    due = or_(User.digest_at.is_(None), User.digest_at <= now - RHYTHMS[user.digest])
    claimed = db.session.execute(update(User).where(User.id == user.id, due).values(digest_at=now))
    return claimed.rowcount == 1


@letter_kind("digest")
def _digest(letter: Letter) -> Composed | None:
    """What is still unread of what the letter was written for; nothing to send once all of it was read."""
    user_id, told_at = UUID(letter.values["user"]), datetime.fromisoformat(letter.values["told_at"])
    with entered(Context(user=user_id, writes=False)):
        mine = select(InboxRow).where(
            InboxRow.user_id == user_id, InboxRow.told_at == told_at, InboxRow.read_at.is_(None)
        )
        rows = _still_within_reach(list(db.session.scalars(mine.order_by(InboxRow.id.desc()).limit(MOST_ROWS))))
        slugs = {id: (slug, name) for id, slug, name in db.session.execute(
            select(Workspace.id, Workspace.slug, Workspace.name).where(Workspace.id.in_({r.workspace_id for r in rows}))
        )}  # fmt: skip
        news = [
            {"says": row.says, "about": row.subject_name, "excerpt": row.excerpt, "place": slugs[row.workspace_id][1],
             "url": absolute(workspace_url(slugs[row.workspace_id][0], "discussion.follow", id=row.id))}
            for row in rows
        ]  # fmt: skip
    if not news:
        return None
    return written("digest", news=news, settings_url=absolute(root_url("accounts.settings")))


def _still_within_reach(rows: list[InboxRow]) -> list[InboxRow]:
    """Without what the practice may not know of any more: a letter may leave long after it was written."""
    gone, own = set(), set()
    for workspace_id in {row.workspace_id for row in rows}:
        mine = [row for row in rows if row.workspace_id == workspace_id]
        with entered(Context(workspace=workspace_id, writes=False)):
            gone |= set(db.session.scalars(out_of_reach(*{row.engagement_id for row in mine if row.engagement_id})))
            client_side = scoped(Membership).where(
                Membership.id.in_({row.person_id for row in mine}), Membership.client_id.is_not(None)
            )
            own |= set(db.session.scalars(client_side.with_only_columns(Membership.id)))
    return [row for row in rows if row.engagement_id not in gone or row.person_id in own]
