"""How an engagement began and what is to change in it, in as many rows as asked for."""

from datetime import timedelta

from tests.makers import Northgate, member
from tracker.baseline import keeping
from tracker.baseline.models import RATINGS, Kind, Willing
from tracker.core import clock
from tracker.engagements.plan_changes import decline, propose_extension
from tracker.engagements.scope import propose_addition

WHY = "We see further than we did in spring."


def begin_with(northgate: Northgate, count: int) -> None:
    """So many findings, ratings, answers, extensions that were declined, and proposals for the scope that wait."""
    engagement, lead, owner = northgate.engagement, member("marcus"), member("helen")
    people = [None, member("aisha"), member("callum"), member("priya")]
    for number in range(count):
        keeping.note_finding(engagement, Kind.TOOL, f"Tool {count}.{number}", "works", by=lead)
        keeping.rate(engagement, people[number % len(people)], dict.fromkeys(RATINGS, 4), by=lead)
        keeping.answer(engagement, member("aisha"), Willing.YES, by=lead)
        to_on = clock.today() + timedelta(days=400 + number)
        decline(propose_extension(engagement, to_on, WHY, by=lead), "Not yet.", by=owner)
        fields = {"name": f"Activity {count}.{number}", "purpose": "", "critical": False, "because": WHY}
        propose_addition(engagement, "activity", fields, WHY, by=lead)
