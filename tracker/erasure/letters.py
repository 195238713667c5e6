"""Letters about deletions: at once, on the day before, when it is done, and when it was taken back."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tracker.accounts.letters import written
from tracker.accounts.models import Membership, Role, User
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.outbox import Composed, Letter, letter_kind, post
from tracker.core.urls import absolute, root_url, workspace_url
from tracker.engagements.words import day_words
from tracker.tenancy import Workspace, scoped

from .models import Deletion, Kind

MOST_TOLD = 50


def tell(deletion: Deletion, stage: str, addresses: Iterable[str], *, name: str = "", proof: str = "") -> None:
    """Put a letter for each address into the outbox. Of a tenant's deletion it lives outside the tenant, or its last
    letter would go with it."""
    for address in addresses:
        post(
            "deletion", address, of=str(deletion.kind), stage=stage, on=deletion.due_on.isoformat(), called=name,
            proof=proof, mark=deletion.asked_by_mark, place=_page(deletion) if stage in {"asked", "tomorrow"} else "",
            held_up=deletion.held_up,
        )  # fmt: skip


def those_who_answer(client_id: UUID | None) -> list[str]:
    """The addresses of the leads and, for a client, of its owners; the session at hand may be narrower than both."""
    workspace_id = db.session().context.workspace
    with entered(Context(workspace_id, writes=False)):
        query = scoped(Membership).where(Membership.ended_at.is_(None), Membership.role.in_([Role.LEAD, Role.OWNER]))
        if client_id is not None:
            query = query.where((Membership.client_id == client_id) | Membership.client_id.is_(None))
        people = select(User.email).where(
            User.id.in_(db.session.scalars(query.with_only_columns(Membership.user_id).limit(MOST_TOLD)).all())
        )
        return sorted(db.session.scalars(people))


def concerned(deletion: Deletion) -> list[str]:
    """Who is told of it: whoever is erased and whoever asked; of a client's or a workspace's data those who answer."""
    ids = [one for one in (deletion.user_id, deletion.asked_by_id) if one is not None]
    found = set(db.session.scalars(select(User.email).where(User.id.in_(ids))))
    if not deletion.of_person and deletion.workspace_id is not None:
        with entered(Context(deletion.workspace_id, writes=False)):
            found.update(those_who_answer(deletion.client_id))
    return sorted(found)


def _page(deletion: Deletion) -> str:
    """Where it can be taken back."""
    if deletion.kind == Kind.PERSON:
        return absolute(root_url("erasure.account"))
    slug = db.session.scalar(select(Workspace.slug).where(Workspace.id == deletion.workspace_id))
    if slug is None:
        return ""
    endpoint = "erasure.own_place" if deletion.kind == Kind.PLACE else "erasure.deletion"
    return absolute(workspace_url(slug, endpoint))


def _thing(of: str, called: str) -> str:
    return {
        Kind.PERSON: "your account", Kind.PLACE: "a name in a workspace", Kind.CLIENT: f"all data of {called}",
        Kind.WORKSPACE: f"the workspace {called}",
    }[Kind(of)]  # fmt: skip


@letter_kind("deletion")
def _deletion(letter: Letter) -> Composed:
    values: dict[str, Any] = letter.values
    return written(
        "deletion", **values, thing=_thing(values["of"], values["called"]),
        day=day_words(date.fromisoformat(values["on"])), action_url=values["place"] or None,
        action_label="See what is deleted, or take it back",
    )  # fmt: skip
