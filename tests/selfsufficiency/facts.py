"""Random engagements for the behaviour tests: every state the facts can be in, small enough to be quick.

Each engagement is read off one string of bytes, a choice per byte. That is many times faster than drawing
every fact by itself, and still shrinks: a byte of nought picks the first, plainest choice.
"""

from hypothesis import strategies as st

from tests.selfsufficiency.worked_example import ago
from tracker.selfsufficiency.inputs import (
    Activity,
    Competency,
    Holder,
    Inputs,
    Leader,
    Section,
    Tool,
    Work,
)

MODES = ("consultant", "together", "client_checked", "client", "provider", "oversight")
PEOPLE = ("priya", "tom", "aisha")
HALVES = (0.0, 0.5, 1.0)
# On both sides of every edge: 14, 56, 90, 180, 270 and 365 days ago.
DAYS = tuple(map(ago, (0, 3, 14, 15, 56, 57, 90, 91, 180, 181, 270, 271, 365, 366)))
SOMETIMES = (None, *DAYS)
YES_NO = (False, True)


class Choices:
    """Reads one choice after another off a string of bytes; nought when it has run out."""

    def __init__(self, data):
        self._bytes = iter(data)

    def of(self, options):
        return options[next(self._bytes, 0) % len(options)]

    def some(self, make, least=1, most=3):
        return tuple(make(self, str(place)) for place in range(self.of(range(least, most + 1))))


def section(pick, id):
    latest, earlier = pick.of(YES_NO), pick.of(YES_NO)
    weight, written, share = pick.of((1, 2)), pick.of(YES_NO), pick.of(HALVES)
    signed_on = pick.of(DAYS) if latest or earlier else None
    edited = pick.of(SOMETIMES) if earlier and not latest else None
    return Section(id, "", weight, written, share, latest, signed_on, earlier, edited)


def holder(pick, place):
    return Holder(PEOPLE[int(place)], pick.of(range(5)), pick.of(SOMETIMES))


def competency(pick, id):
    return Competency(id, "", pick.of(YES_NO), pick.some(holder, least=0), pick.of(YES_NO))


def tool(pick, id):
    return Tool(id, "", pick.of((None, *HALVES)), pick.of(((), ("0",), ("1",), ("0", "2"))))


def leader(pick, id):
    return Leader(id, pick.of(range(5)), pick.of(SOMETIMES), pick.of(YES_NO))


def work(pick, _):
    return Work(pick.of(MODES), pick.of(range(10)), pick.of(DAYS), "tom")


def activity(pick, id):
    critical = pick.of(YES_NO)
    return Activity(
        id, "", 2 if critical else 1, critical, pick.of(HALVES), pick.of(YES_NO), pick.of(SOMETIMES),
        pick.of(range(5)), pick.of(YES_NO), pick.some(work, least=0), pick.of(SOMETIMES), pick.of(YES_NO),
    )  # fmt: skip


def engagement(data):
    pick = Choices(data)
    return Inputs(
        sections=pick.some(section),
        tools=pick.some(tool),
        competencies=pick.some(competency),
        leaders=pick.some(leader, least=0),
        activities=pick.some(activity),
    )


engagements = st.binary(min_size=100, max_size=100).map(engagement)
activities = st.binary(min_size=20, max_size=20).map(lambda data: activity(Choices(data), "extra"))
past = st.sampled_from(DAYS)
