"""What each guard sees in the facts of one engagement. Pure; guards say what they see and change no number."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from tracker.engagements.extension_points import Facts
from tracker.worklog.shares import OVERSIGHT, amounts, every_entry, hands_on_share

from ..flags.seeing import WEEK, WEEKS_KEPT, WINDOW, clock, on, percent, several
from ..flags.triggers_owner import SIGNED, STAMPS, burst_of, reading
from .teaching_back import Request, requests

SPAN = timedelta(days=28)
SPANS_SHOWN = 4
MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was seen: the day or the Monday of the week, and the words. `person` is a membership's id."""

    on: date
    what: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class Guard:
    """`about` is what it guards against, `says` what it saw in one sentence; `odd` when somebody should answer."""

    key: str
    title: str
    about: str
    says: str
    odd: bool = False
    lines: tuple[Line, ...] = field(default=())


def bursts(facts: Facts, today: date) -> Guard:
    """Many signatures at once, with the time of reading where it is known."""
    since = (today - timedelta(days=WINDOW)).isoformat()
    rows = [row for row in facts["signatures"] if row[0] >= since]
    hands = ([row for row in rows if row[2] == who] for who in {row[2] for row in rows})
    found = max(map(burst_of, hands), key=len, default=[])
    count = several(len(rows), "signature")
    if found:
        seconds = clock(found[0][1] - found[-1][1])
        day = on(date.fromisoformat(found[-1][0]))
        says = f"{count} in {WINDOW} days; {len(found)} of them within {seconds} minutes on {day}{reading(found)}."
    else:
        says = f"{count} in {WINDOW} days{reading(rows)}; never {STAMPS} within ten minutes."
    lines = tuple(
        Line(date.fromisoformat(row[0]), f"{SIGNED.get(row[3], 'A text')}: {row[4]}{reading([row])}", row[2])
        for row in (found or rows)[:MOST_ROWS]
    )
    return Guard(
        "bursts", "Signatures in a burst", "Signing without reading would raise the index.", says,
        bool(found), lines,
    )  # fmt: skip


def teach_backs(facts: Facts, today: date) -> Guard:
    """Who was asked what he signed, and who has said it."""
    asked = requests(facts, today)
    answered, waiting = sum(one.answered for one in asked), sum(one.open for one in asked)
    lapsed = len(asked) - answered - waiting
    says = (
        f"Asked about {several(len(asked), 'signature')} of late: {answered} explained, {waiting} waiting,"
        f" {lapsed} not explained in time."
    )
    lines = tuple(Line(one.asked_on, _request(one), one.signer) for one in asked[:MOST_ROWS])
    return Guard(
        "teach_backs", "Explained in their own words",
        "Whoever signs can say what it says. One signature in five is drawn by lot, a few days later.", says,
        lapsed > 0, lines,
    )  # fmt: skip


def _request(one: Request) -> str:
    how = f"asked by {one.by}" if one.by else "drawn by lot"
    state = "explained" if one.answered else "waiting" if one.open else "not explained"
    return f"{one.what}: {one.name}, signed on {on(one.signed_on)}; {how}; {state}"


def hands_on(facts: Facts, today: date, index: float | None) -> Guard:
    """How much the client's own hands do, beside the index: outsourcing counts there, and teaches nobody."""
    first = today - timedelta(days=WINDOW)
    share = hands_on_share(amounts(every_entry(facts["work"]), first, today))
    beside = "" if index is None else f"; the index stands at {int(index)}"
    says = (
        f"Nothing is logged since {on(first)}{beside}." if share is None
        else f"Your own people's hands did {percent(share)} of what was delivered since {on(first)}{beside}."
    )  # fmt: skip
    return Guard(
        "hands_on", "Hands on, beside the index", "Buying work in would raise the index and teach nobody.", says,
        lines=tuple(_spans(facts, today)),
    )  # fmt: skip


def _spans(facts: Facts, today: date) -> Iterator[Line]:
    for back in range(SPANS_SHOWN):
        last = today - back * SPAN
        first = last - SPAN + timedelta(days=1)
        share = hands_on_share(amounts(every_entry(facts["work"]), first, last))
        told = "nothing is logged" if share is None else f"{percent(share)} by your own hands"
        yield Line(first, f"The four weeks to {on(last)}: {told}")


def consultants_time(facts: Facts, today: date) -> Guard:
    """Weeks in which a consultant's time and what is logged as done do not fit each other."""
    lines = sorted(_misfits(facts, today), key=lambda line: line.on, reverse=True)
    weeks = f"in the last {WEEKS_KEPT} full weeks"
    says = (
        f"{several(len(lines), 'week')} of a consultant {weeks} where time and work do not fit."
        if lines else f"Time and work of every consultant fit {weeks}."
    )  # fmt: skip
    return Guard(
        "time", "The consultants' time against their work",
        "Work that the practice does and does not log would make the client look independent.", says, bool(lines),
        tuple(lines[:MOST_ROWS]),
    )  # fmt: skip


def _misfits(facts: Facts, today: date) -> Iterator[Line]:
    monday = today - timedelta(days=today.weekday())
    mondays = [monday - WEEK * back for back in range(1, WEEKS_KEPT + 1)]
    for person, who in facts["people"].items():
        if who["side"] != "practice":
            continue
        minutes = dict(facts["time"]["used"].get(person, ()))
        own = [entry for entry in every_entry(facts["work"]) if entry[3] == person]
        for week in mondays:
            spent = minutes.get(week.isoformat(), 0)
            done = amounts(own, week, week + WEEK - timedelta(days=1))
            if words := _misfit(spent, done):
                yield Line(week, f"{who['name']}: {words}", person)


def _misfit(spent: int, done: dict[str, int]) -> str:
    pieces = sum(quantity for mode, quantity in done.items() if mode != OVERSIGHT)
    if spent and not pieces:
        return f"{clock(spent)} hours, and nothing logged as delivered or done together"
    if pieces and not spent:
        return f"{several(pieces, 'piece')} delivered or done together, and no time written down"
    return ""


def sampled(counts: dict[str, int], newest: Iterable[tuple[date, str, str]] = ()) -> Guard:
    """Of the work that people log for the client, one entry in ten is put to a second person."""
    pool, asked = counts["pool"], counts["asked"]
    share = f", {percent(asked / pool)}" if pool else ""
    said = ", ".join(f"{counts[key]} {word}" for key, word in ANSWERS.items())
    entries = f"{pool} entry" if pool == 1 else f"{pool} entries"
    says = f"{asked} of {entries} of {counts['days']} days asked about{share}: {said}."
    return Guard(
        "sample", "Logged work, looked at by a second person",
        "The practice's work logged as the client's own would raise the index. One entry in ten is drawn by lot.",
        says, counts["no"] > 0, tuple(Line(day, f"{what}: {TOLD[answer]}") for day, what, answer in newest),
    )  # fmt: skip


ANSWERS = {"yes": "confirmed", "no": "not so", "open": "waiting"}
TOLD = {
    "yes": "confirmed", "no": "not so, and taken back", "": "waiting", "corrected": "corrected",
    "withdrawn": "taken back before an answer",
}  # fmt: skip
