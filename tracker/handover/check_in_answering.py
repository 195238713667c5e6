"""Answering a check-in: written in parts that are kept as they are left, then sent as a whole, once."""

from dataclasses import dataclass
from typing import Any

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.engagements.holding import hold
from tracker.engagements.models import Engagement, EngagementState
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped

from .check_in_questions import asked
from .closing import close_with
from .models import CheckIn, CheckInAnswer
from .models.check_in import LAST
from .models.check_in_answer import MANAGE
from .relapses import fall_back, still_down
from .showings import ask_witness

# The parts of the form, in the order in which they are asked, each with its heading.
PARTS = {
    "words": "In your own words",
    "who": "Who does it now",
    "calls": "Help and surprises",
    "show": "Show it once more",
    "ahead": "The next 90 days",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """Something without which a check-in is not sent, and the part where it is filled in."""

    part: str
    text: str


def keep_part(check_in: CheckIn, part: str, values: dict[str, Any], *, seen: int, by: Membership) -> None:
    """Keep what is written of one part, finished or not. `seen` is the revision of the part that was on the page.

    Raises `Stale` when somebody wrote in it meanwhile, or sent it.
    """
    _hold_open(check_in)
    if check_in.revision(part) != seen:
        raise Stale(f"{check_in.draft[part]['by']} wrote in this part after you opened it. Put the two together.")
    kept = {"values": values, "revision": seen + 1, "by": by.name}
    check_in.draft = {**check_in.draft, part: kept}


def missing(check_in: CheckIn, activities: list[Activity]) -> list[Missing]:
    """What has still to be filled in before the check-in can be sent."""
    found = []
    words = check_in.written("words")
    found += [
        Missing("words", f"No answer yet: {question}")
        for place, question in enumerate(asked(check_in.questions).words)
        if not words.get(f"answer_{place}")
    ]
    who = check_in.written("who")
    for activity in activities:
        found += _missing_of(activity, who)
    calls = check_in.written("calls")
    labels = asked(check_in.questions)
    found += [
        Missing("calls", f"No answer yet: {label}")
        for name, label in (("called", labels.called), ("surprises", labels.surprises))
        if not calls.get(name)
    ]
    show = check_in.written("show")
    if any(show.get(name) for name in ("person", "competency", "witness", "what")):
        found += [
            Missing("show", text)
            for name, text in (("person", "Who showed it?"), ("competency", "Which skill was it?"),
                               ("witness", "Who watched?"), ("what", "What was shown?"))
            if not show.get(name)
        ]  # fmt: skip
    elif labels.to_show and not show.get("not_shown"):
        found.append(Missing("show", "Show a piece of the work once more, or say why nothing could be shown."))
    ahead = check_in.written("ahead")
    if ahead.get("manage") not in MANAGE:
        found.append(Missing("ahead", f"No answer yet: {labels.manage}"))
    if not ahead.get("why"):
        found.append(Missing("ahead", "Say why, in a sentence or two."))
    return found


def _missing_of(activity: Activity, who: dict[str, Any]) -> list[Missing]:
    said = said_of(activity, who)
    if said is None:
        return [Missing("who", f"Who does {activity.name} now?")]
    if said < activity.rung and not who.get(f"why_{activity.id}"):
        return [Missing("who", f"What happened with {activity.name}?")]
    return []


def said_of(activity: Activity, who: dict[str, Any]) -> int | None:
    """The rung on which the client says that an activity is now; None while it has not said."""
    said = who.get(f"rung_{activity.id}")
    return said if isinstance(said, int) and 0 <= said <= 4 else None


def critical_activities(engagement_id: Any) -> list[Activity]:
    """Those of which a check-in asks who really does them."""
    query = scoped(Activity).where(
        Activity.engagement_id == engagement_id, Activity.critical, Activity.not_applicable_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(Activity.position)))


def send(check_in: CheckIn, *, by: Membership) -> CheckInAnswer:
    """Send what is written. What fell back goes down on the ladder, what was shown waits for its witness.

    The last check-in closes the engagement, unless something is down: then the owner does. Raises `Refused`, naming
    each thing that is missing, and `Stale` when somebody sent it meanwhile.
    """
    engagement = _hold_open(check_in)
    activities = critical_activities(check_in.engagement_id)
    if left := missing(check_in, activities):
        raise Refused("Not everything is answered yet: " + " ".join(one.text for one in left))
    answer = _answer(check_in, activities, by)
    db.session.add(answer)
    check_in.answered_at, check_in.answered_by_id = answer.at, by.id
    check_in.manage = answer.manage
    db.session.flush()
    who = check_in.written("who")
    fallen = [activity for activity in activities if (said_of(activity, who) or 0) < activity.rung]
    for activity in fallen:
        to = said_of(activity, who) or 0
        fall_back(check_in, activity, to, because=who[f"why_{activity.id}"], by=by)
    check_in.relapses = len(fallen)
    check_in.down = still_down(check_in.engagement_id)
    ask_witness(check_in, check_in.written("show"), by=by)
    check_in.draft = {}
    record("check_in.answered", check_in, by=by, after={"days": check_in.days, "relapses": len(fallen)})
    if check_in.days == LAST and not check_in.down:
        close_with(engagement, answer.why, by=by)
    return answer


def _answer(check_in: CheckIn, activities: list[Activity], by: Membership) -> CheckInAnswer:
    words, who = check_in.written("words"), check_in.written("who")
    calls, ahead = check_in.written("calls"), check_in.written("ahead")
    return CheckInAnswer(
        **check_in.keys, check_in_id=check_in.id, by_id=by.id, by_name=by.name, at=clock.now(),
        words=[
            *([question, words[f"answer_{place}"]] for place, question in enumerate(asked(check_in.questions).words)),
            *_nothing_shown(check_in),
        ],
        who_does=[
            [activity.name, activity.rung, said_of(activity, who), who.get(f"why_{activity.id}", "")]
            for activity in activities
        ],
        called=calls["called"], surprises=calls["surprises"], note=calls.get("note", ""), link=calls.get("link", ""),
        manage=ahead["manage"], why=ahead["why"],
    )  # fmt: skip


def _nothing_shown(check_in: CheckIn) -> list[list[str]]:
    show = check_in.written("show")
    if show.get("person") or not show.get("not_shown"):
        return []
    return [[asked(check_in.questions).shown, f"Nothing was shown: {show['not_shown']}"]]


def _hold_open(check_in: CheckIn) -> Engagement:
    """Held for this answer. Raises `Stale` once it was sent, `Refused` before it opens or when all is over."""
    hold(check_in, "answered_at", "answered_by_id", "draft", "due_on")
    if check_in.answered_at is not None:
        raise Stale("This check-in was answered and sent meanwhile. What was sent stands.")
    engagement = db.session.scalars(scoped(Engagement).where(Engagement.id == check_in.engagement_id)).one()
    if engagement.state != EngagementState.HANDED_OVER:
        raise Refused("Check-ins are answered after the handover, as long as the engagement is not closed.")
    if not check_in.open:
        raise Refused("This check-in is not open yet.")
    return engagement
