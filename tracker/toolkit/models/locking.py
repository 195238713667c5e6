"""Deciding on what is on record now, not on what was read when the page was asked for."""

from typing import Any

from tracker.core.database import db


def lock(row: Any, *names: str) -> None:
    """Hold `row` until the end of the transaction and read these attributes anew; changes of ours are kept."""
    db.session.flush()
    db.session.refresh(row, attribute_names=names, with_for_update=True)
