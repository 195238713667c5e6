"""Reports at two sizes."""

from tests.makers import Northgate, member
from tracker.core.database import db
from tracker.reports.drafting import begin
from tracker.reports.sending import send


def report_on(northgate: Northgate, times: int) -> None:
    """So many reports sent, and one that is being written."""
    marcus = member("marcus")
    for _ in range(times):
        draft = begin(northgate.engagement, by=marcus)
        send(draft, [member("helen"), member("priya")], by=marcus, seen=draft.revision)
        db.session.flush()
    begin(northgate.engagement, by=marcus)
