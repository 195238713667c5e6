"""The scope: what is required. Once the Strategy gate was passed it is frozen, and the owner alone changes it.

Features register what of theirs can be added, taken out and brought back (`in_scope`); their own verbs call
`settle` before they record what they did, so that the index shows the change as scope and not as regression.
"""

from contextvars import ContextVar
from typing import Any
from uuid import UUID

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.tenancy import scoped

from .extension_points import Scopable, scopables
from .models import Engagement, Phase, PhaseState, ScopeAct, ScopeChange
from .proposing import approve_row, check_because, check_in_work, check_waiting, decline_row, hold_engagement
from .proposing import withdraw_row as _withdraw

FROZEN = (PhaseState.PASSED, PhaseState.REOPENED, PhaseState.WAIVED)
DID = {ScopeAct.ADD: "to add", ScopeAct.REMOVE: "to take out", ScopeAct.RESTORE: "to bring back"}
_approving: ContextVar[ScopeChange | None] = ContextVar("approving", default=None)


def frozen(engagement_id: UUID) -> bool:
    """Was the Strategy gate passed? One that was reopened stays a promise."""
    first = scoped(Phase).with_only_columns(Phase.state).where(
        Phase.engagement_id == engagement_id, Phase.position == 0
    )  # fmt: skip
    return db.session.scalar(first) in FROZEN


def settle(subject: Any, kind: str, act: ScopeAct, name: str, *, because: str, by: Membership) -> None:
    """Called by a verb that puts `subject` in or out of what counts: notes it as scope once the scope is frozen.

    Raises `Refused` for anybody but the owner then: others propose it.
    """
    change = _approving.get()
    if change is not None:
        change.subject_id = subject.id
        _say(change, because, by)
        return
    if not frozen(subject.engagement_id):
        return
    if by.role != Role.OWNER:
        raise Refused(
            "The Strategy gate is passed, so this changes the scope, which the owner decides. Propose it under Scope."
        )
    change = ScopeChange(
        **subject.keys, act=act, kind=kind, subject_id=subject.id, name=name, by_id=by.id, by_name=by.name,
        because=because, effective_at=clock.now(), answered_by=by.name, answer=because,
    )  # fmt: skip
    db.session.add(change)
    db.session.flush()
    _say(change, because, by)


def propose_addition(
    engagement: Engagement, kind: str, fields: dict[str, Any], because: str, *, by: Membership
) -> ScopeChange:
    """Ask to require something new. `fields` hold at least its `name`. The owner's own proposal is so at once."""
    if scopables[kind].add is None:
        raise Refused("This cannot be added.", "kind")
    return _propose(engagement, ScopeAct.ADD, scopables[kind], None, fields["name"], fields, because, by)


def propose_removal(engagement: Engagement, subject: Any, because: str, *, by: Membership) -> ScopeChange:
    """Ask to take `subject` out of what counts, or to bring it back where it was taken out before."""
    scopable = scopable_of(subject)
    act = ScopeAct.REMOVE if scopable.counts(subject) else ScopeAct.RESTORE
    return _propose(engagement, act, scopable, subject, scopable.name(subject), {}, because, by)


def approve(change: ScopeChange, words: str, *, by: Membership) -> None:
    """The owner agrees and it comes into force. Raises `Stale` when it was answered meanwhile."""
    engagement = hold_engagement(change.engagement_id)
    check_in_work(engagement)
    _settle_words(change, text_of(change), words, by, "words")
    _carry_out(engagement, change, words, by)


def decline(change: ScopeChange, because: str, *, by: Membership) -> None:
    decline_row(change, because, by=by)
    record("scope.declined", change, by=by, because=because, after={"change": what_of(change)})


def withdraw(change: ScopeChange, *, by: Membership) -> None:
    _withdraw(change, by=by)
    record("scope.withdrawn", change, by=by, after={"change": what_of(change)})


def what_of(change: ScopeChange) -> str:
    """What is proposed, to follow "asks"."""
    word = scopables[change.kind].word if change.kind in scopables else change.kind
    return f"{DID[ScopeAct(change.act)]} the {word} “{change.name}”"


def text_of(change: ScopeChange) -> str:
    """What the owner puts his name to."""
    return f"{change.by_name} asks {what_of(change)}.\n\n{change.because}"


def scopable_of(subject: Any) -> Scopable:
    return next(one for one in scopables.values() if isinstance(subject, one.model))


def _propose(
    engagement: Engagement, act: ScopeAct, scopable: Scopable, subject: Any, name: str, fields: dict[str, Any],
    because: str, by: Membership,
) -> ScopeChange:  # fmt: skip
    engagement = hold_engagement(engagement.id)
    check_in_work(engagement)
    check_because(because)
    _check_not_asked(engagement, act, scopable.kind, name)
    change = ScopeChange(
        **engagement.keys, act=act, kind=scopable.kind, subject_id=subject.id if subject is not None else None,
        name=name, fields=fields, because=because, by_id=by.id, by_name=by.name,
    )  # fmt: skip
    db.session.add(change)
    db.session.flush()
    if by.role != Role.OWNER:
        record("scope.proposed", change, by=by, because=because, after={"change": what_of(change)})
        return change
    _settle_words(change, what_of(change), because, by, "because")
    _carry_out(engagement, change, because, by)
    return change


def _check_not_asked(engagement: Engagement, act: ScopeAct, kind: str, name: str) -> None:
    waiting = scoped(ScopeChange).with_only_columns(ScopeChange.id).where(
        ScopeChange.engagement_id == engagement.id, ScopeChange.act == act, ScopeChange.kind == kind,
        ScopeChange.name == name, ScopeChange.effective_at.is_(None), ScopeChange.declined_at.is_(None),
        ScopeChange.withdrawn_at.is_(None),
    )  # fmt: skip
    if db.session.scalar(waiting.limit(1)) is not None:
        raise Refused("The same is proposed already and waits for the owner.")


def _settle_words(change: ScopeChange, text: str, words: str, by: Membership, field: str) -> None:
    """Where the verb of a feature signs for itself, the owner's words are signed once, there."""
    if not (scopables[change.kind].signs_removal and change.act == ScopeAct.REMOVE):
        approve_row(change, text, words, by=by, field=field)
        return
    if by.role != Role.OWNER:
        raise Refused("Only the owner signs this.")
    check_waiting(change)
    change.effective_at, change.answered_by, change.answer = clock.now(), by.name, words


def _carry_out(engagement: Engagement, change: ScopeChange, words: str, by: Membership) -> None:
    scopable = scopables[change.kind]
    token = _approving.set(change)
    try:
        if change.act == ScopeAct.ADD:
            assert scopable.add is not None
            scopable.add(engagement, change.fields, by)
        else:
            _put(change, scopable, words, by)
    finally:
        _approving.reset(token)


def _put(change: ScopeChange, scopable: Scopable, words: str, by: Membership) -> None:
    query = scoped(scopable.model).where(scopable.model.id == change.subject_id)
    subject = db.session.scalars(query.with_for_update(of=scopable.model)).one()
    if scopable.counts(subject) != (change.act == ScopeAct.REMOVE):
        raise Stale("This has been changed meanwhile: it stands as was proposed already.")
    (scopable.remove if change.act == ScopeAct.REMOVE else scopable.restore)(subject, words, by)


def _say(change: ScopeChange, because: str, by: Membership) -> None:
    """Recorded before what the verb itself records, so that the movement of the index is the scope's."""
    verb = {"add": "scope.added", "remove": "scope.removed", "restore": "scope.restored"}[change.act]
    word = scopables[change.kind].word if change.kind in scopables else change.kind
    record(verb, change, by=by, because=because, after={"kind": word})
