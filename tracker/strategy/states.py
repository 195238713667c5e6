"""The states of a section: empty → draft → signed → unsigned change → stale, or set aside."""

from datetime import date, timedelta
from enum import StrEnum

REVIEW_AFTER = timedelta(days=180)
# The owner may review a little before he must, so that a signature need not lapse first.
REVIEW_FROM = timedelta(days=150)
REVIEW_NEAR = timedelta(days=14)


class SectionState(StrEnum):
    EMPTY = "empty"
    DRAFT = "draft"
    SIGNED = "signed"
    UNSIGNED_CHANGE = "unsigned_change"
    STALE = "stale"
    SET_ASIDE = "set_aside"


def state_of(*, na: bool, number: int, signed_number: int | None, signed_on: date | None, today: date) -> SectionState:
    """The state of a section by its latest revision, 0 for none, and the newest signed one."""
    if na:
        return SectionState.SET_ASIDE
    if not number:
        return SectionState.EMPTY
    if signed_number is None:
        return SectionState.DRAFT
    if signed_number < number:
        return SectionState.UNSIGNED_CHANGE
    return SectionState.STALE if overdue(signed_on, today) else SectionState.SIGNED


def overdue(signed_on: date | None, today: date) -> bool:
    """A signature is good for 180 days; then the owner looks again."""
    return signed_on is not None and today - signed_on > REVIEW_AFTER


def review_date(signed_on: date, every: int, on: date | None) -> date:
    """The day by which the owner looks again: the one that she chose, else `every` days after the signature; never
    later than the signature is good for."""
    return min(on or signed_on + timedelta(days=every), signed_on + REVIEW_AFTER)


def review_due(signed_on: date | None, today: date, review_on: date | None = None) -> bool:
    """Whether a signature is old enough, or her day near enough, for the owner to confirm the same text anew."""
    if signed_on is None:
        return False
    near = review_on is not None and today >= review_on - REVIEW_NEAR
    return near or today - signed_on >= REVIEW_FROM
