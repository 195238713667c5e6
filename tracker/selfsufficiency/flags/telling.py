"""Telling what became of flags: in the feed, and, where it is critical, in the inbox of lead and owner.

Many of one kind at once are told together, so that neither the feed nor an inbox is buried by one day's look.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core.database import db
from tracker.discussion.inbox import let_know
from tracker.discussion.models import Kind
from tracker.engagements.extension_points import Facts
from tracker.engagements.models import Engagement
from tracker.tenancy import scoped

from .models import Flag
from .sighting import Severity


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of a flag: raised, gone, grew, eased or reopened; `before` is how grave it was."""

    what: str
    flag: Flag
    before: int = 0


def tell(seen: list[Seen], facts: Facts) -> None:
    ordered = sorted(seen, key=lambda one: (one.what, one.flag.kind, -one.flag.severity))
    for (what, _kind), group in groupby(ordered, key=lambda one: (one.what, one.flag.kind)):
        _tell_kind(what, [*group])
    _alarm([one.flag for one in seen if _newly_critical(one)], facts)


def _tell_kind(what: str, group: list[Seen]) -> None:
    """The events of one kind of flag. Those that change one that stands are told of each."""
    first = group[0].flag
    if what == "raised" and len(group) == 1:
        record("flag.raised", first, by=None, because=first.says, after={"severity": first.level})
    elif what == "raised":
        record("flag.several_raised", first, by=None, after={"kind": first.title, "count": len(group)})
    elif what == "gone" and len(group) == 1:
        record("flag.gone", first, by=None)
    elif what == "gone":
        record("flag.several_gone", first, by=None, after={"kind": first.title, "count": len(group)})
    else:
        for one in group:
            _tell_change(what, one)


def _tell_change(what: str, one: Seen) -> None:
    before, after = {"severity": Severity(one.before).word}, {"severity": one.flag.level}
    if what == "grew":
        record("flag.grew", one.flag, by=None, because=one.flag.says, before=before, after=after)
    elif what == "eased":
        record("flag.eased", one.flag, by=None, because=one.flag.says, before=before, after=after)
    else:
        record("flag.opened_again", one.flag, by=None, after=after)


def _newly_critical(one: Seen) -> bool:
    return one.flag.severity == Severity.CRITICAL and one.what in {"raised", "grew"}


def _alarm(flags: list[Flag], facts: Facts) -> None:
    """One line in the inbox of the lead and of each owner, however many flags became critical at once."""
    if not flags:
        return
    db.session.flush()
    more = len(flags) - 1
    text = flags[0].says + (f" And {more} more critical {'flag' if more == 1 else 'flags'}." if more else "")
    for person in _alarmed(flags[0], facts):
        let_know(person, flags[0], by=None, kind=Kind.FLAG, text=text)


def _alarmed(flag: Flag, facts: Facts) -> Iterable[Membership]:
    lead = scoped(Engagement).with_only_columns(Engagement.lead_id).where(Engagement.id == flag.engagement_id)
    owners = [UUID(id) for id, person in facts["people"].items() if person["role"] == Role.OWNER and person["active"]]
    query = scoped(Membership).where((Membership.id.in_(owners)) | (Membership.id == lead.scalar_subquery()))
    return db.session.scalars(query.order_by(Membership.name))
