"""Passwords: kept as argon2id, long rather than odd, and refused when they are among the first that are guessed."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from tracker.core.errors import Refused

from .models import User

SHORTEST, LONGEST = 15, 128
# zxcvbn takes long over long texts, and tells nothing new after this many characters.
LOOKED_AT = 72
# Its scale of 0 to 4; 3 is beyond ten thousand million guesses.
STRONG_ENOUGH = 3

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Of a text that is nobody's password: checked where there is no account, so that the answer takes as long.
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$pu0xUvm9qRJ8n7o8BHYGTg$YJ24aENFcxPGtT6fNnsnMs1C+5WhRYlmtwyqEuIK2WI"


def fits(user: User | None, password: str) -> bool:
    """Whether `password` is the user's. The same work without a user, or without a password of hers."""
    known = user.password_hash if user is not None else None
    try:
        _hasher.verify(known or _NOBODYS, password)
    except (VerificationError, InvalidHashError):
        return False
    return known is not None


def keep(user: User, password: str) -> None:
    """Give `user` this password. Raises `Refused` (field `password`) unless it is long and not easily guessed."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(f"A password has {SHORTEST} to {LONGEST} characters; a few words do well.", "password")
    if "\0" in password:
        raise Refused("A password holds no zero character.", "password")
    if _easily_guessed(password, user):
        raise Refused("That password is among the first that would be guessed. Take a few unrelated words.", "password")
    user.password_hash = _hasher.hash(password)


def _easily_guessed(password: str, user: User) -> bool:
    hers = [part for part in (*user.email.replace("@", ".").split("."), *user.name.split(), "baton") if len(part) > 2]
    return zxcvbn(password[:LOOKED_AT], user_inputs=hers)["score"] < STRONG_ENOUGH
