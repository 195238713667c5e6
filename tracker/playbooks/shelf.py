"""What stands on the shelf: the playbooks that come with Baton, and the practice's own."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import scoped

from .content import PlaybookContent
from .making import MOST
from .models import Playbook, PlaybookVersion
from .reading import list_shipped

MOST_VERSIONS = 200


@dataclass(frozen=True, slots=True)
class Offer:
    """A playbook to start an engagement from, with the numbers of its versions, the newest first."""

    key: str
    title: str
    summary: str
    versions: tuple[int, ...]


def shipped(key: str) -> PlaybookContent | None:
    return next((content for content in list_shipped() if content.key == key), None)


def own_playbooks() -> list[Playbook]:
    """The practice's own, by title, those that were retired last. One statement."""
    query = scoped(Playbook).order_by(Playbook.retired_at.is_not(None), Playbook.title, Playbook.id)
    return list(db.session.scalars(query.limit(MOST)))


def versions_of(playbook: Playbook) -> list[PlaybookVersion]:
    """The newest first, without what they hold. One statement."""
    query = scoped(PlaybookVersion).where(PlaybookVersion.playbook_id == playbook.id)
    return list(db.session.scalars(query.order_by(PlaybookVersion.number.desc()).limit(MOST_VERSIONS)))


def version_of(playbook: Playbook, number: int) -> PlaybookVersion | None:
    query = scoped(PlaybookVersion).where(
        PlaybookVersion.playbook_id == playbook.id, PlaybookVersion.number == number
    )  # fmt: skip
    return db.session.scalar(query)


def offers() -> list[Offer]:
    """Everything that an engagement may start from: shipped ones, then own ones that are not retired. One statement."""
    found = [Offer(one.key, one.title, one.summary, (one.version,)) for one in list_shipped()]
    own: dict[str, Offer] = {}
    for key, number, title, summary in db.session.execute(_published()):
        earlier = own.get(key)
        if earlier is None:
            own[key] = Offer(key, title, summary, (number,))
        else:
            own[key] = Offer(key, earlier.title, earlier.summary, (*earlier.versions, number))
    return found + list(own.values())


def content_of(key: str, number: int) -> PlaybookContent | None:
    """What a version on offer holds."""
    content = shipped(key)
    if content is not None:
        return content if content.version == number else None
    version = db.session.scalar(
        scoped(PlaybookVersion)
        .join(Playbook, its_playbook())
        .where(Playbook.key == key, Playbook.retired_at.is_(None), PlaybookVersion.number == number)
    )
    return version.record if version is not None else None


def earlier_versions(found: Iterable[Offer]) -> list[tuple[str, str]]:
    """Versions that are not the newest, each as `key:number` and in words."""
    return [
        (f"{offer.key}:{number}", f"{offer.title}, version {number}")
        for offer in found
        for number in offer.versions[1:]
    ]


def chosen_content(offer: Offer, version: str) -> PlaybookContent:
    """What the newest version of `offer` holds, or the earlier one `key:number`. Raises `Refused`."""
    key, _, number = version.partition(":")
    if version and key != offer.key:
        raise Refused("This is a version of another playbook.", "version")
    content = content_of(offer.key, int(number) if version else offer.versions[0])
    if content is None:
        raise Refused("This playbook was retired a moment ago. Choose another.", "playbook")
    return content


def _published():
    columns = (Playbook.key, PlaybookVersion.number, PlaybookVersion.title, PlaybookVersion.summary)
    return (
        scoped(PlaybookVersion)
        .join(Playbook, its_playbook())
        .with_only_columns(*columns)
        .where(Playbook.retired_at.is_(None))
        .order_by(Playbook.title, Playbook.key, PlaybookVersion.number.desc())
        .limit(MOST * 5)
    )


def its_playbook():
    same = Playbook.workspace_id == PlaybookVersion.workspace_id
    return same & (Playbook.id == PlaybookVersion.playbook_id)
