"""What nobody needs any more: files removed a month ago, and bytes whose row never came to be. A little each day."""

from collections import defaultdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.tenancy import Workspace, scoped

from .attaching import KEPT_AFTER_REMOVAL
from .models import Attachment
from .storage import SHARDS, OutOfReach, storage

SHARDS_A_DAY = 16
MOST_OF_A_SHARD = 500
MOST_OF_A_WORKSPACE = 200
A_DAY = timedelta(days=1)
# Models whose rows name bytes by their `key`.
_keeping: list[Any] = [Attachment]


def keeps_bytes(model: Any) -> None:
    """Register a model whose rows name bytes by their `key`, so that those are not taken for forgotten."""
    _keeping.append(model)


def tidy_files() -> None:
    """Every shard is looked through once in sixteen days. A store that is away is left for tomorrow."""
    try:
        _forget_removed()
        for shard in shards_of_today():
            _forget_orphans(shard)
    except OutOfReach:
        return


def shards_of_today() -> list[str]:
    first = clock.today().toordinal() * SHARDS_A_DAY
    return [f"{number % SHARDS:02x}" for number in range(first, first + SHARDS_A_DAY)]


def _forget_removed() -> None:
    with entered(Context()):
        workspaces = [*db.session.scalars(select(Workspace.id))]
    before = clock.now() - KEPT_AFTER_REMOVAL
    for workspace_id in workspaces:
        with entered(Context(workspace=workspace_id)):
            gone = scoped(Attachment).where(Attachment.removed_at < before, Attachment.purged_at.is_(None))
            for row in db.session.scalars(gone.limit(MOST_OF_A_WORKSPACE)):
                storage().remove(row.key)
                row.purged_at = clock.now()
            db.session.commit()


def _forget_orphans(shard: str) -> None:
    found: dict[UUID, list[str]] = defaultdict(list)
    for key in storage().older(shard, clock.now() - A_DAY, MOST_OF_A_SHARD):
        found[UUID(key.split("/")[1])].append(key)
    for workspace_id, keys in found.items():
        with entered(Context(workspace=workspace_id, writes=False)):
            known = {key for model in _keeping for key in db.session.scalars(_named(model, keys))}
        for key in keys:
            if key not in known:
                storage().remove(key)


def _named(model: Any, keys: list[str]) -> Any:
    return scoped(model).where(model.key.in_(keys)).with_only_columns(model.key)
