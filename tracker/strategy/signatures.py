"""Signatures: the owner is asked, signs the very revision that he read, returns it with a reason, or thinks again."""

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.models import SignOff
from tracker.engagements.signing import check_own_words, sign
from tracker.tenancy import scoped

from .models import Revision, StrategySection
from .standing import standing, standings
from .states import review_due
from .turns import check_applies, take_turn


def ask_for_signature(section: StrategySection, *, by: Membership) -> None:
    """Put the section before the owner. Asking twice asks once.

    Raises `Refused` when nothing is written, or what is written is signed and not near its review.
    """
    latest = take_turn(section)
    check_applies(section)
    _check_signable(section, latest)
    if section.signature_asked_at is None:
        section.signature_asked_at = clock.now()
        record("section.signature_asked", section, by=by, after={"revision": latest.number if latest else 0})


def sign_section(section: StrategySection, words: str, *, by: Membership, number: int) -> SignOff:
    """The owner signs revision `number`, the one that he was shown, in his own words.

    Raises `Stale` when it is no longer the latest, and `Refused` as `signing.sign` does.
    """
    latest = take_turn(section)
    check_applies(section)
    if latest is None:
        raise Refused("There is nothing to sign yet.")
    if latest.number != number:
        raise Stale("Somebody saved a newer text after you opened this page. Read it below before you sign.")
    _check_signable(section, latest)
    signature = sign(latest, latest.text, words, by=by, name=section.title)
    section.signature_asked_at = None
    section.review_on = None
    record("section.signed", section, by=by, because=words, after={"revision": number})
    return signature


def _check_signable(section: StrategySection, latest: Revision | None) -> None:
    if latest is None:
        raise Refused("There is nothing to sign yet.")
    now = standings(section.engagement_id, section.id)[0]
    if now.signed and not review_due(now.signed_on, clock.today(), now.review_on):
        raise Refused("This text is signed already.")


def return_section(section: StrategySection, because: str, *, by: Membership) -> None:
    """The owner does not sign what was put before him, and says what is missing."""
    take_turn(section)
    if section.signature_asked_at is None:
        raise Refused("Nobody asks for your signature here.")
    if not because:
        raise Refused("Say what is missing, so that somebody can mend it.", "because")
    section.signature_asked_at = None
    record("section.returned", section, by=by, because=because)


def withdraw_signature(section: StrategySection, because: str, *, by: Membership) -> SignOff:
    """The owner takes back his newest signature that stands. Both rows stay."""
    take_turn(section)
    if by.role != Role.OWNER or not by.active or by.client_id != section.client_id:
        raise Refused("Only the owner takes a signature back.")
    signature = standing_signature(section)
    if signature is None:
        raise Refused("No signature stands here.")
    check_own_words(because, field="because")
    row = SignOff(
        **section.keys, subject_type=signature.subject_type, subject_id=signature.subject_id,
        subject_hash=signature.subject_hash, signer_id=by.id, signer_name=by.name, words=because,
        withdraws_id=signature.id,
    )  # fmt: skip
    db.session.add(row)
    record("section.signature_withdrawn", section, by=by, because=because)
    return row


def standing_signature(section: StrategySection) -> SignOff | None:
    """The signature on the newest revision that carries one."""
    return db.session.scalar(
        scoped(SignOff)
        .join(Revision, (Revision.workspace_id == SignOff.workspace_id) & (Revision.id == SignOff.subject_id))
        .where(Revision.section_id == section.id, standing(SignOff))
        .order_by(Revision.number.desc(), SignOff.id.desc())
        .limit(1)
    )
