"""The handover offered, and the owner's answer in his own words. Accepting it is what hands the engagement over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.criteria import waive
from tracker.engagements.deciding import hand_over
from tracker.engagements.exceptions import add, take_along
from tracker.engagements.extension_points import Facts, Missing, facts_of
from tracker.engagements.holding import hold
from tracker.engagements.models import DatedException, Engagement, EngagementState, ExitCriterion
from tracker.engagements.proposing import check_because, hold_engagement
from tracker.engagements.signing import sign
from tracker.engagements.words import day_words, in_a_row
from tracker.tenancy import scoped

from . import access_plan, practice_access
from .conditions import bars, gaps, lacks, offerable_pack, still_owed
from .exceptions import Owed
from .models import HandoverAcceptance, OfferState
from .sealing import seal_pack

LATEST = timedelta(days=366)
MOST_EXCEPTIONS = 30


@dataclass(frozen=True, slots=True)
class Excepted:
    """What the owner accepts though it is not there yet. It stands for the criterion with the id `criterion`, for a
    `part` of the pack, or for neither; `place` says which row of a form it is."""

    text: str
    answers: Membership | None
    due_on: date | None
    criterion: str = ""
    place: str = ""
    part: str = ""


def offer(engagement: Engagement, message: str = "", *, by: Membership) -> HandoverAcceptance:
    """Offer the handover, with the newest pack that lies ready. Raises `Refused` while anything bars it."""
    engagement = hold_engagement(engagement.id)
    _check_active(engagement)
    if open_offer(engagement.id) is not None:
        raise Refused("The handover is offered already, and waits for the owner.")
    facts = facts_of(engagement.id)
    _check(bars(facts), "cannot be offered")
    access_plan.draw_up(engagement)
    row = HandoverAcceptance(
        **engagement.keys, pack_number=offerable_pack(facts), offered_by_id=by.id, offered_by_name=by.name,
        message=message,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    record("handover.offered", row, by=by, because=message)
    return row


def withdraw(row: HandoverAcceptance, *, by: Membership) -> None:
    """Whoever offered it, or an owner, takes the offer back."""
    _hold(row)
    if row.offered_by_id != by.id and by.role != Role.OWNER:
        raise Refused("Only whoever offered it withdraws it.")
    row.state, row.decided_at, row.decided_by_name = OfferState.WITHDRAWN, clock.now(), by.name
    record("handover.withdrawn", row, by=by)


def decline(row: HandoverAcceptance, because: str, *, by: Membership) -> None:
    """The owner does not take it yet, and says why. The work goes on, and another offer may follow."""
    _check_owner(by)
    hold_engagement(row.engagement_id)
    _hold(row)
    check_because(because)
    row.state, row.decided_at, row.decided_by_name, row.words = OfferState.DECLINED, clock.now(), by.name, because
    record("handover.declined", row, by=by, because=because)


def accept(row: HandoverAcceptance, words: str, exceptions: Iterable[Excepted] = (), *, by: Membership) -> None:
    """The owner takes over, in his own words. What the Handover gate still asks, and each part that the pack lacks,
    becomes an exception with a day and somebody at the client who answers for it; what stands as one is taken along.

    Raises `Stale` when it was answered meanwhile, `Refused` while anything bars it or a gap or a lack has no exception,
    and as `signing.sign` does.
    """
    _check_owner(by)
    engagement = hold_engagement(row.engagement_id)
    _hold(row)
    _check_active(engagement)
    facts, given = facts_of(engagement.id), list(exceptions)
    _check(bars(facts, pack=row.pack_number), "cannot be accepted")
    _check_given(given, facts, row)
    still = still_owed(facts, row.pack_number, clock.today())
    sign(row, text_of(row, given, still, by), words, by=by, name="the handover")
    rows = [_take_over(one, engagement, by) for one in given]
    db.session.flush()
    taken = [*(UUID(one.id) for one in still), *(one.id for one in rows)]
    take_along(taken, row.id, owner=by)
    hand_over(engagement, words, by=by)
    days = access_plan.start_the_clock(engagement, clock.today(), owner=by)
    practice_access.look_on(engagement, days)
    seal_pack(engagement, row.pack_number, by=by)
    row.state = OfferState.WITH_EXCEPTIONS if taken else OfferState.ACCEPTED
    row.decided_at, row.decided_by_name, row.words = clock.now(), by.name, words
    record(f"handover.{row.state}", row, by=by, because=words, after={"exceptions": len(taken)})


def open_offer(engagement_id: UUID) -> HandoverAcceptance | None:
    query = scoped(HandoverAcceptance).where(
        HandoverAcceptance.engagement_id == engagement_id, HandoverAcceptance.state == OfferState.OFFERED
    )
    return db.session.scalar(query)


def text_of(row: HandoverAcceptance, given: list[Excepted], still: list[Owed], owner: Membership) -> str:
    """What the owner puts his name to. He answers himself for what somebody who has left was to mend."""
    listed = [f"{one.text} ({one.answers.name}, until {one.due_on.isoformat()})" for one in given]
    listed += [f"{one.text} ({one.answers if one.there else owner.name}, until {one.due.isoformat()})" for one in still]
    return "\n".join([f"The handover with pack {row.pack_number}, offered by {row.offered_by_name}.", *listed])


def say(missing: list[Missing]) -> str:
    """What is missing, in a row."""
    return in_a_row([one.text for one in missing])


def _check(missing: list[Missing], verb: str) -> None:
    if missing:
        raise Refused(f"The handover {verb} yet: {say(missing)}.")


def _check_given(given: list[Excepted], facts: Facts, row: HandoverAcceptance) -> None:
    if len(given) > MOST_EXCEPTIONS:
        raise Refused(f"At most {MOST_EXCEPTIONS} exceptions: with more it is better not to accept yet.")
    covered, parts = {one.criterion for one in given}, {one.part for one in given}
    left = [one.text for one in gaps(facts, clock.today()) if one.id not in covered]
    left += [one.text for one in lacks(facts, row.pack_number, clock.today()) if one.part not in parts]
    if left:
        raise Refused(f"This is still open, and needs somebody who answers for it and a day: {'; '.join(left)}.")
    for one in given:
        if not one.text:
            raise Refused("Say what is still missing.", f"text{one.place}")
        if one.answers is None or not one.answers.active or not one.answers.of_client:
            raise Refused("Choose somebody of yours.", f"who{one.place}")
        if one.due_on is None or not clock.today() < one.due_on <= clock.today() + LATEST:
            raise Refused("Choose a day after today and within a year.", f"due{one.place}")


def _take_over(one: Excepted, engagement: Engagement, by: Membership) -> DatedException:
    """An exception for a criterion lets the gate pass without it until its day."""
    if not one.criterion:
        return add(engagement, one.text, one.answers, one.due_on, part=one.part, by=by)
    query = scoped(ExitCriterion).where(
        ExitCriterion.id == UUID(one.criterion), ExitCriterion.engagement_id == engagement.id
    )
    reason = f"An exception of the acceptance: {one.answers.name} sees to it by {day_words(one.due_on)}."
    waiver = waive(db.session.scalars(query).one(), reason, one.due_on, by=by, answers=one.answers)
    return db.session.scalars(scoped(DatedException).where(DatedException.waiver_id == waiver.id)).one()


def _hold(row: HandoverAcceptance) -> None:
    hold(row, "state", "decided_by_name")
    if not row.waiting:
        word = {OfferState.DECLINED: "declined", OfferState.WITHDRAWN: "withdrawn"}.get(row.state, "accepted")
        raise Stale(f"{row.decided_by_name} has {word} it meanwhile. Nothing was signed twice.")


def _check_owner(by: Membership) -> None:
    if by.role != Role.OWNER:
        raise Refused("Only the owner takes over.")


def _check_active(engagement: Engagement) -> None:
    if engagement.state == EngagementState.PAUSED:
        raise Refused("The engagement is paused. It has to go on before it can be handed over.")
    if engagement.state != EngagementState.ACTIVE:
        raise Refused("This engagement is not under way.")
