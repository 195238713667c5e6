"""One practice with ten engagements at ten different points of their way, told through the verbs of the product.

The generator copies this workspace, so that what is measured is what real use would have left behind: every row,
its event, sixty days of snapshots, and the facts as the features' own readers saw them.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from benchmarks.deeds import Deeds
from benchmarks.troupe import Troupe
from tracker.core import clock
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.selfsufficiency.keeping import reckon

DAYS = 60
# How far each of the ten engagements has come.
TEN = tuple(place / 9 for place in range(10))
Agenda = dict[int, list[Callable[[], None]]]


def tell(workspace_id: UUID, days: int = DAYS, far: Sequence[float] = TEN) -> None:
    """Write the last `days` days of the workspace into the database of the application at hand, and commit."""
    today = clock.today()
    first = today - timedelta(days=days)
    with entered(Context(workspace=workspace_id, zone="Europe/London")):
        with clock.at(_moment(first)):
            troupe = Troupe.found(workspace_id)
            stories = [Deeds(troupe, place, reached) for place, reached in enumerate(far)]
            db.session.commit()
        agenda: Agenda = defaultdict(list)
        for story in stories:
            for day, deed in story.agenda(days):
                agenda[day].append(deed)
        for day in range(days + 1):
            _live(first + timedelta(days=day), agenda[day], stories)


def _live(day: date, deeds: list[Callable[[], None]], stories: list[Deeds]) -> None:
    """What people do on a day, and what the night makes of those engagements in which nothing happened."""
    with clock.at(_moment(day)):
        for deed in deeds:
            deed()
            db.session.flush()
        db.session.commit()
        for story in stories:
            if story.engagement is not None:
                reckon(story.engagement.id)
        db.session.commit()


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(10), clock.zone())
