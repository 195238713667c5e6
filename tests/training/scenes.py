"""What stories of training start from: items on somebody's checklist, ticked, verified, levels judged."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from flask import Flask

from tests import cast
from tests.makers import Northgate, member
from tests.told_once import told_once
from tracker.accounts.models import Membership
from tracker.core.context import entered
from tracker.core.database import db
from tracker.tenancy import scoped
from tracker.training.assigning import assign
from tracker.training.models import ChecklistItem, Competency, ItemProgress
from tracker.training.quizzes import answer

NOTE = "I looked at last week: three people asked for the same thing."


@contextmanager
def acting(app: Flask, key: str) -> Iterator[Membership]:
    """Work inside this person's walls for a while; what was not committed is dropped."""
    with app.app_context(), entered(cast.BY_KEY[key].context()):
        yield member(key)


@told_once
def put_on(app: Flask, northgate: Northgate, key: str, *numbers: int, due_on: date | None = None) -> dict[int, UUID]:
    """Priya puts items on somebody's checklist; gives the ids of the progress by item number."""
    with acting(app, "priya") as priya:
        items = [northgate.get(ChecklistItem, number) for number in numbers]
        assign(northgate.engagement, items, member(key), by=priya, due_on=due_on)
        db.session.commit()
        rows = db.session.scalars(scoped(ItemProgress).where(ItemProgress.person_id == cast.BY_KEY[key].id))
        return {row.item.number: row.id for row in rows}


def tick(app: Flask, northgate: Northgate, key: str, id: UUID, note: str = NOTE, link: str = "") -> None:
    with acting(app, key) as me:
        progress = northgate.one(ItemProgress, id)
        if progress.item.quiz:
            answer(progress, [question["answer"] - 1 for question in progress.item.quiz["questions"]], by=me)
        else:
            progress.tick(me, note, link)
        db.session.commit()


def verify(app: Flask, northgate: Northgate, key: str, id: UUID) -> None:
    with acting(app, key) as me:
        northgate.one(ItemProgress, id).verify(me)
        db.session.commit()


def judge(
    app: Flask, northgate: Northgate, key: str, level: int, competency: str = "write", by: str = "marcus", **more: Any
) -> None:
    """Somebody is assessed in a competency."""
    with acting(app, by) as me:
        northgate.get(Competency, competency).assess(
            member(key), level, by=me, method="observed", note="Watched at work.", **more
        )
        db.session.commit()


def standing(app: Flask, northgate: Northgate, id: UUID) -> ItemProgress:
    """The progress as it is on record now, read by Marcus."""
    with acting(app, "marcus"):
        row = northgate.one(ItemProgress, id)
        db.session.expunge(row)
        return row
