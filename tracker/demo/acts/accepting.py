"""The handover offered and accepted, and the keys that come back afterwards."""

from datetime import timedelta

from sqlalchemy import select

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.core.outbox import Letter
from tracker.engagements.extension_points import facts_of
from tracker.handover import accepting, access_plan
from tracker.handover.accepting import Excepted
from tracker.handover.access_plan import Wish
from tracker.handover.conditions import lacks
from tracker.handover.models import AccessEnding

from ..scene import Scene
from ..script import act


@act
def agrees_how_access_ends(
    scene: Scene, by: Membership, confirmer: str, *, days: int = 7, for_baton: int = 30, **later: int
) -> None:
    """Agree to the plan as it is drawn up; `later` names tools whose keys come back after other numbers of days."""
    scene.check(Can.KEEP_TOOLS, by, scene.engagement)
    scene.bring_up_to_date()
    rows = access_plan.plan_of(scene.engagement.id)
    wishes = [
        Wish(row, scene.person(confirmer), for_baton if row.kind == "baton" else later.get(_word(row), days))
        for row in rows
    ]
    access_plan.agree(scene.engagement, wishes, by=by, seen=access_plan.seen_of(rows))


@act
def offers_the_handover(scene: Scene, by: Membership, message: str) -> None:
    scene.check(Can.SIGN, by, scene.engagement, propose=True)
    scene.bring_up_to_date()
    accepting.offer(scene.engagement, message, by=by)


@act
def takes_over(scene: Scene, by: Membership, words: str, **unfinished: tuple[str, int]) -> None:
    """The owner accepts what was offered; nothing of the last gate is open. `unfinished` names for each part that the
    pack lacks who sees to it, and within how many days. The letters are taken for sent."""
    scene.bring_up_to_date()
    offer = accepting.open_offer(scene.engagement.id)
    scene.check(Can.SIGN, by, offer)
    exceptions = [
        Excepted(lack.text, scene.person(who), clock.today() + timedelta(days=days), part=lack.part)
        for lack in lacks(facts_of(scene.engagement.id), offer.pack_number, clock.today())
        for who, days in [unfinished[lack.part]]
    ]
    accepting.accept(offer, words, exceptions, by=by)
    scene.bring_up_to_date()
    db.session.flush()
    for letter in db.session.scalars(select(Letter).where(Letter.kind == "handover_news", Letter.sent_at.is_(None))):
        letter.sent_at = clock.now()


@act
def confirms_that_access_ended(scene: Scene, by: Membership, kind: str, note: str) -> None:
    rows = [row for row in access_plan.plan_of(scene.engagement.id) if row.kind == kind and row.open]
    for row in rows:
        access_plan.confirm(row, note, by=by)


def _word(row: AccessEnding) -> str:
    """The first word of what ends, in small letters."""
    return row.what.split()[0].lower()
