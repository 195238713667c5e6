"""Everything that the page of one item shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.accounts.models import Membership
from tracker.audit import AuditEvent
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import Engagement
from tracker.responsibilities.models import Activity
from tracker.tenancy import scoped

from .checkers import Checker, likely_checker, proven_colleagues
from .checklists import Card
from .models import ItemProgress, ProgressState
from .quizzes import quiz_words
from .words import due_words

MOST_EVENTS = 20
_TOLD = {
    "ticked": "ticked it off", "unticked": "took the tick back", "verified": "verified it", "returned": "returned it",
    "stuck": "asked for help", "unstuck": "can carry on", "quizzed": "answered the quiz",
    "lapsed": "asked to see it again", "shown_again": "showed it again", "renewed": "renewed the skill with it",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One line of an item's history; `at` is local time."""

    at: datetime
    who: str
    what: str
    because: str


def card_of(progress: ItemProgress, checker: Checker, history: list[Told]) -> Card:
    """The item as the big card that asks for its evidence."""
    item, returned = progress.item, ""
    if progress.state == ProgressState.RETURNED:
        who = next((told.who for told in history if told.what == _TOLD["returned"]), "The checker")
        returned = f"{who}: {progress.returned_because}"
    return Card(
        progress.id, item.text, item.why, item.steps, item.minutes, item.evidence, progress.note, progress.link,
        due_words(progress.due_on, clock.today()), returned, checker, quiz_words(item.quiz),
        progress.lapsed_because or "" if progress.state == ProgressState.LAPSED else "",
    )  # fmt: skip


def checker_of(progress: ItemProgress) -> Checker:
    """Who will probably check it. Two statements."""
    key = progress.item.competency_key
    proven = proven_colleagues([(progress.engagement_id, key)])
    lead = db.session.scalar(
        scoped(Membership)
        .join(Engagement, (Engagement.workspace_id == Membership.workspace_id) & (Engagement.lead_id == Membership.id))
        .where(Engagement.id == progress.engagement_id)
        .with_only_columns(Membership.name)
    )
    return likely_checker(proven, progress.engagement_id, key, progress.person_id, lead or "Your consultant")


def prepared_activities(progress: ItemProgress) -> list[Any]:
    """The activities that the item prepares for, as (id, name)."""
    if not progress.item.activities:
        return []
    query = (
        scoped(Activity)
        .where(Activity.engagement_id == progress.engagement_id, Activity.key.in_(progress.item.activities))
        .order_by(Activity.position)
        .with_only_columns(Activity.id, Activity.name)
    )
    return [*db.session.execute(query)]


def history_of(progress: ItemProgress) -> list[Told]:
    """What happened to it, newest first."""
    query = (
        scoped(AuditEvent)
        .where(AuditEvent.engagement_id == progress.engagement_id, AuditEvent.subject_id == progress.id)
        .order_by(AuditEvent.id.desc())
        .limit(MOST_EVENTS)
        .with_only_columns(AuditEvent.at, AuditEvent.actor_name, AuditEvent.verb, AuditEvent.because)
    )
    return [
        Told(at.astimezone(clock.zone()), who, _TOLD.get(verb.partition(".")[2], verb), because)
        for at, who, verb, because in db.session.execute(query)
    ]
