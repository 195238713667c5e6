"""What is asked about signatures and explained, and what people answer to the safeguards."""

from sqlalchemy import func

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.engagements.extension_points import facts_of, headline
from tracker.engagements.models import SignOff
from tracker.selfsufficiency.guards.answering import answer, guards_of
from tracker.selfsufficiency.guards.teaching_back import ask, explain
from tracker.tenancy import scoped

from ..scene import Scene
from ..script import act


@act
def asks_to_explain(scene: Scene, by: Membership, what: str) -> None:
    """Ask whoever signed `what`, as people call it, to say what it says."""
    signature = _signed(scene, what)
    scene.check(Can.KEEP_GUARDS, by, signature)
    ask(signature, by=by)


@act
def explains(scene: Scene, by: Membership, what: str, words: str) -> None:
    explain(_signed(scene, what), words, by=by)


@act
def answers_safeguard(scene: Scene, by: Membership, key: str, text: str) -> None:
    scene.check(Can.KEEP_GUARDS, by, scene.engagement)
    id = scene.engagement.id
    guard = next(one for one in guards_of(id, facts_of(id), headline(id)) if one.key == key)
    answer(scene.engagement, guard, text, by=by)


def _signed(scene: Scene, what: str) -> SignOff:
    """The newest of that name."""
    query = scoped(SignOff).where(
        SignOff.engagement_id == scene.engagement.id, func.lower(SignOff.subject_name) == what.lower()
    )
    return db.session.scalars(query.order_by(SignOff.id.desc()).limit(1)).one()
