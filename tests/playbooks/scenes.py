"""What stories of a practice's own playbooks start from."""

from typing import Any
from uuid import UUID

from flask import Flask

from tests.makers import acting
from tests.playbooks.spoiling import SMALL
from tests.told_once import told_once
from tracker.core.database import db
from tracker.playbooks.drafting import Draft, draft_from
from tracker.playbooks.making import make_from_file
from tracker.playbooks.models import Playbook
from tracker.tenancy import scoped


@told_once
def garden(app: Flask, by: str = "marcus", publish: int = 0) -> UUID:
    """Marcus brings in the small playbook, and publishes it so many times, each with another summary."""
    with acting(app, by) as me:
        playbook = make_from_file(draft_from(SMALL), by=me)
        for number in range(1, publish + 1):
            set_in(playbook, me, summary=f"Summary {number}.")
            playbook.publish(f"Note {number}.", by=me)
        db.session.commit()
        return playbook.id


def set_in(playbook: Playbook, by: Any, **values: Any) -> None:
    def change(draft: Draft, _: list[Any]) -> dict[str, Any]:
        draft |= values
        return {}

    playbook.rework(change, by=by)


def one(id: UUID | str) -> Playbook:
    """The playbook in the session at hand."""
    return db.session.scalars(scoped(Playbook).where(Playbook.id == UUID(str(id)))).one()


def draft_of(app: Flask, id: UUID | str) -> Draft:
    with acting(app, "marcus"):
        return one(id).draft
