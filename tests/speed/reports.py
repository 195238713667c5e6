"""Reports at two sizes: sent, being written, scheduled and shared."""

from tests.makers import Northgate, member
from tracker.core.database import db
from tracker.reports.drafting import begin
from tracker.reports.links import share
from tracker.reports.models import Rhythm
from tracker.reports.reading import schedule_of
from tracker.reports.schedules import set_schedule
from tracker.reports.sending import send


def report_on(northgate: Northgate, times: int) -> None:
    """So many reports sent, one that is being written, a schedule, and as many shared summaries."""
    marcus, engagement = member("marcus"), northgate.engagement
    for number in range(times):
        draft = begin(engagement, by=marcus)
        send(draft, [member("helen"), member("priya")], by=marcus, seen=draft.revision)
        share(engagement, f"Board {number}", 30, "lantern orbit cabbage quietly", by=marcus)
        db.session.flush()
    begin(engagement, by=marcus)
    if schedule_of(engagement.id) is None:
        set_schedule(engagement, by=marcus, seen=0, rhythm=Rhythm.WEEKLY, weekday=4, hour=8, sends=False, people=[])
