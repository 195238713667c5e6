"""Whether to begin at all: five questions for the talk before the charter. Their outcome is a judgement, not a sum."""

from typing import NamedTuple

from tracker.accounts.models import Membership
from tracker.audit import record
from tracker.core.database import db
from tracker.core.errors import Refused
from tracker.tenancy import scoped

from .models import Engagement, EngagementState, FitCheck
from .words import number_word

YES, UNSURE, NO = "yes", "unsure", "no"
BEFORE = {EngagementState.PROSPECT, EngagementState.AGREED}


class Question(NamedTuple):
    key: str
    text: str
    why: str


QUESTIONS = (
    Question("core", "Do you want to keep the heart of this in your own hands?",
             "Not everybody does. Whoever would rather buy it for good is better served by an agency."),
    Question("end", "Is it right for you that our work ends on a day planned from the start?",
             "We prepare to leave from day one, and everything is arranged for that."),
    Question("basics", "Does somebody know the basics, or want to learn them?",
             "Where nobody knows them, both sides waste time and energy: then we begin there, not with a launch."),
    Question("place", "Can it be carried without a department of its own?",
             "A few named people with a part in it are enough; we look for the least that works."),
    Question("time", "Can their hours be protected, and is it said what they will leave undone?",
             "People who are there and may not be diverted learn nothing, and we would end up doing it."),
)  # fmt: skip


def record_fit(engagement: Engagement, answers: dict[str, str], note: str, *, by: Membership) -> FitCheck:
    """Keep the answers. Raises `Refused` once the charter is signed, or where a question was left out."""
    if engagement.state not in BEFORE:
        raise Refused("The charter is signed or the prospect closed: this question belongs before it.")
    if missing := [one for one in QUESTIONS if answers.get(one.key) not in {YES, UNSURE, NO}]:
        raise Refused("Choose an answer; unsure is one.", missing[0].key)
    row = FitCheck(**engagement.keys, by_id=by.id, by_name=by.name, note=note,
                   answers={one.key: answers[one.key] for one in QUESTIONS})  # fmt: skip
    db.session.add(row)
    record("charter.fit_checked", row, by=by, because=note, after={"against": len(against(row.answers))})
    return row


def newest_fit(engagement: Engagement) -> FitCheck | None:
    query = scoped(FitCheck).where(FitCheck.engagement_id == engagement.id).order_by(FitCheck.id.desc())
    return db.session.scalar(query.limit(1))


def against(answers: dict[str, str]) -> list[Question]:
    return [one for one in QUESTIONS if answers.get(one.key) == NO]


def open_questions(answers: dict[str, str]) -> list[Question]:
    return [one for one in QUESTIONS if answers.get(one.key) != YES and answers.get(one.key) != NO]


def fit_words(answers: dict[str, str]) -> str:
    """What the answers say in one sentence."""
    no, unsure = len(against(answers)), len(open_questions(answers))
    if answers.get("core") == NO or answers.get("end") == NO:
        return "This speaks against beginning: the way out is what we sell."
    if no:
        return f"{number_word(no)} {'answer speaks' if no == 1 else 'answers speak'} against it; settle that first."
    if unsure:
        return f"It may fit; {number_word(unsure).lower()} {'answer is' if unsure == 1 else 'answers are'} still open."
    return "It looks like a fit."
