"""Rehearsing the handover, and what is taken over unfinished."""

from datetime import timedelta

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements import exceptions
from tracker.engagements.criteria import waive
from tracker.engagements.models import DatedException, ExitCriterion
from tracker.handover import rehearsing
from tracker.handover.models import Rehearsal
from tracker.tenancy import scoped

from ..scene import Scene
from ..script import act


@act
def rehearses(scene: Scene, by: Membership, because: str, *, weeks: int) -> None:
    """From today on the practice only looks on."""
    scene.check(Can.SIGN, by, scene.engagement)
    rehearsing.propose(scene.engagement, clock.today(), weeks, because, by=by)


@act
def says_what_it_showed(scene: Scene, by: Membership, words: str) -> None:
    """The morning after its last day, when the night has ended it."""
    rehearsal = db.session.scalars(scoped(Rehearsal).where(Rehearsal.engagement_id == scene.engagement.id)).one()
    scene.check(Can.SIGN, by, rehearsal)
    scene.bring_up_to_date()
    rehearsing.end(rehearsal, scene.engagement)
    rehearsing.describe(rehearsal, words, by=by)


@act
def takes_over_unfinished(scene: Scene, by: Membership, key: str, who: str, reason: str, *, for_days: int) -> None:
    """The Handover gate passes without this; `who` mends it by then."""
    criterion = scene.get(ExitCriterion, key)
    scene.check(Can.SIGN, by, criterion)
    waive(criterion, reason, clock.today() + timedelta(days=for_days), by=by, answers=scene.person(who))


@act
def closes_exception(scene: Scene, by: Membership, key: str, evidence: str) -> None:
    query = scoped(DatedException).where(DatedException.criterion_id == scene.get(ExitCriterion, key).id)
    exception = db.session.scalars(query.order_by(DatedException.id.desc()).limit(1)).one()
    scene.check(Can.CLOSE_EXCEPTION, by, exception)
    exceptions.close(exception, evidence, by=by)
