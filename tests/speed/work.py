"""What the work log, content and long work are furnished with."""

from benchmarks.deeds import Deeds
from tests.makers import member
from tracker.core import clock
from tracker.core.database import db
from tracker.jobs import ask_for
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped
from tracker.worklog.content import Words, add_item, approve, publish
from tracker.worklog.importing.writing import keep_upload
from tracker.worklog.logging import log_work
from tracker.worklog.models import AuthorKind
from tracker.worklog.time import plan_time


def furnish_work(deeds: Deeds, count: int) -> None:
    """So many activities with work that waits for Aisha, Priya and Helen; so many items of content, and jobs."""
    query = scoped(Activity).where(Activity.engagement_id == deeds.engagement.id).order_by(Activity.position)
    activities = list(db.session.scalars(query.limit(count)))
    for activity in activities:
        for part in ("first", "champion", "owner"):
            log_work(activity, "client_checked", by=deeds.consultant, person=deeds.company.people[part])
    for number in range(count):
        ask_for("speed", "Long work", by=member("marcus"))
        _publish(deeds, activities[0], number)
        _plan_and_bring(deeds, number)


def _plan_and_bring(deeds: Deeds, number: int) -> None:
    """Hours that are kept free, hours that wait for agreement, and a file that is only looked at."""
    owner, champion = deeds.company.people["owner"], deeds.company.people["champion"]
    for person in (owner, champion):
        plan_time(deeds.engagement, person, 1 + number, "Cold calls.", by=owner, first=clock.today())
    rows = f"{clock.today()},Listen\n" * (number + 1)
    keep_upload(deeds.engagement, "work.csv", f"date,activity\n{rows}".encode(), by=champion)


def _publish(deeds: Deeds, activity: Activity, number: int) -> None:
    """An idea, and things drafted, approved and gone out, each with its author."""
    owner, writer = deeds.company.people["owner"], deeds.company.people["first"]
    for steps in range(4):
        said = Words(f"What we say, {number}." if steps else "", "", AuthorKind.CLIENT, writer)
        planned = {"title": f"Item {number}", "planned_on": clock.today(), "in_name_of_id": writer.id}
        item = add_item(deeds.engagement, activity, said, by=writer, **planned)
        if steps > 1:
            approve(item, by=owner, words="It is us.")
        if steps > 2:
            publish(item, by=writer)
