"""Judging and meeting providers: scorecards by different people, and the meetings that were held."""

from datetime import date, timedelta

from sqlalchemy import func
from sqlalchemy.orm import joinedload

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.responsibilities.models import Provider
from tracker.tenancy import scoped

from .models import ProviderMeeting, Scorecard
from .scoring import CONDITIONS, MARKS, TOP_MARK, Card, Result, combine

MOST_SCORERS = 30
MEETINGS_SHOWN = 10
# How long after the agreed day a meeting counts as missed.
GRACE = timedelta(days=14)


def score_provider(
    provider: Provider, holds: dict[str, bool], marks: dict[str, int], *, by: Membership, note: str = ""
) -> Scorecard:
    """`by` judges `provider`; her newest card counts. Raises `Refused` where a condition or mark is missing."""
    if holds.keys() != CONDITIONS.keys() or marks.keys() != MARKS.keys():
        raise Refused("Answer every line of the scorecard.")
    if any(mark not in range(TOP_MARK + 1) for mark in marks.values()):
        raise Refused(f"Marks run from 0 to {TOP_MARK}.")
    if not note and (not all(holds.values()) or min(marks.values()) <= 1):
        raise Refused("Say what you saw: a condition fails, or a mark is 0 or 1.", "note")
    card = Scorecard(**provider.keys, provider_id=provider.id, scorer_id=by.id, holds=holds, marks=marks, note=note)
    db.session.add(card)
    record("provider.scored", provider, by=by)
    return card


def cards_of(provider: Provider) -> list[Scorecard]:
    """The newest card of each person, the newest first. One statement."""
    row = func.row_number().over(partition_by=Scorecard.scorer_id, order_by=Scorecard.id.desc()).label("row")
    newest = scoped(Scorecard).with_only_columns(Scorecard.id, row).where(Scorecard.provider_id == provider.id)
    ranked = newest.subquery()
    ids = scoped(Scorecard).with_only_columns(ranked.c.id).select_from(ranked).where(ranked.c.row == 1)
    query = scoped(Scorecard).where(Scorecard.id.in_(ids)).options(joinedload(Scorecard.scorer))
    return list(db.session.scalars(query.order_by(Scorecard.id.desc()).limit(MOST_SCORERS)))


def result_of(cards: list[Scorecard]) -> Result:
    return combine([Card(str(card.scorer_id), card.holds, card.marks) for card in cards])


def hold_meeting(provider: Provider, on: date, *, by: Membership, note: str = "") -> ProviderMeeting:
    """The client's person and the liaison met on a day that is not in the future."""
    if on > clock.today():
        raise Refused("That day has not come yet.", "on")
    meeting = ProviderMeeting(**provider.keys, provider_id=provider.id, by_id=by.id, on=on, note=note)
    db.session.add(meeting)
    record("provider.met", provider, by=by, because=note, after={"on": on})
    return meeting


def meetings_of(provider: Provider) -> list[ProviderMeeting]:
    """The latest few, the newest first. One statement."""
    query = scoped(ProviderMeeting).where(ProviderMeeting.provider_id == provider.id)
    query = query.options(joinedload(ProviderMeeting.by)).order_by(ProviderMeeting.on.desc(), ProviderMeeting.id.desc())
    return list(db.session.scalars(query.limit(MEETINGS_SHOWN)))


def next_meeting(provider: Provider, meetings: list[ProviderMeeting]) -> date | None:
    """When the next one is due: the agreed days after the last. None where nothing is agreed or none was held."""
    if provider.meets_every is None or not meetings:
        return None
    return meetings[0].on + timedelta(days=provider.meets_every)


def missed(due: date | None, today: date) -> bool:
    """Whether a meeting that was due on `due` is so late that the provider has grown distant."""
    return due is not None and today - due >= GRACE
