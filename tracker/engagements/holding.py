"""Holding a row while a verb decides: of two people at once, the second sees what the first decided."""

from tracker.core.database import db
from tracker.tenancy import WorkspaceModel


def hold(row: WorkspaceModel, *attributes: str) -> None:
    """Lock `row` until the transaction ends and read `attributes` anew."""
    db.session.flush()  # refreshing would drop what was set and not yet written
    db.session.refresh(row, attributes, with_for_update=True)
