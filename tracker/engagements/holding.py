"""Holding a row while a verb decides: of two people at once, the second sees what the first decided."""

from tracker.core.database import db
from tracker.tenancy import WorkspaceModel

# What only points to the row may be added meanwhile: whoever holds one row and then writes what hangs on another would
# else wait for somebody who waits for her.
GENTLY = {"key_share": True}


def hold(row: WorkspaceModel, *attributes: str) -> None:
    """Lock `row` until the transaction ends and read `attributes` anew."""
    db.session.flush()  # refreshing would drop what was set and not yet written
    db.session.refresh(row, attributes, with_for_update=GENTLY)
