"""Teach-backs: a few days after a signature, drawn by lot or asked for, the signer says what it says."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.extension_points import Facts
from tracker.engagements.models import SignOff
from tracker.engagements.signing import check_own_words
from tracker.tenancy import scoped

from ..flags.seeing import on
from ..flags.triggers_owner import SIGNED
from .lots import teach_back_day
from .models import GuardAnswer, TeachBack

# A signature that nobody explained by then is asked about no more; the page goes on saying so.
OPEN_DAYS = timedelta(days=28)
WAIVER = "Waiver"
# The guard whose answers explanations are.
GUARD = "teach_backs"


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody is asked what he signed: the ids as text, the day of the signature and that of the asking, and who asks;
    empty where the lot does. `open` while it waits for an answer."""

    sign_off: str
    signer: str
    what: str
    name: str
    signed_on: date
    asked_on: date
    by: str
    answered: bool
    open: bool


def requests(facts: Facts, today: date) -> list[Request]:
    """Everything that was asked so far, the newest signature first. Pure: the same facts, the same requests."""
    asked = {id: (day, by) for id, day, by in facts["teach_backs"]["asked"]}
    answered = {id for _, _, id in facts["teach_backs"]["answered"]}
    found = []
    for day, _, signer, what, name, id, *_ in facts["signatures"]:
        if what == WAIVER:
            continue
        signed_on = date.fromisoformat(day)
        asked_on, by = _asked(asked.get(id), UUID(id), signed_on)
        if asked_on is None or asked_on > today:
            continue
        there = facts["people"].get(signer, {}).get("active", False)
        waits = there and id not in answered and today <= asked_on + OPEN_DAYS
        words = SIGNED.get(what, "A text")
        found.append(Request(id, signer, words, name, signed_on, asked_on, by, id in answered, waits))
    return found


def _asked(by_hand: tuple[str, str] | None, id: UUID, signed_on: date) -> tuple[date | None, str]:
    if by_hand is not None:
        return date.fromisoformat(by_hand[0]), by_hand[1]
    return teach_back_day(id, signed_on), ""


def open_teach_backs(facts: Facts, today: date, signer: str) -> list[Request]:
    """What this person is asked to explain now, the oldest first: for the list of things to do."""
    return [one for one in reversed(requests(facts, today)) if one.open and one.signer == signer]


def ask(sign_off: SignOff, *, by: Membership) -> TeachBack:
    """Ask the signer what he signed, whatever the lot says. Raises `Refused` for one's own, `Stale` if he is asked."""
    if sign_off.withdraws_id is not None:
        raise Refused("This takes a signature back: there is nothing to explain.")
    if sign_off.signer_id == by.id:
        raise Refused("Somebody else asks you what you signed.")
    if not db.session.get_one(Membership, (sign_off.workspace_id, sign_off.signer_id)).active:
        raise Refused(f"{sign_off.signer_name} has left.")
    drawn = teach_back_day(sign_off.id, clock.day_of(sign_off.at))
    if _row_of(sign_off) is not None or (drawn is not None and drawn <= clock.today() <= drawn + OPEN_DAYS):
        raise Stale(f"{sign_off.signer_name} is asked about this already.")
    row = _new(sign_off)
    row.asked_by_id, row.asked_by_name, row.asked_at = by.id, by.name, clock.now()
    db.session.flush()
    record("teach_back.asked", row, by=by, after={"person": sign_off.signer_name})
    return row


def explain(sign_off: SignOff, words: str, *, by: Membership) -> TeachBack:
    """The signer says what he signed. Raises `Refused` for anybody else and for words that are not his own: too few, or
    those of the signature; `Stale` when it is explained already."""
    if sign_off.signer_id != by.id or sign_off.withdraws_id is not None:
        raise Refused("Only whoever signed it explains it.")
    check_own_words(words, sign_off.words)
    row = _row_of(sign_off, lock=True) or _new(sign_off)
    if row.answered_at is not None:
        raise Stale("You have explained this already.")
    row.answered_at = clock.now()
    what, day = SIGNED.get(sign_off.subject_type, "A text"), on(clock.day_of(sign_off.at))
    keys = {name: getattr(row, name) for name in ("workspace_id", "client_id", "engagement_id")}
    db.session.add(GuardAnswer(
        **keys, guard=GUARD, saw=f"{what}: {row.subject_name}, signed on {day}", text=words, by_id=by.id,
        by_name=by.name, by_practice=by.of_practice,
    ))  # fmt: skip
    db.session.flush()
    record("teach_back.answered", row, by=by, because=words)
    return row


def _row_of(sign_off: SignOff, lock: bool = False) -> TeachBack | None:
    query = scoped(TeachBack).where(TeachBack.sign_off_id == sign_off.id)
    return db.session.scalars(query.with_for_update() if lock else query).first()


def _new(sign_off: SignOff) -> TeachBack:
    name = sign_off.subject_name or SIGNED.get(sign_off.subject_type, "A text")
    keys = {"workspace_id": sign_off.workspace_id, "client_id": sign_off.client_id}
    row = TeachBack(
        **keys, engagement_id=sign_off.engagement_id, sign_off_id=sign_off.id, signer_id=sign_off.signer_id,
        subject_name=name,
    )  # fmt: skip
    db.session.add(row)
    return row


def may_be_asked(facts: Facts, today: date, asker: str, most: int = 6) -> list[Request]:
    """The newest signatures by somebody else about which nobody has asked yet; the lot's that went unanswered too."""
    asked = {one.sign_off for one in requests(facts, today) if one.by or one.open or one.answered}
    found = []
    for day, _, signer, what, name, id, *_ in facts["signatures"]:
        there = facts["people"].get(signer, {}).get("active", False)
        if what != WAIVER and id not in asked and there and signer != asker:
            signed_on = date.fromisoformat(day)
            found.append(Request(id, signer, SIGNED.get(what, "A text"), name, signed_on, today, "", False, False))
    return found[:most]
