"""Whom a comment tells: people who can see both the record and the comment, by @name or by choice."""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, or_

from tracker.accounts.models import Membership, Role
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.models import Part, TeamMember
from tracker.tenancy import scoped

MOST_PEOPLE = 300
_AT = re.compile(r"(?<![\w@])@([^\W\d_][\w'’-]*)(?:[ \u00a0]([^\W\d_][\w'’-]*))?")


def tellable(record: Any, *, private: bool = False) -> list[Membership]:
    """Who can see `record`, by name; with `private` only those of the practice. One statement."""
    at_work = scoped(TeamMember).with_only_columns(TeamMember.member_id).where(
        TeamMember.engagement_id == record.engagement_id, TeamMember.part == Part.CONSULTANT,
        TeamMember.ended_at.is_(None),
    )  # fmt: skip
    practice = and_(
        Membership.client_id.is_(None), or_(Membership.role == Role.LEAD, Membership.id.in_(at_work))
    )
    own = and_(Membership.client_id == record.client_id, Membership.role != Role.PROVIDER)
    query = scoped(Membership).where(Membership.ended_at.is_(None), practice if private else or_(practice, own))
    return [*db.session.scalars(query.order_by(Membership.name, Membership.id).limit(MOST_PEOPLE))]


def mentioned(text: str, people: Iterable[Membership]) -> list[Membership]:
    """The people whom `text` names with an @: by first name, or by first and last name. Pure.

    Raises `Refused` at the field `text` where a first name fits several. An @ that names nobody here is only text.
    """
    people = list(people)
    found: dict[Any, Membership] = {}
    for match in _AT.finditer(text):
        person = _named(match, people)
        if person is not None:
            found[person.id] = person
    return [*found.values()]


def _named(match: re.Match[str], people: list[Membership]) -> Membership | None:
    first, last = match[1].casefold(), (match[2] or "").casefold()
    whole = [person for person in people if last and _words(person)[:2] == [first, last]]
    by_first = whole or [person for person in people if _words(person)[0] == first]
    if len(by_first) > 1:
        names = " or ".join(f"@{person.name}" for person in by_first[:3])
        raise Refused(f"Several people here are called {match[1]}: write {names}.", "text")
    return by_first[0] if by_first else None


def _words(person: Membership) -> list[str]:
    words = [word.casefold() for word in person.name.split()]
    return words[:1] + words[-1:] if len(words) > 1 else words
