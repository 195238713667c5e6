"""Eight processes write at once while the server is killed again and again: `python -m benchmarks.concurrency`.

Prints a table and exits with 1 when something acknowledged is missing, anything is there twice, a number repeats, the
kept facts drifted from the rows, or anybody was told that the database is locked.
"""

import argparse
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from flask import Flask
from sqlalchemy import func, select

from benchmarks import story
from benchmarks.asking import Asker
from benchmarks.places import ENGINES, Place, open_place
from benchmarks.serving import served
from benchmarks.troupe import token_of
from benchmarks.writers import Errand, Told, heard, set_to_work
from tracker import create_app
from tracker.accounts.models import LoginSession, Membership, User
from tracker.accounts.tokens import fingerprint
from tracker.audit import AuditEvent
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.ids import new_id
from tracker.engagements.extension_points import live_facts
from tracker.engagements.models import Engagement
from tracker.responsibilities.models import Activity
from tracker.selfsufficiency.facts_on_record import facts_of
from tracker.selfsufficiency.formula import assess
from tracker.selfsufficiency.models import Standing
from tracker.selfsufficiency.reading import inputs_of
from tracker.strategy.models import Revision, StrategySection
from tracker.training.models import ItemProgress, ProgressState
from tracker.worklog.models import WorkEntry

WRITERS = 8
WORKSPACE = new_id()
ROOT = "/w/practice-0"


@dataclass(frozen=True)
class Findings:
    """What happened, and what was wrong with it (nothing, if all is well)."""

    told: list[Told]
    kills: int
    rate: float
    wrong: list[str]


def run(place: Place, *, seconds: float, kills: int, writers: int = WRITERS) -> Findings:
    """Furnish `place`, let the writers loose, kill the server `kills` times meanwhile, and look at what is left."""
    app = create_app(place.settings())
    with app.app_context():
        story.tell(WORKSPACE, days=6, far=(0.3,))
    errands = _errands(app, writers)
    with tempfile.TemporaryDirectory() as folder, served(place, production=False) as server:
        running = set_to_work(errands, server.port, seconds, Path(folder))
        for _ in range(kills):
            time.sleep(seconds / (kills + 1))
            server.kill()
            server.start()
        [writer.join() for writer in running]
        told = heard(Path(folder))
    with app.app_context(), entered(Context(workspace=WORKSPACE, writes=False, zone="Europe/London")):
        wrong = [*_missing(told), *_out_of_order(), *_ticks(), *_drifted()]
    if len(told) != writers:
        wrong.append(f"{writers - len(told)} writers ended early")
    wrong += sorted({strange for one in told for strange in one.strange})[:10]
    return Findings(told, kills, sum(one.turns for one in told) / seconds, wrong)


def _errands(app: Flask, writers: int) -> list[Errand]:
    """Everybody writes to the first activity, the last section, and one item of one person."""
    with app.app_context(), entered(Context(workspace=WORKSPACE)):
        trainee = _member("First Alder")
        item = db.session.scalars(
            select(ItemProgress).where(ItemProgress.person_id == trainee.id, ItemProgress.state == ProgressState.TODO)
        ).first()
        activity = db.session.scalars(select(Activity).order_by(Activity.position)).first()
        section = db.session.scalars(select(StrategySection).order_by(StrategySection.position.desc())).first()
        people = {name: _signed_in(app, name) for name in ("Linda Hart", "Colin Moss", "Champion Alder", "First Alder")}
        db.session.commit()
        authors = [people["Linda Hart"], people["Colin Moss"], people["Champion Alder"]]
        return [
            Errand(
                f"writer{number}", authors[number % len(authors)], f"{ROOT}/activities/{activity.id}/log",
                f"{ROOT}/sections/{section.id}/edit", f"{ROOT}/progress/{item.id}", people["First Alder"],
            )
            for number in range(writers)
        ]  # fmt: skip


def _member(name: str) -> Membership:
    return db.session.scalars(select(Membership).where(Membership.name == name)).one()


def _signed_in(app: Flask, name: str) -> Asker:
    user: UUID = db.session.scalars(select(User.id).where(User.name == name)).one()
    token = token_of(0, name)
    db.session.add(LoginSession(user_id=user, token_hash=fingerprint(token)))
    return Asker.signed_in(app, user, token)


def _missing(told: list[Told]) -> list[str]:
    """Everything acknowledged is there once; everything that broke off is there once at most."""
    work = list(db.session.scalars(select(WorkEntry.note).where(WorkEntry.note.like("writer%"))))
    texts = list(db.session.scalars(select(Revision.text).where(Revision.text.like("What writer%"))))
    wrong = []
    for there, sent in ((work, [one.work for one in told]), (texts, [one.texts for one in told])):
        acknowledged = [mark for marks in sent for mark in marks]
        wrong += [f"acknowledged and lost: {mark}" for mark in set(acknowledged) - set(there)]
    wrong += [f"there twice: {mark}" for mark in {mark for mark in work if work.count(mark) > 1}]
    wrong += [f"there twice: {mark}" for mark in {mark for mark in texts if texts.count(mark) > 1}]
    events = db.session.scalar(select(func.count()).select_from(AuditEvent).where(AuditEvent.verb == "work.logged"))
    entries = db.session.scalar(select(func.count()).select_from(WorkEntry))
    return wrong + ([f"{entries} entries and {events} events of them"] if entries != events else [])


def _out_of_order() -> list[str]:
    """The revisions of a section are numbered from 1 without a gap."""
    numbers: dict[UUID, list[int]] = {}
    for section, number in db.session.execute(select(Revision.section_id, Revision.number)):
        numbers.setdefault(section, []).append(number)
    return [f"revisions {found}" for found in numbers.values() if sorted(found) != list(range(1, len(found) + 1))]


def _ticks() -> list[str]:
    """An item is ticked once more than it was taken back, or as often."""
    wrong = []
    kind = (AuditEvent.subject_id, AuditEvent.verb)
    query = select(*kind, func.count()).group_by(*kind)
    counted = {(id, verb): count for id, verb, count in db.session.execute(query)}
    for progress in db.session.scalars(select(ItemProgress)):
        ticked, back = (counted.get((progress.id, f"item.{verb}"), 0) for verb in ("ticked", "unticked"))
        if ticked - back != (progress.state in {ProgressState.DONE, ProgressState.VERIFIED}):
            wrong.append(f"{progress.state} after {ticked} ticks, {back} of them taken back")
    return wrong


def _drifted() -> list[str]:
    """What is kept of the index is what the rows say."""
    wrong = []
    for engagement in db.session.scalars(select(Engagement)):
        kept, live = facts_of(engagement.id), live_facts(engagement.id)
        wrong += [f"the kept facts of {name} are not what the rows say" for name in live if kept[name] != live[name]]
        standing = db.session.scalars(select(Standing).where(Standing.engagement_id == engagement.id)).one()
        if abs(assess(inputs_of(live), standing.day).index - standing.value) > 1e-9:
            wrong.append("the index is not what the facts say")
    return wrong


def report(engine: str, found: Findings) -> None:
    told = found.told
    print(
        f"{engine:12}{len(told):8}{found.kills:7}{sum(one.turns for one in told):8}{found.rate:8.0f}"
        f"{sum(len(one.work) for one in told):7}{sum(len(one.texts) for one in told):7}"
        f"{sum(one.stale for one in told):7}{sum(one.broken_off for one in told):8}  {'NO' if found.wrong else 'yes'}"
    )
    for words in found.wrong:
        print(f"  - {words}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", choices=ENGINES, action="append")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--kills", type=int, default=25)
    asked = parser.parse_args()
    print("engine       writers  kills   turns   per s   work  texts  stale  broken  sound")
    sound = True
    for engine in asked.engine or ENGINES:
        with tempfile.TemporaryDirectory() as folder:
            place, _ = open_place(engine, Path(folder), f"baton_race_{time.time_ns()}")
            found = run(place, seconds=asked.seconds, kills=asked.kills)
            report(engine, found)
            sound &= not found.wrong
    raise SystemExit(0 if sound else 1)


if __name__ == "__main__":
    main()
