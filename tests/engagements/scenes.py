"""What stories of gates start from: every criterion of a gate met as the data or a claim can meet it."""

from datetime import timedelta

from tests.makers import Northgate, member, small_playbook, start
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.charter import sign_charter
from tracker.engagements.criteria import claim, waive
from tracker.engagements.models import Engagement, ExitCriterion, Phase
from tracker.tenancy import scoped

WORDS = "We take this on because our readers deserve an answer from us."
HELENS_WORDS = "The board agreed on 9 July, and I answer for it."


def phase(engagement_id, position: int) -> Phase:
    query = scoped(Phase).where(Phase.engagement_id == engagement_id, Phase.position == position)
    return db.session.scalars(query).one()


def engagement(id) -> Engagement:
    return db.session.scalars(scoped(Engagement).where(Engagement.id == id)).one()


def criterion(engagement_id, key: str) -> ExitCriterion:
    query = scoped(ExitCriterion).where(ExitCriterion.engagement_id == engagement_id, ExitCriterion.key == key)
    return db.session.scalars(query).one()


def small_engagement(by: str = "marcus") -> Engagement:
    """An agreed engagement of Weir on the small playbook; the session at hand must be that of `by`."""
    engagement = start("weir", by=by, content=small_playbook())
    db.session.commit()
    return engagement


def waive_everything(northgate: Northgate, kind: str) -> None:
    """Helen waives each criterion of a gate that is not met; the session at hand must be hers."""
    gate = northgate.get(Phase, kind)
    for one in db.session.scalars(scoped(ExitCriterion).where(ExitCriterion.phase_id == gate.id)):
        waive(one, "We go on without this.", clock.today() + timedelta(days=90), by=member("helen"))
    db.session.commit()


def claim_what_is_shown(engagement_id, kind: str, by: str) -> None:
    """Claim the criterion of the small playbook that somebody has to show."""
    claim(criterion(engagement_id, f"{kind}-shown"), "The paper of Monday, in the shared folder.", by=member(by))
    db.session.commit()


__all__ = [
    "HELENS_WORDS", "WORDS", "claim_what_is_shown", "criterion", "engagement", "phase", "sign_charter",
    "small_engagement", "waive_everything",
]  # fmt: skip
