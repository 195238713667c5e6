"""Carrying a graduation out, stage by stage: each leaves a whole state behind, from which whoever comes next goes on.

Before the switch nobody sees the new workspace; what cannot be carried out is taken back. After it only the rest
remains to be done, and it is done until it is.
"""

import threading
from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.web import log
from tracker.engagements.daily import every_day
from tracker.files.storage import OutOfReach
from tracker.tenancy import Workspace, scoped

from .asking import take_back
from .claims import Claim, ClaimLost, claim_next
from .clearing import clear, clear_whole
from .copying import compare, copy, put_right
from .files import copy_files
from .models import BEFORE_SWITCH, Graduation, GraduationTicket, Grant, Stage
from .opening import CARRIED, open_workspace, welcome
from .rows import hash_of_hashes, passage_of
from .sealing import close, seal, summary_of, unseal

MOST_COMPARED = 5
AWAY = "Files or database could not be reached, or have no room left. Nothing is lost; it is tried again by itself."
GIVEN_UP = "It could not be carried out and was taken back. Nothing was changed; tell whoever runs Baton first."
MOST_TRIES = 20
ODD = "Something went wrong on our side. Nothing is lost; it is tried again by itself."


class Interrupted(Exception):
    """The worker is asked to end."""


def carry_on(stop: threading.Event | None = None) -> int:
    """Carry out whatever waits. Returns how many graduations were taken up."""
    stop, taken = stop or threading.Event(), 0
    while not stop.is_set() and (claim := claim_next()) is not None:
        taken += 1
        _carry_out(claim, stop)
    return taken


def _carry_out(claim: Claim, stop: threading.Event) -> None:
    """Every way in which it can stand still."""
    try:
        try:
            _go_through(claim, stop)
        except Refused as refusal:
            _give_up(claim, refusal.message)
    except ClaimLost:
        log.warning("graduation taken over", graduation=str(claim.id))
    except Interrupted:
        claim.let_go()
    except (OperationalError, OutOfReach, OSError) as problem:
        log.warning("graduation put off", graduation=str(claim.id), problem=type(problem).__name__)
        _put_off(claim, AWAY)
    except Exception as problem:
        log.exception("graduation stands still", graduation=str(claim.id), problem=type(problem).__name__)
        _put_off(claim, ODD)


def _go_through(claim: Claim, stop: threading.Event) -> None:
    if claim.tries > MOST_TRIES and _stage(claim) in BEFORE_SWITCH:
        raise Refused(GIVEN_UP)
    while _next_stage(claim, stop):
        if stop.is_set():
            raise Interrupted


def _stage(claim: Claim) -> Stage | None:
    with _inside(claim, writes=False):
        graduation = _of(claim)
        return Stage(graduation.stage) if graduation is not None else None


def _next_stage(claim: Claim, stop: threading.Event) -> bool:
    """Do what the present stage asks for. Returns whether there is more."""
    stage = _stage(claim)
    if stage is None or stage not in _ACTS:
        with _inside(claim):
            claim.drop()
            db.session.commit()
        return False
    _ACTS[stage](claim, stop)
    return True


def _sealing(claim: Claim, _stop: threading.Event) -> None:
    with _inside(claim):
        graduation = _held(claim)
        seal(graduation)
        _advance(graduation, Stage.SEALED, claim)


def _copying(claim: Claim, _stop: threading.Event) -> None:
    with _inside(claim, writes=False):
        passage, expected = passage_of(_found(claim)), _found(claim).counts.get("records", 0)
    claim.hold_alone(done=0, of=expected)
    count = copy(passage, claim)
    with _inside(claim):
        graduation = _held(claim)
        graduation.counts = {**graduation.counts, "moved": count}
        _advance(graduation, Stage.COPIED, claim)


def _filing(claim: Claim, _stop: threading.Event) -> None:
    with _inside(claim, writes=False):
        passage = passage_of(_found(claim))
    count = copy_files(passage, claim)
    with _inside(claim):
        graduation = _held(claim)
        graduation.counts = {**graduation.counts, "files_moved": count}
        _advance(graduation, Stage.FILED, claim)


def _checking(claim: Claim, _stop: threading.Event) -> None:
    """Both sides must be equal. People write nothing since the old place was sealed; what Baton itself noted there
    meanwhile is brought along."""
    with _inside(claim, writes=False):
        passage = passage_of(_found(claim))
    for _ in range(MOST_COMPARED):
        hashes, differing = compare(passage, claim)
        if not differing:
            break
        put_right(passage, claim, differing)
        copy_files(passage, claim)
    else:
        raise RuntimeError(f"Both sides never became equal: {[table.name for table in differing]}")
    with _inside(claim):
        graduation = _held(claim)
        graduation.content_hash = hash_of_hashes(hashes)
        graduation.summary = summary_of(claim.client) if graduation.grant == Grant.SUMMARY else []
        _advance(graduation, Stage.CHECKED, claim)


def _switching(claim: Claim, _stop: threading.Event) -> None:
    with _inside(claim):
        graduation = _held(claim)
        open_workspace(graduation)
        _advance(graduation, Stage.SWITCHED, claim)


def _closing(claim: Claim, _stop: threading.Event) -> None:
    with _inside(claim, writes=False):
        graduation = _found(claim)
        values = {name: getattr(graduation, name) for name in CARRIED}
        slug = db.session.scalars(select(Workspace.slug).where(Workspace.id == claim.workspace)).one()
    welcome(values, slug, claim)
    with _inside(claim):
        graduation = _held(claim)
        close(graduation)
        keeps = graduation.grant == Grant.READ
        _advance(graduation, Stage.KEPT if keeps else Stage.CLOSED, claim)


def _cleaning(claim: Claim, _stop: threading.Event) -> None:
    clear(claim.workspace, claim.client, claim)
    with _inside(claim):
        graduation = _held(claim)
        if graduation.grant == Grant.SUMMARY:
            graduation.words, graduation.ended_at = "", clock.now()
            _advance(graduation, Stage.DONE, claim)
            return
        db.session.delete(graduation)
        claim.drop()
        db.session.commit()


_ACTS: dict[Stage, Callable[[Claim, threading.Event], None]] = {
    Stage.ASKED: _sealing,
    Stage.SEALED: _copying,
    Stage.COPIED: _filing,
    Stage.FILED: _checking,
    Stage.CHECKED: _switching,
    Stage.SWITCHED: _closing,
    Stage.CLOSED: _cleaning,
}


def _advance(graduation: Graduation, stage: Stage, claim: Claim) -> None:
    """The stage's end and its effect in one commit, kept only while the claim is ours."""
    graduation.stage, graduation.trouble = stage, ""
    db.session.flush()
    claim.hold(tries=0)
    db.session.commit()


def _give_up(claim: Claim, because: str) -> None:
    """It cannot be carried out: what was copied goes, and everything is as before. After the switch there is no way
    back, and nothing refuses any more."""
    with _inside(claim, writes=False):
        graduation = _found(claim)
        target = graduation.target_id
    clear_whole(target, claim)
    with _inside(claim):
        graduation = _held(claim)
        unseal(graduation)
        take_back(graduation, because)
        db.session.commit()


def _put_off(claim: Claim, because: str) -> None:
    try:
        with _inside(claim):
            if (graduation := _of(claim)) is not None:
                graduation.trouble = because
                db.session.commit()
        claim.put_off()
    except Exception as problem:
        log.warning("graduation stays claimed until its claim lapses", problem=type(problem).__name__)


@every_day
def delete_what_was_kept() -> int:
    """The last day on which the practice might read is over: the rest goes as it was granted."""
    over = scoped(Graduation).where(Graduation.stage == Stage.KEPT, Graduation.keep_until < clock.today())
    found = list(db.session.scalars(over.limit(50)))
    for graduation in found:
        assert graduation.client_id is not None
        graduation.stage = Stage.CLOSED
        db.session.add(GraduationTicket(
            id=graduation.id, workspace_id=graduation.workspace_id, client_id=graduation.client_id
        ))  # fmt: skip
    db.session.commit()
    return len(found)


def _inside(claim: Claim, *, writes: bool = True) -> Any:
    return entered(Context(workspace=claim.workspace, writes=writes))


def _of(claim: Claim) -> Graduation | None:
    return db.session.scalar(scoped(Graduation).where(Graduation.id == claim.id))


def _found(claim: Claim) -> Graduation:
    return db.session.scalars(scoped(Graduation).where(Graduation.id == claim.id)).one()


def _held(claim: Claim) -> Graduation:
    """Locked, in the transaction that changes it."""
    claim.hold()
    return db.session.scalars(scoped(Graduation).where(Graduation.id == claim.id).with_for_update()).one()


