"""Acts on several engagements at once. Each goes through the verb that it would go through alone, and what one of them
refuses does not keep the others back: what was done and what was not, and why, is kept and shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tracker.access import Can, may, may_propose
from tracker.accounts.models import Membership, Role
from tracker.clients.models import Client
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.discussion.models import Comment
from tracker.discussion.talking import say
from tracker.engagements.models import Engagement, Part, Phase
from tracker.engagements.plan_changes import propose_extension
from tracker.engagements.team import name_for
from tracker.engagements.words import day_words
from tracker.selfsufficiency.models import Standing
from tracker.tenancy import scoped

from .listing import PAGE, those
from .models import BulkAct

MOST = PAGE
AGAIN_AFTER = timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Picked:
    """One engagement that was ticked, with its next gate and its client's owner where there are any."""

    engagement: Engagement
    standing: Standing
    client: Client
    phase: Phase | None
    owner: Membership | None
    written: frozenset[str]

    @property
    def name(self) -> str:
        return f"{self.client.name}, {self.engagement.title}"


Deed = Callable[[Picked], str]


def picked(ids: list[UUID], member: Membership) -> list[Picked]:
    """Those of `ids` that `member` may know of, at most `MOST`, by client. Four statements."""
    rows = those(member, ids[:MOST])
    clients = {client.id for _, _, client in rows}
    phases = {UUID(standing.gate["phase"]) for _, standing, _ in rows if standing.gate}
    gates = {phase.id: phase for phase in db.session.scalars(scoped(Phase).where(Phase.id.in_(phases)))}
    owners = scoped(Membership).where(
        Membership.client_id.in_(clients), Membership.role == Role.OWNER, Membership.ended_at.is_(None)
    )  # fmt: skip
    by_client = {owner.client_id: owner for owner in db.session.scalars(owners.order_by(Membership.id.desc()))}
    written = _written([row[0].id for row in rows], member)
    return [
        Picked(
            engagement, standing, client, gates.get(_phase_id(standing)), by_client.get(client.id),
            frozenset(text for about, text in written if about == engagement.id),
        )
        for engagement, standing, client in rows
    ]  # fmt: skip


def _phase_id(standing: Standing) -> UUID | None:
    return UUID(standing.gate["phase"]) if standing.gate else None


def _written(ids: list[UUID], by: Membership) -> list[tuple[UUID, str]]:
    """What `by` wrote about these lately, so that the same is not said twice in a day."""
    query = scoped(Comment).with_only_columns(Comment.engagement_id, Comment.text)
    lately = Comment.at > clock.now() - AGAIN_AFTER
    return [(id, text) for id, text in db.session.execute(
        query.where(Comment.engagement_id.in_(ids), Comment.author_id == by.id, lately)
    )]  # fmt: skip


def carry_out(act: str, rows: list[Picked], deed: Deed, *, by: Membership) -> BulkAct:
    """`deed` on each of `rows`: it says what it did, or raises `Refused` before it changes anything."""
    if not rows:
        raise Refused("None of those that you ticked can be found any more.")
    done, refused = [], []
    for row in rows:
        try:
            done.append([row.name, deed(row)])
        except Refused as refusal:
            refused.append([row.name, refusal.message])
    kept = BulkAct(workspace_id=by.workspace_id, person_id=by.id, act=act, done=done, refused=refused)
    db.session.add(kept)
    db.session.flush()
    return kept


def remind(extra: str, *, by: Membership) -> Deed:
    """Say to the owner, at the next gate, what waits for nobody else."""

    def deed(row: Picked) -> str:
        owed = owed_by_owner(row.standing)
        if not owed:
            raise Refused("Nothing waits for the owner.")
        _tell_owner(row, "\n".join([*owed, *filter(None, [extra])]), by)
        return f"{row.owner.first_name} finds it in the inbox: {' '.join(owed)}"

    return deed


def write(text: str, *, by: Membership) -> Deed:
    """Say the same to each owner, at the next gate, where the client's people read it too."""

    def deed(row: Picked) -> str:
        _tell_owner(row, text, by)
        return f"{row.owner.first_name} finds it in the inbox."

    return deed


def _tell_owner(row: Picked, text: str, by: Membership) -> None:
    if not may(Can.COMMENT, row.engagement):
        raise Refused("You have no part in this engagement.")
    if row.owner is None:
        raise Refused("There is no owner to tell. Invite one first.")
    if row.phase is None:
        raise Refused("All gates are passed: write on a page of the engagement.")
    if text in row.written:
        raise Refused(f"You wrote {row.owner.first_name} the same less than a day ago.")
    say(row.phase, text, by=by, tell_person=row.owner)


def owed_by_owner(standing: Standing) -> list[str]:
    """What waits for the owner alone, in sentences addressed to her."""
    waiting = standing.waiting
    owed = [f"The {waiting['gate_review']} gate waits for your decision."] if waiting.get("gate_review") else []
    if count := waiting.get("signatures"):
        since = _since(waiting.get("signature_since"))
        owed.append(
            f"One section of the strategy waits for your signature{since}." if count == 1
            else f"{count} sections of the strategy wait for your signature{since}."
        )  # fmt: skip
    if count := waiting.get("nobody_critical"):
        owed.append(
            "One critical activity has nobody who answers for it: please name somebody." if count == 1
            else f"{count} critical activities have nobody who answers for them: please name somebody."
        )  # fmt: skip
    return owed


def _since(day: str | None) -> str:
    return f" since {day_words(date.fromisoformat(day))}" if day else ""


def add_consultant(person: Membership, *, by: Membership) -> Deed:
    def deed(row: Picked) -> str:
        if not may(Can.CREATE_ENGAGEMENT, row.engagement):
            raise Refused("Only a lead adds consultants.")
        name_for(row.engagement, Part.CONSULTANT, person, by=by)
        return f"{person.name} is a consultant here now."

    return deed


def move_handover(weeks: int, because: str, *, by: Membership) -> Deed:
    """Ask each owner for another day: so many weeks later, or earlier where `weeks` is negative."""

    def deed(row: Picked) -> str:
        if not may_propose(Can.CHANGE_SCOPE, row.engagement):
            raise Refused("You have no part in this engagement.")
        to_on = row.engagement.planned_handover + timedelta(weeks=weeks)
        propose_extension(row.engagement, to_on, because, by=by)
        return f"Proposed {day_words(to_on)}; the owner decides."

    return deed


def known(values: list[str]) -> list[UUID]:
    """The ids among what an address holds, each once."""
    found: dict[UUID, Any] = {}
    for value in values[:MOST]:
        try:
            found[UUID(value)] = None
        except ValueError:
            continue
    return list(found)
