"""Rehearsals that were held, and dated exceptions, as many as a test wants."""

from datetime import timedelta

from tests.makers import Northgate, member
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import DatedException, ExitCriterion, Waiver
from tracker.handover.models import EntryRequest, Rehearsal, RehearsalState
from tracker.tenancy import scoped


def rehearse(northgate: Northgate, count: int) -> None:
    """`count` rehearsals, each with a request to be let in, and as many exceptions at the Handover gate."""
    keys, helen, today = northgate.engagement.keys, member("helen"), clock.today()
    for place in range(count):
        first = today - timedelta(weeks=2 * (place + 1))
        days = [[(first + timedelta(days=n)).isoformat(), n % 3, n % 2] for n in range(7)]
        rehearsal = Rehearsal(
            **keys, weeks=1, begins_on=first, began_on=first, ends_on=first + timedelta(days=6),
            ended_on=first + timedelta(days=6), by_id=helen.id, by_name=helen.name, because=f"The {place}th try.",
            state=RehearsalState.HELD, days=days, effective_at=clock.now(),
        )  # fmt: skip
        db.session.add(rehearsal)
        db.session.flush()
        db.session.add(EntryRequest(
            **keys, rehearsal_id=rehearsal.id, by_id=member("marcus").id, by_name="Marcus Hale", because="A form.",
            declined_at=clock.now(),
        ))  # fmt: skip
    criteria = scoped(ExitCriterion).where(ExitCriterion.phase_id == northgate.phase("handover"))
    for criterion in list(db.session.scalars(criteria.order_by(ExitCriterion.position).limit(count))):
        waiver = Waiver(**keys, criterion_id=criterion.id, by_id=helen.id, reason="Later.", expires_on=today)
        db.session.add(waiver)
        db.session.flush()
        db.session.add(DatedException(
            **keys, waiver_id=waiver.id, criterion_id=criterion.id, text=criterion.text, answers_id=helen.id,
            due_on=today + timedelta(days=9),
        ))  # fmt: skip
