"""How often somebody may try: counted in the database, so that it holds across processes and outlives a restart."""

import hashlib
import hmac
import ipaddress
import math
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, request
from sqlalchemy import delete, select
from werkzeug.exceptions import TooManyRequests

from tracker.core import clock
from tracker.core.context import NOBODY, entered
from tracker.core.database import db
from tracker.core.ids import new_id

from .models import SignInAttempt


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` within `span`; `what` keeps one limit's count apart from another's."""

    what: str
    most: int
    span: timedelta


GUESSES_AT_ACCOUNT = Limit("guesses at account", 10, timedelta(minutes=5))
GUESSES_FROM_ADDRESS = Limit("guesses from address", 10, timedelta(minutes=5))
GUESSES_AT_LINK = Limit("guesses at link", 10, timedelta(minutes=5))
LETTERS_TO_ACCOUNT = Limit("letters to account", 5, timedelta(minutes=15))
LETTERS_FROM_ADDRESS = Limit("letters from address", 30, timedelta(minutes=15))


def count_guess(email: str) -> "Count":
    """Count one guess at a password before it is looked at. Raises `TooManyRequests` when it is one too many."""
    return _count((GUESSES_AT_ACCOUNT, email), (GUESSES_FROM_ADDRESS, _whence()))


def count_guess_at_link(link: str) -> "Count":
    """Count one guess at the password of a shared `link`, as one at an account is counted."""
    return _count((GUESSES_AT_LINK, link), (GUESSES_FROM_ADDRESS, _whence()))


def count_letter(email: str) -> "Count":
    """Count one letter that somebody asks for. Raises `TooManyRequests` when it is one too many."""
    return _count((LETTERS_TO_ACCOUNT, email), (LETTERS_FROM_ADDRESS, _whence()))


class Count:
    """What was counted; `forget` it when the guess was right."""

    def __init__(self, rows: list[SignInAttempt]):
        self._ids = [row.id for row in rows]

    def forget(self) -> None:
        with entered(NOBODY):
            db.session.execute(delete(SignInAttempt).where(SignInAttempt.id.in_(self._ids)))
            db.session.commit()


def _count(*counted: tuple[Limit, str]) -> Count:
    """The try is written down and committed first, and then counted: many at once cannot slip through between."""
    with entered(NOBODY):
        rows = [SignInAttempt(id=new_id(), key=_key(limit, value)) for limit, value in counted]
        db.session.add_all(rows)
        count = Count(rows)
        db.session.commit()
        wait = max(_wait(limit, _key(limit, value)) for limit, value in counted)
    if wait:
        count.forget()  # what was refused does not make the wait longer
        raise TooManyRequests(retry_after=wait)
    return count


def _wait(limit: Limit, key: str) -> int:
    """Seconds until one more is allowed; 0 when this one is."""
    since = clock.now() - limit.span
    recent = (
        select(SignInAttempt.at)
        .where(SignInAttempt.key == key, SignInAttempt.at > since)
        .order_by(SignInAttempt.at.desc())
        .limit(limit.most + 1)
    )
    times = list(db.session.scalars(recent))
    return max(1, math.ceil((times[-1] - since).total_seconds())) if len(times) > limit.most else 0


def _key(limit: Limit, value: str) -> str:
    """A keyed hash, so that the table holds nobody's address."""
    secret = current_app.config["SECRET_KEY"].encode()
    return hmac.new(secret, f"{limit.what}\0{value}".encode(), hashlib.sha256).hexdigest()


def _whence() -> str:
    """The caller's address as the server knows it; of IPv6 the network, since each home has very many addresses.

    Headers are believed only from the proxies that the settings trust.
    """
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((address, 64), strict=False) if address.version == 6 else address)
