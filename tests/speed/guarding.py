"""The safeguards of an engagement with as many answers and explanations as a test wants."""

from tests.makers import Northgate, member
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.extension_points import facts_of, headline
from tracker.engagements.models import SignOff
from tracker.selfsufficiency.guards.answering import answer, guards_of
from tracker.selfsufficiency.guards.models import TeachBack
from tracker.tenancy import scoped
from tracker.worklog.models import Answer, Why, WorkQuestion


def guard(northgate: Northgate, count: int) -> None:
    """`count` answers to every guard, every signature explained, and as many questions about logged work."""
    marcus = member("marcus")
    for one in guards_of(northgate.id, facts_of(northgate.id), headline(northgate.id)):
        for place in range(count):
            answer(northgate.engagement, one, f"Answer {place} of {count}.", by=marcus)
    explained = set(db.session.scalars(scoped(TeachBack).with_only_columns(TeachBack.sign_off_id)))
    for row in db.session.scalars(scoped(SignOff).where(SignOff.engagement_id == northgate.id)):
        if row.id not in explained:
            db.session.add(TeachBack(
                **northgate.engagement.keys, sign_off_id=row.id, signer_id=row.signer_id, subject_name="A text",
                answered_at=clock.now(),
            ))  # fmt: skip
    for place in range(count):
        db.session.add(WorkQuestion(
            **northgate.engagement.keys, asked_id=member("priya").id, asked_by_id=member("aisha").id, why=Why.SAMPLE,
            what=f"{place} × reply", answer=(Answer.YES, Answer.NO, None)[place % 3],
        ))  # fmt: skip
