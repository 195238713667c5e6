"""The letter that tells everybody where the workspace is now."""

from uuid import UUID

from tracker.accounts.letters import written
from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.core.outbox import Composed, Letter, letter_kind
from tracker.core.urls import absolute, workspace_url
from tracker.tenancy import Workspace, scoped


@letter_kind("workspace_taken_over")
def _taken_over(letter: Letter) -> Composed | None:
    """None for somebody who has left meanwhile."""
    member = db.session.scalar(scoped(Membership).where(Membership.id == UUID(letter.values["member"])))
    if member is None or not member.active:
        return None
    workspace = db.session.get_one(Workspace, member.workspace_id)
    return written(
        "workspace_taken_over", member=member, workspace_name=workspace.name, was=letter.values["was"],
        slug=workspace.slug, action_url=absolute(workspace_url(workspace.slug, "overview.home")),
    )  # fmt: skip
