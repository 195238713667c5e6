"""What stories of responsibility start from: a record in the session at hand, training done, a post held."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from tests import cast
from tests.makers import Northgate, member
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.context import entered
from tracker.core.database import db
from tracker.responsibilities.appointments import accept, name
from tracker.responsibilities.models import Activity, Appointment, Post
from tracker.responsibilities.rules import sign_rule, write_rule
from tracker.tenancy import scoped
from tracker.training.models import ChecklistItem, ItemProgress, ProgressState

OWN_WORDS = "Our own people do this, and I look at it every month."


@contextmanager
def inside(app: Flask, key: str) -> Iterator[Membership]:
    """Somebody's own walls for a moment, between the pages of a story."""
    with app.app_context(), entered(cast.BY_KEY[key].context()):
        yield member(key)


def activity(northgate: Northgate, key: str = "reply") -> Activity:
    return northgate.get(Activity, key)


def learnt(northgate: Northgate, key: str = "reply", person: str = "aisha") -> None:
    """Every item that prepares for the activity is verified for `person`."""
    items = db.session.scalars(scoped(ChecklistItem).where(ChecklistItem.engagement_id == northgate.id))
    for item in [item for item in items if key in item.activities]:
        db.session.add(
            ItemProgress(
                **item.keys, item_id=item.id, person_id=member(person).id, state=ProgressState.VERIFIED,
                verified_by_id=member("mina").id, verified_at=clock.now(),
            )
        )  # fmt: skip
    db.session.commit()


def answers(northgate: Northgate, person: str, key: str = "reply", post: Post = Post.ACCOUNTABLE) -> Appointment:
    """Helen named her and she accepted."""
    row = name(activity(northgate, key), post, member(person), by=member("helen"))
    if row.accepted_at is None:
        accept(row, by=member(person))
    db.session.commit()
    return row


def decided(northgate: Northgate, key: str = "reply", choice: str = "in_house", words: str = OWN_WORDS) -> None:
    """How the activity is done is written and signed."""
    rule = write_rule(activity(northgate, key), choice, f"How we do {key} here: {choice}.", by=member("helen"))
    sign_rule(rule, words, by=member("helen"))
    db.session.commit()
