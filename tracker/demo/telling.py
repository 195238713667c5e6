"""Tells the stories of a practice day by day, all clients side by side, as if their people had done it.

Everything happens in the one transaction of the session at hand; whoever called commits it, or nothing stays.
"""

from collections import defaultdict
from datetime import date, timedelta

from flask import g

from tracker.accounts.models import Membership, User
from tracker.accounts.users import user_of
from tracker.accounts.workspaces import found
from tracker.core import clock
from tracker.core.database import db
from tracker.selfsufficiency.forecasts import forecast_now
from tracker.selfsufficiency.keeping import keep_touched, reckon

from .acts.arriving import invite, take_place
from .calendar import Calendar, back_of
from .scene import Scene
from .script import Beat, Person, Practice

MONDAY = 0
Agenda = dict[date, list[tuple[Scene, list[Beat]]]]


def tell(practice: Practice) -> None:
    """Make the workspace whose id the session's context names, and let everything happen that its stories say.

    The last day told is the last working day before today. Raises whatever a verb refuses: a story is wrong then.
    """
    calendar = Calendar(clock.today(), clock.zone())
    first = calendar.day(back_of(practice.weeks, 1, 1))
    team = _found(practice, calendar, first)
    scenes = [Scene(story, team) for story in practice.stories]
    agenda = _agenda(scenes, calendar)
    day = first
    while day < calendar.today:
        _live(agenda.get(day, []), scenes, calendar, day)
        day += timedelta(days=1)
    for scene in scenes:
        reckon(scene.engagement.id)
    _forecast(scenes)
    db.session.flush()


def _found(practice: Practice, calendar: Calendar, day: date) -> dict[str, Membership]:
    """The founder opens the workspace and invites her colleagues."""
    founder, *others = practice.people
    with clock.at(calendar.moment(day, 0, 20)):
        user = _demo_user(founder)
        workspace, lead = found(practice.name, user, zone=practice.zone)
        workspace.demo = True
        team = {founder.key: lead}
        for person in others:
            team[person.key] = take_place(person, invite(person, lead, None))
        db.session.flush()
    return team


def _demo_user(person: Person) -> User:
    user = user_of(person.email, person.name)
    user.demo = True
    return user


def _agenda(scenes: list[Scene], calendar: Calendar) -> Agenda:
    agenda: Agenda = defaultdict(list)
    for scene in scenes:
        days: dict[date, list[Beat]] = defaultdict(list)
        for beat in scene.story.beats:
            days[calendar.day(back_of(scene.story.weeks, beat.week, beat.day))].append(beat)
        for day, told in days.items():
            agenda[day].append((scene, told))
    return agenda


def _live(happening: list[tuple[Scene, list[Beat]]], scenes: list[Scene], calendar: Calendar, day: date) -> None:
    """One day: what people do, then what the evening makes of it for every engagement that runs."""
    for scene, told in happening:
        _act_out(scene, told, calendar, day)
    with clock.at(calendar.evening(day)):
        touched = set(db.session.info.get("touched", ()))
        for scene in scenes:
            if scene.engagement is not None and scene.engagement.id not in touched:
                reckon(scene.engagement.id)
        keep_touched(db.session())
        if day.weekday() == MONDAY:
            _forecast(scenes)
        db.session.flush()


def _forecast(scenes: list[Scene]) -> None:
    """What the night would have forecast, so that there is a past to hold against what came of it."""
    db.session.flush()
    for scene in scenes:
        if scene.engagement is not None:
            forecast_now(scene.engagement.id)


def _act_out(scene: Scene, told: list[Beat], calendar: Calendar, day: date) -> None:
    g.pop("engagements_at_work", None)  # kept for one request, and every day is a new one
    for place, beat in enumerate(told):
        with clock.at(calendar.moment(day, place, len(told))):
            try:
                beat.act(scene, scene.people.get(beat.who) or scene.practice.get(beat.who))
                db.session.flush()
            except Exception as problem:
                problem.add_note(f"{scene.story.client}, week {beat.week}, day {beat.day}: {beat.who}")
                raise
