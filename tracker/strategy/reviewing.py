"""When the owner looks at a signed section again: on a day of her own, or in a rhythm."""

from datetime import date

from tracker.accounts.models import Membership, Role
from tracker.audit import record
from tracker.core import clock
from tracker.core.errors import Refused

from .models import StrategySection
from .standing import standings
from .states import REVIEW_AFTER, review_date
from .turns import check_applies, take_turn

RHYTHMS = {30: "Every month", 60: "Every two months", 90: "Every three months", REVIEW_AFTER.days: "Every half year"}


def set_review(section: StrategySection, every: int, on: date | None, *, by: Membership) -> date:
    """The owner sets the rhythm, or one day for this time; returns the day by which she looks again.

    A signature is good for 180 days, so no day after that can be chosen. Raises `Refused` at `on` or `every`.
    """
    take_turn(section)
    check_applies(section)
    if by.role != Role.OWNER or not by.active or by.client_id != section.client_id:
        raise Refused("Only the owner sets when she looks at it again.")
    if every not in RHYTHMS:
        raise Refused("Choose how often.", "every")
    now = standings(section.engagement_id, section.id)[0]
    if now.signed_on is None or not now.signed:
        raise Refused("There is nothing to review before the section is signed as it stands.")
    last = now.signed_on + REVIEW_AFTER
    if on is not None and not clock.today() <= on <= last:
        raise Refused(f"Choose a day from today to {last.day} {last:%B %Y}: a signature is good for 180 days.", "on")
    before = review_date(now.signed_on, section.review_every, section.review_on)
    section.review_every, section.review_on = every, on
    after = review_date(now.signed_on, every, on)
    if after != before:
        record("section.review_set", section, by=by, before={"review_on": before}, after={"review_on": after})
    return after
