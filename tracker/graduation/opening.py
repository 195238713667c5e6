"""The moment in which the new workspace opens, and the first page of its own history."""

from typing import Any

from sqlalchemy import update

from tracker.accounts.models import Invitation, Membership, User
from tracker.audit import record
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.outbox import post
from tracker.engagements.models import Engagement
from tracker.tenancy import Workspace, scoped

from .claims import Claim
from .models import Graduation, Stage

CARRIED = (
    "id", "client_id", "asked_by_id", "asked_by_name", "asked_at", "words", "client_name", "practice_name", "name",
    "slug", "zone", "grant", "keep_until", "target_id", "counts", "content_hash", "sealed_at",
)  # fmt: skip


def open_workspace(graduation: Graduation) -> None:
    """One row decides who is where: from this commit on the new workspace is there and the old places lead to it."""
    db.session.execute(
        update(Workspace).where(Workspace.id == graduation.target_id).values(in_making=False)
    )  # fmt: skip
    graduation.switched_at = clock.now()


def welcome(values: dict[str, Any], old_slug: str, claim: Claim) -> None:
    """In the new workspace: how it came about is on record, and whoever was only invited is invited anew. Done once,
    however often it is begun."""
    with entered(Context(workspace=values["target_id"], zone=values["zone"])):
        if db.session.scalar(scoped(Graduation).where(Graduation.id == values["id"])) is not None:
            return
        carried = {name: values[name] for name in CARRIED}
        db.session.add(Graduation(**carried, stage=Stage.DONE, switched_at=clock.now(), ended_at=clock.now()))
        owner = db.session.scalars(scoped(Membership).where(Membership.id == values["asked_by_id"])).one()
        for engagement in db.session.scalars(scoped(Engagement).order_by(Engagement.reference)):
            record("engagement.taken_over", engagement, by=owner, because=values["words"],
                   after={"practice": values["practice_name"], "grant": values["grant"]})  # fmt: skip
        _invite_anew(values)
        _tell(values, old_slug)
        claim.hold()
        db.session.commit()


def _invite_anew(values: dict[str, Any]) -> None:
    """Links that were sent lead to the old address, so new ones are."""
    query = scoped(Invitation).where(
        Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None), Invitation.approved_at.is_not(None)
    )  # fmt: skip
    for invitation in db.session.scalars(query):
        invitation.token_hash = invitation.expires_at = invitation.sent_at = None
        post("invitation", invitation.email, workspace_id=values["target_id"], invitation=str(invitation.id))


def _tell(values: dict[str, Any], old_slug: str) -> None:
    query = scoped(Membership).add_columns(User.email).join(User, User.id == Membership.user_id)
    for member, address in db.session.execute(query.where(Membership.ended_at.is_(None))):
        post("workspace_taken_over", address, workspace_id=values["target_id"], member=str(member.id), was=old_slug)
