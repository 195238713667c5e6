"""Beginning a report."""

from datetime import date

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.engagements.exit_clock import FINAL
from tracker.engagements.holding import hold
from tracker.engagements.models import Engagement
from tracker.selfsufficiency.display import standing_of
from tracker.selfsufficiency.facts_on_record import facts_of

from .models import ReportDraft
from .parts import first_entries
from .prefill import first_texts
from .reading import last_report, open_draft
from .showing import long_day


def begin(engagement: Engagement, *, by: Membership, scheduled: bool = False) -> ReportDraft:
    """The draft of the engagement's next report: the one that is being written, else a new one, filled in.

    The period begins where the last report ended. Raises `Refused` once the engagement has ended.
    """
    hold(engagement, "state")  # of two people at once the second finds the first one's draft
    if engagement.state in FINAL:
        raise Refused("This engagement has ended; its reports stay where they are.")
    if (draft := open_draft(engagement.id)) is not None:
        return draft
    last = last_report(engagement.id)
    since = last.until if last is not None else min(engagement.starts_on, clock.today())
    draft = _new(engagement, since, by)
    standing, facts = standing_of(engagement.id), facts_of(engagement.id)
    if standing is not None and facts:
        draft.parts = first_entries(first_texts(last, facts, standing.gate or {}))
    draft.scheduled = scheduled
    draft.recipients = [one["id"] for one in last.recipients] if last is not None else []
    db.session.add(draft)
    db.session.flush()
    record("report.begun", draft, by=None if scheduled else by)
    return draft


def _new(engagement: Engagement, since: date, by: Membership) -> ReportDraft:
    return ReportDraft(
        workspace_id=engagement.workspace_id, client_id=None, engagement_id=engagement.id, since=since,
        title=f"Status report, {long_day(clock.today())}", parts=first_entries({}), begun_by_id=by.id,
        changed_by_id=by.id,
    )  # fmt: skip
