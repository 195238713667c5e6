"""What stories of decisions start from: one that Mina wrote down and that Helen decided."""

from typing import Any
from uuid import UUID

from flask import Flask

from tests.cast import BY_KEY
from tests.makers import Northgate, acting, member
from tracker.core import clock
from tracker.core.database import db
from tracker.decisions.models import Decision
from tracker.decisions.writing import checked, write_down

TEXTS = {
    "question": "Who pays for the advertising card?", "options": "Northgate, or the practice until spring.",
    "decision": "Northgate pays from January.", "reasons": "Whoever pays should see every line.",
    "dissent": "David would have waited for the new budget.",
}  # fmt: skip
WORDS = "I want to see what we spend, so the card is ours."


def values(decider: str = "helen", **changes: Any) -> dict[str, Any]:
    """In the session at hand."""
    given = {**TEXTS, "decided_on": clock.today(), "supersedes": None, "about": None, "about_type": "", **changes}
    return checked(member("helen").client_id, decider=member(decider), **given)


def write(app: Flask, northgate: Northgate, by: str = "mina", **changes: Any) -> UUID:
    with acting(app, by) as me:
        row = write_down(northgate.engagement, by=me, **values(**changes))
        db.session.commit()
        return row.id


def confirm(app: Flask, northgate: Northgate, id: UUID, by: str = "helen", words: str = WORDS) -> None:
    with acting(app, by) as me:
        row = northgate.one(Decision, id)
        row.confirm(words, by=me, seen=row.revision)
        db.session.commit()


def form(**changes: Any) -> dict[str, Any]:
    """As it is filled in."""
    return {**TEXTS, "decided_on": clock.today().isoformat(), "decider": str(BY_KEY["helen"].id), **changes}
