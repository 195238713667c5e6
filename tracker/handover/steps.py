"""Where the handover stands: its seven steps in order, each with its state, its day, the next act and who does it.

Pure: from the facts, the engagement's own columns and a day. Slices of parts that have kept nothing yet are missing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tracker.core.templates import opening
from tracker.engagements.extension_points import Facts
from tracker.engagements.gates import judge
from tracker.engagements.models import Engagement, PracticeAccess
from tracker.engagements.words import day_words, in_a_row

from .exceptions import Owed
from .models import Ending

ANSWER_THE_OFFER = "Read and decide"
DONE, NOW, LATER, LATE = "done", "now", "later", "late"
HANDED_OVER = {"handed_over", "closed"}
ACCEPTED = {"accepted", "accepted_with_exceptions"}
FIRST_CHECK, LAST_CHECK = timedelta(days=30), timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Step:
    """`when` is a day in words, `act` the label of what comes next at `endpoint`, and `who` does it; empty where
    nothing is to be done."""

    key: str
    title: str
    state: str
    says: str
    when: str = ""
    act: str = ""
    who: str = ""
    endpoint: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """What the steps are read from. `gate` is that of the last phase, as among the facts; `practice` is what pages
    call those who advise; the client owns the workspace already where it is its `own`, and has it from a practice that
    has `left`."""

    facts: Facts
    engagement: Engagement
    exceptions: list[Owed]
    today: date
    practice: str = "the practice"
    own: bool = False
    left: bool = False

    @property
    def gate(self) -> dict[str, Any]:
        return self.facts["gates"][-1]

    @property
    def begun(self) -> bool:
        """The Handover phase runs, or is over."""
        return self.gate["state"] != "planned"

    @property
    def begins(self) -> date:
        """When the phase before is to be over."""
        return date.fromisoformat(self.facts["gates"][-2]["planned_end"])

    @property
    def handed_over(self) -> bool:
        return self.facts["engagement"]["state"] in HANDED_OVER

    def people(self, role: str) -> str:
        who = self.facts["people"].values()
        return in_a_row([one["name"] for one in who if one["role"] == role and one["active"]])

    def name(self, id: Any) -> str:
        """Of a person by the id of her membership; what is none is taken for a name."""
        person = self.facts["people"].get(str(id))
        return person["name"] if person else str(id or "")

    @property
    def owner(self) -> str:
        return self.people("owner") or "The owner"

    @property
    def lead(self) -> str:
        return self.engagement.lead.name


def steps_of(course: Course) -> list[Step]:
    """All seven, in the order in which they are taken."""
    return [
        _rehearsal(course), _gate(course), _pack(course), _acceptance(course), _hands_off(course), _check_ins(course),
        _taking_over(course),
    ]  # fmt: skip


def next_step(steps: Iterable[Step]) -> Step | None:
    """The one that waits for somebody now: what is late first, then an offer that waits for its answer, else the first
    with something to do."""
    waiting = [step for step in steps if step.act and step.state in {NOW, LATE}]
    ranks = {step.key: (step.state != LATE, step.act != ANSWER_THE_OFFER) for step in waiting}
    return min(waiting, key=lambda step: ranks[step.key], default=None)


def _rehearsal(course: Course) -> Step:
    rows = course.facts.get("rehearsals", [])
    newest = next((row for row in rows if row["state"] in {"planned", "running", "held", "broken"}), None)
    step = _maker("rehearsal", "Rehearsal", "handover.rehearsal")
    if newest is None or newest["state"] == "broken":
        says = f"Broken off: {newest['broken_because']}" if newest else f"Weeks in which {course.practice} is silent."
        if course.gate["state"] in {"passed", "waived"} or course.handed_over:
            return step(DONE, says if newest else "The gate was passed without one.")
        if not course.begun:
            return step(LATER, says, f"After {day_words(course.begins)}")
        return step(NOW, says, f"By {_said(course.gate['planned_end'])}", "Plan a rehearsal", course.owner)
    if newest["state"] == "planned":
        return step(NOW, "Planned.", f"From {_said(newest['begins_on'])}")
    if newest["state"] == "running":
        return step(NOW, f"Under way: {course.practice} only looks on.", f"Until {_said(newest['ends_on'])}")
    asked = "no question" if not newest["questions"] else _count(newest["questions"], "question")
    says = f"Held: {newest['unassisted']} done without help, {asked} asked."
    if not newest.get("described_on"):
        return step(NOW, says, _said(newest["ended_on"]), "Say what it showed", course.owner)
    return step(DONE, says, _said(newest["ended_on"]))


def _gate(course: Course) -> Step:
    gate, record = course.gate, course.gate["id"]
    step = _maker("gate", f"{gate['name']} gate", "engagements.gate", record)
    judged = judge(gate, course.facts, course.today)
    met = sum(one.state in {"met", "claimed"} for one in judged)
    says = f"{met} of {len(judged)} criteria met."
    still_owed = [one for one in course.exceptions if one.open]
    if gate["state"] in {"passed", "waived"}:
        if not still_owed:
            return step(DONE, "Passed.", _said(gate["closed_on"]))
        late = [one for one in still_owed if one.state == "late"]
        first = min(still_owed, key=lambda one: one.due)
        says = f"Passed with {_count(len(still_owed), 'exception')} open" + (f", {len(late)} late." if late else ".")
        act = ("Close what is late", first.answers, "handover.exception", first.id) if late else ()
        return step(LATE if late else DONE, says, _said(gate["closed_on"]), *act)
    if not course.begun:
        return step(LATER, says, f"Planned {_said(gate['planned_end'])}")
    overdue = gate["planned_end"] < course.today.isoformat()
    if all(one.met for one in judged):
        return step(LATE if overdue else NOW, says, f"Planned {_said(gate['planned_end'])}", "Decide on the gate",
                    course.owner)  # fmt: skip
    act = "See what is missing"
    who = course.people("champion") or course.owner
    return step(LATE if overdue else NOW, says, f"Planned {_said(gate['planned_end'])}", act, who)


def _pack(course: Course) -> Step:
    step = _maker("pack", "Handover pack", "handover.pack")
    packs = [row for row in course.facts.get("packs", ()) if row.get("assembled_on")]
    if packs:
        newest = max(packs, key=lambda row: row["number"])
        sealed = newest.get("sealed_on")
        says = f"Number {newest['number']}, sealed." if sealed else f"Number {newest['number']} is assembled."
        # Before the phase there is no more than a first look at what the pack will be.
        state = DONE if sealed or course.begun else LATER
        return step(state, says, _said(sealed or newest["assembled_on"]))
    says = "Everything signed, in one document and as files."
    if course.handed_over:
        return step(NOW, "Handed over without one.", "", "Assemble the pack", course.lead)
    if not course.begun:
        return step(LATER, says, "Before the acceptance")
    return step(NOW, says, f"By {_said(course.gate['planned_end'])}", "Assemble the pack", course.lead)


def _acceptance(course: Course) -> Step:
    step = _maker("acceptance", "Acceptance", "handover.acceptance")
    acceptance = course.facts.get("acceptance") or {}
    if course.handed_over or acceptance.get("state") in ACCEPTED:
        day = acceptance.get("decided_on") or course.facts["engagement"]["handed_over_on"]
        with_what = " with exceptions" if acceptance.get("state") == "accepted_with_exceptions" else ""
        return step(DONE, f"Accepted{with_what}.", _said(day))
    if acceptance.get("state") == "offered":
        return step(NOW, "Offered.", _said(acceptance.get("offered_on")), ANSWER_THE_OFFER, course.owner)
    planned = f"Planned {_said(course.facts['engagement']['planned_handover'])}"
    if acceptance.get("state") == "declined":
        return step(NOW, f"Declined on {_said(acceptance.get('decided_on'))}.", planned, "Offer it anew", course.lead)
    says = "The owner takes over, in their own words."
    if course.gate["state"] in {"passed", "waived"}:
        return step(NOW, says, planned, "Offer the handover", course.lead)
    return step(LATER, says, planned)


def _hands_off(course: Course) -> Step:
    step = _maker("hands_off", "Hands off", "handover.acceptance")
    rows = (course.facts.get("acceptance") or {}).get("access_plan", [])
    # Baton's own access ends by the clock: nobody has to confirm it.
    plan = [row for row in rows if row.get("kind") != Ending.BATON]
    left = [row for row in plan if not row.get("confirmed_on")]
    if not course.handed_over:
        says = f"{_count(len(plan), 'access', 'accesses')} to end." if plan else "Its accesses end by a plan."
        return step(LATER, says, "After the acceptance")
    until, access = course.engagement.practice_until, course.engagement.practice_access
    ended = access == PracticeAccess.NONE or (until is not None and until < course.today)
    if left:
        first = min(left, key=lambda row: row.get("due") or "9999")
        late = bool(first.get("due")) and first["due"] < course.today.isoformat()
        says = f"{len(plan) - len(left)} of {len(plan)} accesses ended."
        return step(LATE if late else NOW, says, f"By {_said(first.get('due'))}" if first.get("due") else "",
                    "Confirm that access has ended", course.name(first.get("who")))  # fmt: skip
    if access == PracticeAccess.FULL and not ended:
        return step(NOW, f"{opening(course.practice)} may still work here.", "", "Settle its access", course.owner)
    if ended or course.left:
        return step(DONE, f"{opening(course.practice)} sees nothing any more.")
    when = "" if until is None else f"Until {day_words(until)}"
    return step(DONE, f"{opening(course.practice)} only looks on.", when)


def _check_ins(course: Course) -> Step:
    step = _maker("check_ins", "Check-ins", "handover.check_ins")
    rows = course.facts.get("check_ins", [])
    over = [row for row in rows if row.get("state") in {"done", "missed"} or row.get("done_on")]
    waiting = [row for row in rows if row not in over and row.get("due_on")]
    if not course.handed_over:
        planned = date.fromisoformat(course.facts["engagement"]["planned_handover"])
        span = f"{day_words(planned + FIRST_CHECK)} to {day_words(planned + LAST_CHECK)}"
        return step(LATER, "Does it last? The client says so five times.", span)
    if not waiting:
        return step(DONE, f"{len(over)} of {len(rows)} answered.") if rows else step(LATER, "None is booked.")
    first = min(waiting, key=lambda row: row["due_on"])
    says, late = f"{len(over)} of {len(rows)} over.", first["due_on"] < course.today.isoformat()
    answers = first.get("answers")
    who = in_a_row([course.name(one) for one in answers]) if isinstance(answers, list) else course.name(answers)
    due = first.get("state") == "invited" or first["due_on"] <= course.today.isoformat()
    return step(LATE if late else NOW, says, f"Next {_said(first['due_on'])}", "Answer it" if due else "", who)


def _taking_over(course: Course) -> Step:
    step = _maker("taking_over", "Taking Baton over", "graduation.show")
    if course.engagement.sealed_at is not None:
        return step(DONE, "It is in the client's own workspace now.")
    if course.own:
        return step(DONE, "This workspace is the client's own.")
    says = f"A workspace of the client's own, without {course.practice}."
    if not course.handed_over:
        return step(LATER, says, "Any time after the acceptance")
    return step(NOW, says, "When you like", "Take over the workspace", course.owner)


def _maker(key: str, title: str, endpoint: str, record: str = "") -> Any:
    def step(
        state: str, says: str, when: str = "", act: str = "", who: str = "", at: str = endpoint, id: str = record
    ) -> Step:
        return Step(key, title, state, says, when, act, who, at, id)

    return step


def _said(day: str | None) -> str:
    return day_words(date.fromisoformat(day)) if day else ""


def _count(number: int, one: str, several: str = "") -> str:
    return f"one {one}" if number == 1 else f"{number} {several or one + 's'}"
