"""Passwords: kept as argon2id, long rather than odd, and refused when they are among the first that are guessed."""

import re

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from tracker.core.errors import Refused

from .models import User

SHORTEST, LONGEST = 15, 128
# zxcvbn takes long over long texts, and tells nothing new after this many characters.
LOOKED_AT = 72
# What is left of a password without its owner's own name and address must be at least this long.
OTHER_THAN_HERSELF = 8
# Its scale of 0 to 4; 3 is beyond ten thousand million guesses.
STRONG_ENOUGH = 3

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Of a text that is nobody's password: checked where there is no account, so that the answer takes as long.
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$pu0xUvm9qRJ8n7o8BHYGTg$YJ24aENFcxPGtT6fNnsnMs1C+5WhRYlmtwyqEuIK2WI"


def fits(user: User | None, password: str) -> bool:
    """Whether `password` is the user's. The same work without a user, or without a password of hers."""
    known = user.password_hash if user is not None else None
    return matches(known or _NOBODYS, password) and known is not None


def keep(user: User, password: str) -> None:
    """Give `user` this password. Raises `Refused` (field `new_password`) unless it is long and not easily guessed."""
    user.password_hash = hashed(password, about=f"{user.email} {user.name}", field="new_password")


def hashed(password: str, *, about: str, field: str) -> str:
    """What is kept of a password. Raises `Refused` at `field` unless it is long and not easily guessed by whoever
    knows the words in `about`."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Refused(f"A password has {SHORTEST} to {LONGEST} characters; a few words do well.", field)
    if "\0" in password:
        raise Refused("A password holds no zero character.", field)
    if _easily_guessed(password, about):
        raise Refused("That is among the first passwords to be guessed. Take a few unrelated words.", field)
    return _hasher.hash(password)


def matches(kept: str, password: str) -> bool:
    """Whether `password` is the one of which `kept` was kept."""
    try:
        return _hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def _easily_guessed(password: str, about: str) -> bool:
    words = re.findall(r"\w{3,}", f"{about} baton".lower())
    rest = password.lower()
    for word in sorted(words, key=len, reverse=True):
        rest = rest.replace(word, "")
    if len(rest.replace(" ", "")) < OTHER_THAN_HERSELF:
        return True
    return zxcvbn(password[:LOOKED_AT], user_inputs=words)["score"] < STRONG_ENOUGH
