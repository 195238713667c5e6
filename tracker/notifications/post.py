"""Sending what waits in the outbox: claimed so that two workers never send one letter, kept until it is sent."""

import smtplib
from datetime import datetime, timedelta
from uuid import UUID

from flask import current_app
from sqlalchemy import Select, select, update

from tracker.core import clock, mail
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.outbox import Composed, Letter, composers
from tracker.core.web import log
from tracker.tenancy import Workspace

# A worker that dies while sending leaves its claim; after this another may try.
CLAIM = timedelta(minutes=2)
WAITS = [timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60, 120, 240, 480, 960)]


def send_waiting(most: int = 50) -> int:
    """Send up to `most` letters that are due. Returns how many left."""
    sent = 0
    for _ in range(most):
        letter_id = _claim() if _anything_due() else None
        if letter_id is None:
            break
        sent += _send(letter_id)
    return sent


def _anything_due() -> bool:
    """Looking takes no lock, so that a quiet outbox costs the others nothing."""
    with entered(Context(writes=False)):
        return db.session.scalar(_due().with_only_columns(Letter.id).limit(1)) is not None


def _due() -> Select[tuple[Letter]]:
    return (
        select(Letter)
        .where(Letter.sent_at.is_(None), Letter.given_up_at.is_(None), Letter.next_try_at <= clock.now())
        .order_by(Letter.next_try_at)
    )


def _claim() -> UUID | None:
    """Take the oldest letter that is due, in a transaction of its own: nothing is held while a mail server thinks."""
    with entered(Context()):
        letter = db.session.scalar(_due().limit(1).with_for_update(skip_locked=True))
        if letter is None:
            return None
        letter.next_try_at, letter.tries = clock.now() + CLAIM, letter.tries + 1
        db.session.commit()
        return letter.id


def _send(letter_id: UUID) -> bool:
    """Compose, hand over, note it: each in a transaction of its own, so that no lock waits for a mail server."""
    settings = current_app.config["SETTINGS"]
    with entered(Context(writes=False)):
        letter, zone = db.session.execute(
            select(Letter, Workspace.zone)
            .outerjoin(Workspace, Workspace.id == Letter.workspace_id)
            .where(Letter.id == letter_id)
        ).one()
        db.session.expunge(letter)
    try:
        composed = _compose(letter, zone)
        if composed is not None:
            mail.send(settings, mail.message(settings, letter.to_address, composed))
    except (OSError, smtplib.SMTPException) as problem:
        _put_off(letter, problem)
        return False
    _note(letter, sent_at=clock.now())
    return composed is not None


def _compose(letter: Letter, zone: str | None) -> Composed | None:
    """Inside the letter's workspace; making a one-time link writes its hash."""
    if letter.workspace_id is not None and zone is None:
        return None
    with entered(Context(workspace=letter.workspace_id, zone=zone or "UTC")):
        composed = composers[letter.kind](letter)
        db.session.commit()
        return composed


def _put_off(letter: Letter, problem: Exception) -> None:
    """Later and later, for about a day; the log says what kind of fault it was, never to whom or with what."""
    log.warning("letter put off", letter=str(letter.id), tries=letter.tries, problem=type(problem).__name__)
    if letter.tries > len(WAITS):
        _note(letter, given_up_at=clock.now())
    else:
        _note(letter, next_try_at=clock.now() + WAITS[letter.tries - 1])


def _note(letter: Letter, **values: datetime) -> None:
    with entered(Context()):
        db.session.execute(update(Letter).where(Letter.id == letter.id).values(**values))
        db.session.commit()
