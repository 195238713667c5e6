"""How each section of a strategy stands: read from its revisions and from the signatures on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, case, exists, func
from sqlalchemy.orm import aliased

from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import SignOff
from tracker.tenancy import scoped

from .models import Revision, StrategySection
from .states import SectionState, review_date, state_of


@dataclass(frozen=True, slots=True)
class Standing:
    """One section as it stands, without its text. Days are those of the workspace; ids are of memberships.

    `number` is the latest revision, 0 while nothing is written; `signed_number` the newest one that carries a
    signature. `client_edit_on` is the day of the first edit after that signature when the client made every one
    since and the owner has not withdrawn any signature meanwhile. `review_on` is when the owner looks again at what is
    signed as it stands.
    """

    id: UUID
    engagement_id: UUID
    key: str
    title: str
    prompt: str
    weight: int
    drafter_id: UUID | None
    asked_on: date | None
    na: bool
    number: int = 0
    client_share: float = 0.0
    by_client: bool = False
    author_id: UUID | None = None
    revised_on: date | None = None
    signed_number: int | None = None
    signed_on: date | None = None
    signer_id: UUID | None = None
    client_edit_on: date | None = None
    review_on: date | None = None

    @property
    def written(self) -> bool:
        return self.number > 0

    @property
    def signed(self) -> bool:
        """Whether the latest revision is signed, overdue for review or not."""
        return self.written and self.signed_number == self.number

    def state(self, today: date) -> SectionState:
        return state_of(
            na=self.na, number=self.number, signed_number=self.signed_number, signed_on=self.signed_on, today=today
        )


def standings(engagement_id: UUID, section_id: UUID | None = None) -> list[Standing]:
    """Every section of an engagement, or the one, in the playbook's order. One statement.

    Of each section's revisions only those from the newest signed one on are read, or the latest if none is.
    """
    values = {"engagement": engagement_id} if section_id is None else {"engagement": engagement_id, "one": section_id}
    rows = db.session.execute(_statement(section_id is not None), values).all()
    grouped: dict[UUID, list[Row[Any]]] = {}
    for row in rows:
        grouped.setdefault(row.id, []).append(row)
    return [_standing(group) for group in grouped.values()]


def standing(row: Any) -> ColumnElement[bool]:
    """Condition: `row` is a signature, and its owner has not taken it back since."""
    later = aliased(SignOff)
    taken_back = exists().where(
        later.workspace_id == row.workspace_id,
        later.subject_id == row.subject_id,
        later.withdraws_id.is_not(None),
        later.id > row.id,
    )
    return and_(row.withdraws_id.is_(None), ~taken_back)


def signed_by(signature: Any, revision: Any) -> ColumnElement[bool]:
    """The join of a signature that stands to the revision that it signs."""
    return and_(
        signature.workspace_id == revision.workspace_id, signature.subject_id == revision.id, standing(signature)
    )


def marks(engagement_id: Any) -> Any:
    """Per section the number of its latest revision (`latest`) and of its newest signed one (`signed`)."""
    return (
        scoped(Revision)
        .with_only_columns(
            Revision.section_id,
            func.max(Revision.number).label("latest"),
            func.max(case((SignOff.id.is_not(None), Revision.number))).label("signed"),
        )
        .outerjoin(SignOff, signed_by(SignOff, Revision))
        .where(Revision.engagement_id == engagement_id)
        .group_by(Revision.section_id)
        .subquery()
    )


@cache
def _statement(one: bool) -> Select[Any]:
    """Built once, since building it takes longer than asking it; the ids are given when it is asked."""
    mark, withdrawal = marks(bindparam("engagement")), aliased(SignOff)
    withdrawn = exists().where(
        withdrawal.workspace_id == Revision.workspace_id,
        withdrawal.subject_id == Revision.id,
        withdrawal.withdraws_id.is_not(None),
    )
    query = (
        scoped(StrategySection)
        .with_only_columns(
            StrategySection.id, StrategySection.engagement_id, StrategySection.key, StrategySection.title,
            StrategySection.prompt, StrategySection.weight, StrategySection.drafter_id,
            StrategySection.signature_asked_at, StrategySection.not_applicable_at, StrategySection.review_every,
            StrategySection.review_on, Revision.number,
            Revision.client_share, Revision.by_client, Revision.author_id, Revision.written_at,
            SignOff.at.label("signed_at"), SignOff.signer_id, withdrawn.label("withdrawn"),
        )
        .outerjoin(mark, mark.c.section_id == StrategySection.id)
        .outerjoin(
            Revision,
            and_(
                Revision.workspace_id == StrategySection.workspace_id,
                Revision.section_id == StrategySection.id,
                Revision.number >= func.coalesce(mark.c.signed, mark.c.latest),
            ),
        )
        .outerjoin(SignOff, signed_by(SignOff, Revision))
        .where(StrategySection.engagement_id == bindparam("engagement"))
        .order_by(StrategySection.position, Revision.number, SignOff.id)
    )  # fmt: skip
    return query.where(StrategySection.id == bindparam("one")) if one else query


def _standing(rows: list[Row[Any]]) -> Standing:
    latest = rows[-1]
    signed = next((row for row in reversed(rows) if row.signed_at is not None), None)
    signed_on = _day(signed.signed_at) if signed else None
    stands = signed is not None and signed.number == latest.number
    return Standing(
        id=latest.id,
        engagement_id=latest.engagement_id,
        key=latest.key,
        title=latest.title,
        prompt=latest.prompt,
        weight=latest.weight,
        drafter_id=latest.drafter_id,
        asked_on=_day(latest.signature_asked_at),
        na=latest.not_applicable_at is not None,
        number=latest.number or 0,
        client_share=latest.client_share or 0.0,
        by_client=bool(latest.by_client),
        author_id=latest.author_id,
        revised_on=_day(latest.written_at),
        signed_number=signed.number if signed else None,
        signed_on=signed_on,
        signer_id=signed.signer_id if signed else None,
        client_edit_on=_client_edit_on(rows, signed),
        review_on=review_date(signed_on, latest.review_every, latest.review_on) if stands and signed_on else None,
    )


def _client_edit_on(rows: Iterable[Row[Any]], signed: Row[Any] | None) -> date | None:
    since = [row for row in rows if signed is not None and row.number > signed.number]
    if not since or not all(row.by_client for row in since) or any(row.withdrawn for row in since):
        return None
    return _day(since[0].written_at)


def _day(moment: Any) -> date | None:
    return clock.day_of(moment) if moment is not None else None
