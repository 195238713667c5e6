"""What people do about flags; the flags themselves arise from the stories."""

from datetime import timedelta

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.core import clock
from tracker.selfsufficiency.flags.models import Flag
from tracker.selfsufficiency.flags.register import open_flags

from ..scene import Scene
from ..script import act


@act
def takes_on_flag(scene: Scene, by: Membership, kind: str, name: str, plan: str) -> None:
    flag = _flag(scene, by, kind, name)
    flag.look_after(by, plan, by=by, based_on=flag.changes)


@act
def puts_off_flag(scene: Scene, by: Membership, kind: str, name: str, because: str, *, days: int) -> None:
    """At once, or as a proposal where only the owner may."""
    _flag(scene, by, kind, name).snooze(clock.today() + timedelta(days=days), because, by=by)


@act
def closes_flag(scene: Scene, by: Membership, kind: str, name: str, because: str) -> None:
    """At once, or as a proposal where only the owner may."""
    _flag(scene, by, kind, name).resolve(because, by=by)


def _flag(scene: Scene, by: Membership, kind: str, name: str) -> Flag:
    scene.check(Can.RAISE_FLAG, by, scene.engagement)
    return next(flag for flag in open_flags(scene.engagement.id) if (flag.kind, flag.name) == (kind, name))
