"""Flags in as many rows as asked for: some past ones, and one that stands and of which much is said."""

from datetime import timedelta

from tests.makers import Northgate, member
from tracker.core import clock
from tracker.core.database import db
from tracker.discussion.talking import say
from tracker.selfsufficiency.flags.models import Flag
from tracker.tenancy import scoped


def flag_things(northgate: Northgate, count: int) -> None:
    """So many flags that are gone, as many comments on the first one that stands, and as often somebody looks after it
    anew."""
    today = clock.today()
    for number in range(count):
        gone = today - timedelta(days=1)
        db.session.add(
            Flag(
                **northgate.engagement.keys, kind="stalled", subject=f"{count}.{number}", name="Steps", severity=1,
                says="Nothing moved.", opened_on=gone, seen_on=gone, gone_on=gone, proofs=[],
            )
        )  # fmt: skip
    db.session.flush()
    flag = db.session.scalars(scoped(Flag).where(Flag.engagement_id == northgate.id).order_by(Flag.id)).first()
    for number in range(count):
        say(flag, f"Comment {number} of {count}.", by=member("marcus"))
