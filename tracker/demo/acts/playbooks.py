"""Playbooks of the practice's own: copied, reworded, proposed, published."""

from typing import Any

from tracker.access.permissions import Can
from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.playbooks.copying import copy_chosen
from tracker.playbooks.editing import change_entry, fingerprint, own_values
from tracker.playbooks.models import Playbook
from tracker.playbooks.parts import PARTS, find
from tracker.tenancy import scoped

from ..scene import Scene
from ..script import act


@act
def copies_playbook(scene: Scene, by: Membership, original: str, title: str) -> None:
    """`original` is `key:version`."""
    scene.check(Can.CREATE_ENGAGEMENT, by, propose=True)
    copy_chosen(original, title, by=by)


@act
def rewords(scene: Scene, by: Membership, title: str, part: str, entry: str, **values: Any) -> None:
    """Change fields of one entry in the draft of the playbook `title`."""
    playbook = _ours(title)
    scene.check(Can.CREATE_ENGAGEMENT, by, playbook, propose=True)
    known = PARTS[part]
    now = find(playbook.draft, known, entry).entry
    playbook.rework(change_entry(known, entry, values, fingerprint(own_values(known, now))), by=by)


@act
def proposes_playbook(scene: Scene, by: Membership, title: str, note: str) -> None:
    playbook = _ours(title)
    scene.check(Can.CREATE_ENGAGEMENT, by, playbook, propose=True)
    playbook.propose(note, by=by)


@act
def publishes(scene: Scene, by: Membership, title: str, note: str) -> None:
    playbook = _ours(title)
    scene.check(Can.CREATE_ENGAGEMENT, by, playbook)
    playbook.publish(note, by=by)


def _ours(title: str) -> Playbook:
    return db.session.scalars(scoped(Playbook).where(Playbook.title == title)).one()
