"""Loading the demo: each practice in one transaction, so that half of one never stays."""

from collections.abc import Iterable

from sqlalchemy import select

from tracker.accounts.models import User
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.ids import new_id
from tracker.tenancy import Workspace

from .script import Person, Practice
from .telling import tell


class Taken(Exception):
    """Somebody real has an address of the demo."""


def missing(practices: Iterable[Practice]) -> list[Practice]:
    """Those of `practices` that are not in the database yet."""
    with entered(Context(writes=False)):
        there = set(db.session.scalars(select(Workspace.name).where(Workspace.demo)))
    return [practice for practice in practices if practice.name not in there]


def load(practice: Practice) -> None:
    """Tell the stories of `practice` and commit. Raises `Taken` rather than lend a real person's account to "
        "visitors."""
    with entered(Context(workspace=new_id(), zone=practice.zone)):
        _refuse_real_people(practice)
        tell(practice)
        db.session.commit()


def _refuse_real_people(practice: Practice) -> None:
    addresses = [person.email for person in everybody(practice)]
    real = db.session.scalars(select(User.email).where(User.email.in_(addresses), ~User.demo)).all()
    if real:
        raise Taken(f"Somebody real has an address of the demo: {', '.join(sorted(real))}.")


def everybody(practice: Practice) -> list[Person]:
    return [*practice.people, *(person for story in practice.stories for person in story.people)]
