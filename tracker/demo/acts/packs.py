"""Packs that people assemble: what the worker does in the background is done at once."""

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.handover.packs import ask_for_pack
from tracker.jobs import Job
from tracker.jobs.working import do_at_once
from tracker.tenancy import scoped

from ..scene import Scene
from ..script import act


@act
def assembles_pack(scene: Scene, by: Membership) -> None:
    scene.check(Can.ASSEMBLE_PACK, by, scene.engagement)
    order = ask_for_pack(scene.engagement, by=by)
    scene.bring_up_to_date()
    do_at_once(db.session.scalars(scoped(Job).where(Job.id == order.job_id)).one(), by)
