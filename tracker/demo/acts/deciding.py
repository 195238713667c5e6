"""What is written in the decision log, and what its deciders say to it."""

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.decisions.models import Decision
from tracker.decisions.writing import checked, write_down
from tracker.tenancy import scoped

from ..scene import Scene
from ..script import act


@act
def writes_decision(
    scene: Scene, by: Membership, question: str, decision: str, reasons: str, *, decider: str, options: str = "",
    dissent: str = "", instead_of: str = "",
) -> None:  # fmt: skip
    """Write down what `decider` decided; `instead_of` begins like the question of an earlier decision."""
    scene.check(Can.LOG_DECISION, by, scene.engagement)
    values = checked(
        by.client_id or scene.engagement.client_id, decider=scene.person(decider), decided_on=clock.today(),
        supersedes=_find(scene, instead_of) if instead_of else None, about=None, about_type="", question=question,
        options=options, decision=decision, reasons=reasons, dissent=dissent,
    )  # fmt: skip
    write_down(scene.engagement, by=by, **values)


@act
def confirms_decision(scene: Scene, by: Membership, question: str, words: str) -> None:
    row = _find(scene, question)
    row.confirm(words, by=by, seen=row.revision)


def _find(scene: Scene, question: str) -> Decision:
    query = scoped(Decision).where(
        Decision.engagement_id == scene.engagement.id, Decision.question.startswith(question)
    )
    return db.session.scalars(query).one()
