"""What files can be attached to. A feature says so in one line of its `evidence.py`:

    attachable(Runbook, page=lambda runbook: url_for("toolkit.runbook", id=runbook.activity_id))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import g

from tracker.access import Can
from tracker.access.policies import allows
from tracker.accounts.models import Membership
from tracker.core.database import db
from tracker.engagements.models import EngagementModel
from tracker.tenancy import scoped

if TYPE_CHECKING:
    from .models import Attachment

MEMBERS = (Can.SEE_ENGAGEMENT,)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record that takes files.

    `page` is the address of a record's page. Whoever may do one of `see` sees its files, one of `attach` adds and
    removes them; both are asked of `through(record)`. A record that is `fixed` keeps what it has. `private` files are
    not named in the feed. Files that are `ours`, made by Baton itself, take no room from those that people attach.
    """

    model: type[EngagementModel]
    page: Callable[[Any], str]
    see: tuple[Can, ...]
    attach: tuple[Can, ...]
    through: Callable[[Any], Any]
    fixed: Callable[[Any], bool]
    private: bool
    ours: bool

    @property
    def noun(self) -> str:
        return self.model.__tablename__

    def seen_by(self, member: Membership, record: Any) -> bool:
        return any(allows(can, member, self.through(record)) for can in self.see)

    def adds_to(self, member: Membership, record: Any) -> bool:
        """Has she the right to add files to it, and to take them away?"""
        return any(allows(can, member, self.through(record)) for can in self.attach)

    def taken_from(self, member: Membership, record: Any) -> bool:
        """May she do so now?"""
        return not self.fixed(record) and self.adds_to(member, record)


kinds: dict[str, Kind] = {}


def attachable(
    model: type[EngagementModel],
    *,
    page: Callable[[Any], str],
    see: tuple[Can, ...] = MEMBERS,
    attach: tuple[Can, ...] = (Can.ATTACH,),
    through: Callable[[Any], Any] = lambda record: record,
    fixed: Callable[[Any], bool] = lambda record: False,
    private: bool = False,
    ours: bool = False,
) -> None:
    """Let people attach files to records of `model`; see `Kind` for what each word means."""
    kinds[model.__name__] = Kind(model, page, see, attach, through, fixed, private, ours)


def kind_of(record: Any) -> Kind:
    return kinds[type(record).__name__]


def subject_of(attachment: "Attachment") -> Any:
    """The record that a file hangs on; None where it cannot be found within the walls. Read once in a request."""
    known: dict[Any, Any] = g.setdefault("subjects_of_files", {})
    if attachment.subject_id not in known:
        known[attachment.subject_id] = _read(attachment)
    return known[attachment.subject_id]


def _read(attachment: "Attachment") -> Any:
    kind = kinds.get(attachment.subject_type)
    if kind is None:
        return None
    query = scoped(kind.model).where(
        kind.model.id == attachment.subject_id, kind.model.engagement_id == attachment.engagement_id
    )
    return db.session.scalar(query)


def record_behind(attachment: "Attachment") -> Any:
    """The record whose policies hold for the file."""
    subject = subject_of(attachment)
    return None if subject is None else kinds[attachment.subject_type].through(subject)


def name_told(attachment: "Attachment") -> str:
    kind = kinds.get(attachment.subject_type)
    return "a file" if kind is not None and kind.private else attachment.name


def sees_it(member: Membership, attachment: "Attachment") -> bool:
    subject = subject_of(attachment)
    return subject is not None and kind_of(subject).seen_by(member, subject)


def keeps_it(member: Membership, attachment: "Attachment") -> bool:
    """May she take it away, or put it back?"""
    subject = subject_of(attachment)
    return subject is not None and kind_of(subject).taken_from(member, subject)
