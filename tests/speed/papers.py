"""Deliverables and decisions at two sizes, with files."""

from io import BytesIO

from tests.makers import Northgate, member
from tracker.core import clock
from tracker.core.database import db
from tracker.decisions.writing import checked, write_down
from tracker.deliverables.models import Deliverable
from tracker.files.checking import Checked, check_file
from tracker.tenancy import scoped


def hand_in_papers(northgate: Northgate, times: int) -> None:
    """The first deliverables, each handed in so often, with a file, an opinion and a reviewer; as many decisions."""
    marcus = member("marcus")
    for number in range(times):
        values = checked(
            northgate.engagement.client_id, decider=member("helen"), decided_on=clock.today(),
            supersedes=None, about=None, about_type="", question=f"Question {number}?", options="", decision="Yes.",
            reasons="Because.", dissent="",
        )  # fmt: skip
        write_down(northgate.engagement, by=marcus, files=[_file()], **values)
    query = scoped(Deliverable).where(Deliverable.engagement_id == northgate.id).order_by(Deliverable.id)
    for one in [*db.session.scalars(query.limit(times))]:
        one.plan(by=marcus, due_on=None, reviewer=member("priya"))
        for _ in range(times):
            one.add_version(by=marcus, note="", text="Found", link="", files=[_file()], based_on=one.version)
            one.advise(by=marcus, fit=True, words="I looked at all of it.", version=one.version)
        one.ask(by=marcus)


def _file() -> Checked:
    return check_file("paper.txt", BytesIO(b"What we found"))
