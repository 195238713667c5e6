"""Signing: the owner accepts a text in words of his own, and the very text is kept beside them as a hash."""

import hashlib
import re
from typing import Any

from tracker.accounts.models import Membership, Role
from tracker.audit import name_of
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.core.forms import seconds_shown
from tracker.tenancy import scoped

from .models import SignOff

FEWEST_WORDS = 2
FEWEST_LETTERS = 10
_WORD = re.compile(r"\w+")


def hash_of(text: str) -> str:
    """SHA-256 in hex of a text that is signed."""
    return hashlib.sha256(text.encode()).hexdigest()


def sign(
    subject: Any, text: str, words: str, *, by: Membership, field: str = "words", name: str = ""
) -> SignOff:  # fmt: skip
    """The owner signs `text`, which is what `subject` (a row with `keys`) says, with `words` of his own.

    `name` is what people call the subject, where its row does not say so itself.

    Raises `Refused` at `field` for anybody but an owner of that client, and for words that are not his own: too few,
    copied from the text, or those of an earlier signature of his in this engagement.
    """
    if by.role != Role.OWNER or not by.active or by.client_id != subject.client_id:
        raise Refused("Only the owner signs this.")
    check_own_words(words, text, field=field)
    _check_not_said_before(subject, words, by, field)
    row = SignOff(
        **subject.keys, subject_type=type(subject).__name__, subject_id=subject.id, subject_hash=hash_of(text),
        subject_name=(name or name_of(subject))[:200], signer_id=by.id, signer_name=by.name, words=words,
        read_seconds=seconds_shown(), text_words=len(_WORD.findall(text)),
    )  # fmt: skip
    db.session.add(row)
    return row


def check_own_words(words: str, text: str = "", *, field: str = "words") -> None:
    """Raises `Refused` at `field` unless `words` say something, and not merely what `text` says."""
    said = _bare(words)
    if len(said.split()) < FEWEST_WORDS or len(said) < FEWEST_LETTERS:
        raise Refused("Say it in your own words: a few words on what you agree to and why.", field)
    if said in _bare(text):
        raise Refused("These are the words of the text itself. Say it in your own.", field)


def _check_not_said_before(subject: Any, words: str, by: Membership, field: str) -> None:
    before = (
        scoped(SignOff)
        .with_only_columns(SignOff.words)
        .where(SignOff.engagement_id == subject.keys["engagement_id"], SignOff.signer_id == by.id)
        .order_by(SignOff.id.desc())
        .limit(200)
    )
    if any(_bare(earlier) == _bare(words) for earlier in db.session.scalars(before)):
        raise Refused("You used these very words for an earlier signature. Say what you agree to this time.", field)


def _bare(text: str) -> str:
    """Words alone, so that case, spaces and punctuation make no difference."""
    return " ".join(_WORD.findall(text.casefold()))
