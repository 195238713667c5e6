"""Deleting what a client took along, or what was copied in vain; only while the claim is ours."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, update

from tracker.archive.removing import Scope, remove
from tracker.core.context import Context, entered
from tracker.core.database import db

from .claims import Claim
from .models import Graduation, Stage


def clear(workspace: UUID, client: UUID, claim: Claim) -> None:
    """Every row and file of the client, and what the practice noted about it. Stopped half way it is called again."""
    _let_go_of(workspace, client, claim)
    remove(Scope(workspace, client), keep=("graduation",), told=_while_ours(claim))


def clear_whole(workspace: UUID, claim: Claim) -> None:
    """Every row of a workspace that never opened."""
    remove(Scope(workspace), told=_while_ours(claim))


def _while_ours(claim: Claim) -> Any:
    return lambda _table, _rows: claim.hold_alone()


def _let_go_of(workspace: UUID, client: UUID, claim: Claim) -> None:
    """The graduation itself names rows that go; what was asked for in vain goes with them."""
    with entered(Context(workspace=workspace)):
        mine = Graduation.client_id == client
        vain = delete(Graduation).where(mine, Graduation.stage == Stage.BACK, Graduation.id != claim.id)
        db.session.execute(vain.execution_options(synchronize_session=False))
        loose = update(Graduation).where(mine).values(client_id=None, asked_by_id=None)
        db.session.execute(loose.execution_options(synchronize_session=False))
        claim.hold()
        db.session.commit()
