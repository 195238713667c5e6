"""The owner says that her organisation takes over its workspace, how it is called, and what the practice keeps."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete

from tracker.accounts.models import Membership
from tracker.accounts.workspaces import LONGEST_SLUG, address_taken, slug_from
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.models import Engagement, EngagementState
from tracker.engagements.signing import sign
from tracker.tenancy import Workspace, scoped

from .models import Graduation, GraduationTicket, Grant, Stage

LONGEST_KEPT = timedelta(days=366)
AFTER = (EngagementState.HANDED_OVER, EngagementState.CLOSED, EngagementState.ENDED_EARLY)
IN_WORK = (EngagementState.ACTIVE, EngagementState.PAUSED)
_SLUG = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Wish:
    """How the new workspace is to be, and what the practice keeps of the old one."""

    name: str
    slug: str
    zone: str
    grant: Grant
    keep_until: date | None = None


def newest_of(client_id: Any) -> Graduation | None:
    """The client's newest; one that was taken back is none. One statement."""
    query = scoped(Graduation).where(Graduation.client_id == client_id, Graduation.stage != Stage.BACK)
    return db.session.scalar(query.order_by(Graduation.id.desc()).limit(1))


def why_not_yet(engagement: Engagement, others: list[Engagement]) -> str | None:
    """Why the workspace cannot be taken over now, in a sentence. Pure."""
    if engagement.state not in AFTER:
        return "You can take over your workspace once this engagement is handed over."
    running = [one.title for one in others if one.state in IN_WORK]
    if running:
        return f"All engagements move together, and “{running[0]}” still runs. Hand it over or end it first."
    return None


def engagements_of(client_id: Any) -> list[Engagement]:
    query = scoped(Engagement).where(Engagement.client_id == client_id)
    return list(db.session.scalars(query.order_by(Engagement.reference)))


def ask(engagement: Engagement, wish: Wish, words: str, *, by: Membership, practice: str) -> Graduation:
    """The owner signs the wish in her own words; a worker then carries it out.

    The address is hers from now on. Raises `Refused` at the field that is wrong, and `Stale` where she or another
    owner has asked already.
    """
    if newest_of(engagement.client_id) is not None:
        raise Stale("Your organisation has asked for this already. Look at how far it is.")
    if because := why_not_yet(engagement, engagements_of(engagement.client_id)):
        raise Refused(because)
    _check(wish)
    graduation = Graduation(
        workspace_id=engagement.workspace_id, client_id=engagement.client_id, asked_by_id=by.id, asked_by_name=by.name,
        words=words, client_name=engagement.client.name, practice_name=practice, name=wish.name, slug=wish.slug,
        zone=wish.zone, grant=wish.grant, keep_until=wish.keep_until,
    )  # fmt: skip
    db.session.add(graduation)
    db.session.flush()
    sign(engagement, wish_text(wish), words, by=by, name="Taking over the workspace")
    db.session.add(Workspace(
        id=graduation.target_id, slug=wish.slug, name=wish.name, zone=wish.zone, owned_by_client=True, in_making=True,
        came_from_id=engagement.workspace_id, demo=db.session.get_one(Workspace, engagement.workspace_id).demo,
    ))  # fmt: skip
    db.session.add(GraduationTicket(
        id=graduation.id, workspace_id=graduation.workspace_id, client_id=engagement.client_id
    ))  # fmt: skip
    after = {"name": wish.name, "grant": wish.grant}
    record("engagement.take_over_asked", engagement, by=by, because=words, after=after)
    return graduation


def call_off(graduation: Graduation, *, by: Membership) -> None:
    """The owner changes her mind before it has begun. Raises `Refused` once it has."""
    db.session.refresh(graduation, with_for_update=True)
    if not graduation.can_be_called_off:
        raise Refused("It has begun already. Nothing is lost by it, and it is carried to its end.")
    take_back(graduation)
    for engagement in engagements_of(graduation.client_id)[:1]:
        record("engagement.take_over_called_off", engagement, by=by)


def take_back(graduation: Graduation, because: str = "") -> None:
    """Nothing comes of it; the address is free again. Its new workspace must be empty."""
    graduation.stage, graduation.ended_at, graduation.trouble = Stage.BACK, clock.now(), because[:500]
    db.session.execute(delete(GraduationTicket).where(GraduationTicket.id == graduation.id))
    db.session.execute(delete(Workspace).where(Workspace.id == graduation.target_id, Workspace.in_making))


def wish_text(wish: Wish) -> str:
    """What the owner puts her name to."""
    granted = granted_words(wish.grant, wish.keep_until)
    return f"Take over the workspace as {wish.name}, at {wish.slug}, {wish.zone}.\n{granted}"


def granted_words(grant: str, keep_until: date | None) -> str:
    """What the practice keeps, in a sentence."""
    if grant == Grant.READ and keep_until is not None:
        return f"The practice may read the record until {keep_until.isoformat()} and changes nothing."
    if grant == Grant.SUMMARY:
        return "The practice keeps a summary: names, dates, stage and index at the handover."
    return "The practice keeps nothing."


def _check(wish: Wish) -> None:
    if slug_from(wish.slug) != wish.slug or len(wish.slug) > LONGEST_SLUG or not _SLUG.fullmatch(wish.slug):
        raise Refused("An address has small letters, digits and hyphens between them, such as northgate-ltd.", "slug")
    if address_taken(wish.slug):
        raise Refused("Another workspace has this address. Choose another one.", "slug")
    if wish.grant != Grant.READ:
        return
    if wish.keep_until is None:
        raise Refused("Say until when the practice may read.", "keep_until")
    if not clock.today() < wish.keep_until <= clock.today() + LONGEST_KEPT:
        raise Refused("A day after today and at most a year from now.", "keep_until")
