"""Scheduled reports: set, ended, and worked when they are due, once each."""

from uuid import UUID

from tracker.access import Can
from tracker.access.policies import allows
from tracker.accounts.models import Membership, User
from tracker.audit import record
from tracker.core import clock
from tracker.core.database import db
from tracker.core.errors import Refused, Stale
from tracker.core.outbox import post
from tracker.engagements.daily import every_few_minutes
from tracker.engagements.exit_clock import FINAL
from tracker.engagements.hands_off import practice_access
from tracker.engagements.holding import hold
from tracker.engagements.models import Engagement, PracticeAccess
from tracker.tenancy import scoped

from .drafting import begin
from .models import ReportDraft, ReportSchedule, Rhythm
from .reading import open_draft, receivers, schedule_of
from .rhythms import next_moment, rhythm_words
from .sending import send

CHANGED = "Somebody changed the schedule after you opened the page. Look at it again before you go on."


def set_schedule(
    engagement: Engagement, *, by: Membership, seen: int, rhythm: Rhythm, weekday: int, hour: int, sends: bool,
    people: list[Membership],
) -> ReportSchedule:  # fmt: skip
    """Prepare a report at this rhythm from now on; where it `sends`, let it leave for `people`, who may receive one.

    `seen` is the revision that was read, 0 for none. Raises `Refused` at `sends` for anybody but a lead, and at
    `recipients` without any.
    """
    hold(engagement, "state")
    schedule = schedule_of(engagement.id)
    if (schedule.revision if schedule is not None else 0) != seen:
        raise Stale(CHANGED)
    if engagement.state in FINAL:
        raise Refused("This engagement has ended.")
    if sends and not allows(Can.AUTOMATE_REPORT, by, engagement):
        raise Refused("Only a lead of the practice can let reports leave without being read.", "sends")
    if sends and not people:
        raise Refused("Choose at least one person to send it to.", "recipients")
    if schedule is None:
        schedule = ReportSchedule(**engagement.keys, revision=0)
        db.session.add(schedule)
    schedule.rhythm, schedule.weekday, schedule.hour, schedule.sends = rhythm, weekday, hour, sends
    schedule.recipients = [str(person.id) for person in people]
    schedule.set_by_id, schedule.set_at = by.id, clock.now()
    schedule.next_at = next_moment(rhythm, weekday, hour, clock.zone(), clock.now())
    schedule.revision += 1
    db.session.flush()
    record("schedule.set", schedule, by=by, after={"rhythm": rhythm_words(rhythm, weekday, hour)})
    return schedule


def end_schedule(schedule: ReportSchedule, *, by: Membership | None) -> None:
    hold(schedule, "next_at", "revision")
    if schedule.next_at is None:
        raise Stale("This schedule has ended already.")
    schedule.next_at = None
    schedule.revision += 1
    record("schedule.ended", schedule, by=by)


@every_few_minutes
def work_schedules() -> int:
    """Prepare what is due in the workspace at hand, each in a transaction of its own. Returns how many.

    The next moment is written with the report, so that a worker that dies leaves neither, and of two workers one
    prepares it.
    """
    due = scoped(ReportSchedule).where(ReportSchedule.next_at <= clock.now())
    waiting = list(db.session.scalars(due.with_only_columns(ReportSchedule.id).order_by(ReportSchedule.next_at)))
    db.session.rollback()
    for schedule_id in waiting:
        _work(schedule_id)
        db.session.commit()
    return len(waiting)


def _work(schedule_id: UUID) -> None:
    mine = scoped(ReportSchedule).where(ReportSchedule.id == schedule_id, ReportSchedule.next_at <= clock.now())
    schedule = db.session.scalar(mine.with_for_update(of=ReportSchedule, skip_locked=True))
    if schedule is None or schedule.next_at is None:
        return
    engagement = db.session.get_one(Engagement, (schedule.workspace_id, schedule.engagement_id))
    if engagement.sealed_at is not None:
        schedule.next_at = None
        return
    somebody = schedule.set_by.active or engagement.lead.active
    if engagement.state in FINAL or practice_access(engagement) == PracticeAccess.NONE or not somebody:
        end_schedule(schedule, by=None)
        return
    schedule.next_at = next_moment(
        Rhythm(schedule.rhythm), schedule.weekday, schedule.hour, clock.zone(), clock.now(), schedule.next_at
    )
    if engagement.running and engagement.paused_on is None:
        _prepare(schedule, engagement)


def _prepare(schedule: ReportSchedule, engagement: Engagement) -> None:
    """A report that somebody is writing is never sent over her head: she is told instead."""
    person = schedule.set_by if schedule.set_by.active else engagement.lead
    being_written = open_draft(engagement.id) is not None
    draft = begin(engagement, by=person, scheduled=True)
    people = _still_receiving(schedule, engagement) if schedule.sends else []
    if people and not being_written and schedule.set_by.active:
        send(draft, people, by=schedule.set_by, seen=draft.revision)
        return
    _tell(person, draft)


def _still_receiving(schedule: ReportSchedule, engagement: Engagement) -> list[Membership]:
    return [person for person in receivers(engagement) if str(person.id) in schedule.recipients]


def _tell(person: Membership, draft: ReportDraft) -> None:
    user = db.session.get_one(User, person.user_id)
    post("report_ready", user.email, workspace_id=draft.workspace_id, draft=str(draft.id), person=str(person.id))
