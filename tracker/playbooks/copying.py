"""What a playbook may be copied from: any shipped one, and any version of the practice's own, retired or not."""

from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import scoped

from .making import MOST, copy_of
from .models import Playbook, PlaybookVersion
from .reading import list_shipped
from .shelf import its_playbook, shipped


def originals() -> list[tuple[str, str]]:
    """Each as `key:version` and in words, the newest versions first. One statement."""
    found = [(f"{one.key}:{one.version}", f"{one.title}, version {one.version}") for one in list_shipped()]
    columns = (Playbook.key, PlaybookVersion.number, PlaybookVersion.title)
    own = (
        scoped(PlaybookVersion)
        .join(Playbook, its_playbook())
        .with_only_columns(*columns)
        .order_by(Playbook.title, Playbook.key, PlaybookVersion.number.desc())
        .limit(MOST * 5)
    )
    return found + [(f"{key}:{number}", f"{title}, version {number}") for key, number, title in db.session.execute(own)]


def copy_chosen(original: str, title: str, *, by: Membership) -> Playbook:
    """A copy of `key:version`."""
    key, _, number = original.partition(":")
    content = shipped(key)
    if content is not None:
        return copy_of(content.as_dict(), title, by=by)
    query = scoped(PlaybookVersion).join(Playbook, its_playbook()).add_columns(Playbook.based_on)
    row = db.session.execute(query.where(Playbook.key == key, PlaybookVersion.number == int(number or 0))).first()
    if row is None:
        raise Refused("This version is not there.", "original")
    return copy_of(row[0].content, title, by=by, based_on=row[1])
