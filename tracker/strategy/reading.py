"""Sections with their texts: the latest one, and the one that the owner signed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, or_
from sqlalchemy.orm import defer, joinedload

from tracker.audit import AuditEvent
from tracker.core import clock
from tracker.core.database import db
from tracker.core.paging import Page, newest_first
from tracker.engagements.models import Engagement, SignOff
from tracker.tenancy import scoped

from .models import Revision, StrategySection
from .standing import marks, signed_by
from .states import SectionState, review_date, state_of

REVISIONS_A_PAGE = 20


@dataclass(slots=True)
class Leaf:
    """One section: its latest revision and the newest one whose signature stands, which may be the same, or None."""

    section: StrategySection
    latest: Revision | None = None
    signed: Revision | None = None
    signature: SignOff | None = None

    @property
    def number(self) -> int:
        return self.latest.number if self.latest else 0

    @property
    def signed_on(self) -> date | None:
        return clock.day_of(self.signature.at) if self.signature else None

    @property
    def review_on(self) -> date | None:
        """The day by which the owner looks again; None unless it is signed as it stands."""
        if self.signed_on is None or self.changed:
            return None
        return review_date(self.signed_on, self.section.review_every, self.section.review_on)

    @property
    def changed(self) -> bool:
        """Whether somebody wrote on after the owner signed."""
        return self.signed is not None and self.signed is not self.latest

    @property
    def state(self) -> SectionState:
        return state_of(
            na=self.section.not_applicable_at is not None,
            number=self.number,
            signed_number=self.signed.number if self.signed else None,
            signed_on=self.signed_on,
            today=clock.today(),
        )


def leaves(engagement_id: UUID, section_id: UUID | None = None) -> list[Leaf]:
    """Every section of an engagement with its texts and their authors, or the one. One statement."""
    return _gathered(db.session.execute(_leaves(engagement_id, section_id)))


def _leaves(engagement_id: UUID, section_id: UUID | None) -> Any:
    mark = marks(engagement_id)
    query = (
        scoped(StrategySection)
        .add_columns(Revision, SignOff)
        .options(joinedload(Revision.author))
        .outerjoin(mark, mark.c.section_id == StrategySection.id)
        .outerjoin(
            Revision,
            and_(
                Revision.workspace_id == StrategySection.workspace_id,
                Revision.section_id == StrategySection.id,
                or_(Revision.number == mark.c.latest, Revision.number == mark.c.signed),
            ),
        )
        .outerjoin(SignOff, signed_by(SignOff, Revision))
        .where(StrategySection.engagement_id == engagement_id)
        .order_by(StrategySection.position, Revision.number, SignOff.id)
    )
    return query.where(StrategySection.id == section_id) if section_id is not None else query


def _gathered(rows: Iterable[Any]) -> list[Leaf]:
    found: dict[UUID, Leaf] = {}
    for section, revision, signature, *_ in rows:
        leaf = found.setdefault(section.id, Leaf(section))
        leaf.latest = revision
        if signature is not None:
            leaf.signed, leaf.signature = revision, signature
    return list(found.values())


def leaf_of(section: StrategySection) -> Leaf:
    return leaves(section.engagement_id, section.id)[0]


def leaf_in_place(section: StrategySection) -> tuple[Leaf, Engagement]:
    """The same, and the engagement around it with its client. One statement."""
    here = (Engagement.workspace_id == StrategySection.workspace_id) & (Engagement.id == StrategySection.engagement_id)
    query = _leaves(section.engagement_id, section.id).join(Engagement, here).add_columns(Engagement)
    rows = db.session.execute(query).all()
    return _gathered(rows)[0], rows[0][3]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A revision in the history of a section, without its text, and every signature or withdrawal on it."""

    revision: Revision
    sign_offs: list[SignOff] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class History:
    """One page of a section's history, the newest first; `set_aside` is the newest reason why it did not apply."""

    chapters: list[Chapter]
    after: UUID | None
    set_aside: SignOff | None


def history_of(section: StrategySection) -> History:
    """Two statements, whatever the number of revisions."""
    page: Page = newest_first(
        scoped(Revision)
        .options(defer(Revision.text), joinedload(Revision.author))
        .where(Revision.section_id == section.id),
        Revision.id,
        REVISIONS_A_PAGE,
    )
    by_subject: dict[UUID, list[SignOff]] = {}
    subjects = [section.id, *(revision.id for revision in page.rows)]
    for sign_off in db.session.scalars(scoped(SignOff).where(SignOff.subject_id.in_(subjects)).order_by(SignOff.id)):
        by_subject.setdefault(sign_off.subject_id, []).append(sign_off)
    chapters = [Chapter(revision, by_subject.get(revision.id, [])) for revision in page.rows]
    return History(chapters, page.after, by_subject.get(section.id, [None])[-1])


def revision_of(section: StrategySection, number: int) -> Revision | None:
    return db.session.scalar(
        scoped(Revision)
        .options(joinedload(Revision.author))
        .where(Revision.section_id == section.id, Revision.number == number)
    )


def returned_since(leaf: Leaf) -> AuditEvent | None:
    """The owner's reason for not signing what stands now; None once somebody wrote on, asked again or he signed."""
    if leaf.latest is None or leaf.section.signature_asked_at is not None or not leaf.changed and leaf.signed:
        return None
    return db.session.scalar(
        scoped(AuditEvent)
        .where(
            AuditEvent.engagement_id == leaf.section.engagement_id,
            AuditEvent.id > leaf.latest.id,
            AuditEvent.subject_id == leaf.section.id,
            AuditEvent.verb == "section.returned",
        )
        .order_by(AuditEvent.id.desc())
        .limit(1)
    )


def place_of(section: StrategySection) -> Engagement:
    """The engagement that `section` belongs to, with its client: for the crumbs above a page. One statement."""
    return db.session.scalars(
        scoped(Engagement).options(joinedload(Engagement.client)).where(Engagement.id == section.engagement_id)
    ).one()
