"""Everything about one activity, as its page shows it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func
from sqlalchemy.orm import aliased, joinedload

from tracker.access.permissions import Can
from tracker.access.policies import allows
from tracker.accounts.models import Membership, Role
from tracker.core.database import db
from tracker.core.paging import newest_first
from tracker.engagements.models import SignOff
from tracker.tenancy import scoped

from .appointments import held, open_appointments
from .board import Doer
from .models import TOP_RUNG, Activity, Appointment, DecisionRule, DoerKind, LevelChange, Post, Provider

MOVES_ON_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class Move:
    """One move, and what the person who looks may do with it."""

    change: LevelChange
    confirmable: bool = False
    declinable: bool = False
    witnessable: bool = False
    undoable: bool = False

    @property
    def waiting(self) -> bool:
        return self.change.effective_at is None and self.change.declined_at is None


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rule` is the newest decision rule, `author` who wrote it, `signature` the owner's on this very text."""

    appointments: list[Appointment]
    doer: Doer | None
    rule: DecisionRule | None
    author: str | None
    signature: SignOff | None
    moves: list[Move]
    older: Any

    def holder(self, post: str) -> Appointment | None:
        return held(self.appointments, Post(post))

    def asks(self, member: Membership) -> bool:
        """Whether something here waits for `member`: then answering it is the main thing to do."""
        mine = any(row.named_at and not row.accepted_at and row.member_id == member.id for row in self.appointments)
        return mine or any(move.confirmable or move.witnessable for move in self.moves)

    def suggested(self, post: str) -> list[Appointment]:
        return [row for row in self.appointments if row.post == post and row.named_at is None]


def sheet_of(activity: Activity, member: Membership, practice: str) -> Sheet:
    """Three statements. `practice` is the name of the practice."""
    doer_name, provider_name, own_people, rule, author, signature = _how_it_is_done(activity)
    names = {DoerKind.PERSON: doer_name, DoerKind.PROVIDER: provider_name, DoerKind.PRACTICE: practice}
    name = names.get(activity.doer_kind)
    page = newest_first(_moves(activity), LevelChange.id, MOVES_ON_A_PAGE)
    standing = next((row for row in page.rows if row.effective_at and not row.declined_at), None)
    return Sheet(
        appointments=list(db.session.scalars(open_appointments(activity))),
        doer=Doer(str(activity.doer_kind), name) if name else None,
        rule=rule, author=author, signature=signature,
        moves=[_move(row, activity, member, row is standing, own_people == 1) for row in page.rows],
        older=page.after,
    )  # fmt: skip


def _moves(activity: Activity) -> Any:
    return (
        scoped(LevelChange)
        .options(joinedload(LevelChange.by), joinedload(LevelChange.confirmer))
        .where(LevelChange.activity_id == activity.id)
    )


def _how_it_is_done(activity: Activity) -> Any:
    """One row: the doer's names, how many own people the client has, and the newest rule with its signature."""
    doer, author = aliased(Membership), aliased(Membership)
    own = aliased(Membership)
    own_people = (
        scoped(own)
        .with_only_columns(func.count())
        .where(
            own.workspace_id == Activity.workspace_id, own.client_id == Activity.client_id,
            own.role != Role.PROVIDER, own.ended_at.is_(None),
        )
        .correlate(Activity)
        .scalar_subquery()
    )  # fmt: skip
    query = (
        scoped(Activity)
        .with_only_columns(doer.name, Provider.name, own_people, DecisionRule, author.name, SignOff)
        .select_from(Activity)
        .outerjoin(doer, and_(doer.workspace_id == Activity.workspace_id, doer.id == Activity.doer_id))
        .outerjoin(
            Provider, and_(Provider.workspace_id == Activity.workspace_id, Provider.id == Activity.provider_id)
        )
        .outerjoin(
            DecisionRule,
            and_(DecisionRule.workspace_id == Activity.workspace_id, DecisionRule.activity_id == Activity.id),
        )
        .outerjoin(
            author, and_(author.workspace_id == DecisionRule.workspace_id, author.id == DecisionRule.author_id)
        )
        .outerjoin(
            SignOff, and_(SignOff.workspace_id == DecisionRule.workspace_id, SignOff.subject_id == DecisionRule.id)
        )
        .where(Activity.id == activity.id)
        .order_by(DecisionRule.id.desc())
        .limit(1)
    )
    return db.session.execute(query).one()


def _move(change: LevelChange, activity: Activity, member: Membership, standing: bool, alone: bool) -> Move:
    raises = allows(Can.RAISE_RUNG, member, activity)
    own = change.by_id == member.id
    if change.effective_at is None and change.declined_at is None:
        fit = change.to_rung < TOP_RUNG or _fit_for_top(activity, member, alone)
        return Move(change, confirmable=raises and fit and not own, declinable=raises or own)
    if not standing or change.confirmer_id is not None:
        return Move(change)
    return Move(change, witnessable=raises and change.by.of_practice != member.of_practice, undoable=raises)


def _fit_for_top(activity: Activity, member: Membership, alone: bool) -> bool:
    if member.of_practice:
        return alone
    return allows(Can.RAISE_TO_TOP, member, activity) and member.id != activity.doer_id
