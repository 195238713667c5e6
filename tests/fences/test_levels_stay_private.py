"""No page tells somebody who may not know it who stands at which level.

The same story is told twice, with the levels of two colleagues exchanged. Whoever may not know them must find every
page exactly as it was: coverage is the same, so nothing may move.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask

from tests import cast, makers
from tests.databases import Stage
from tests.fences.routes import comparable
from tests.speed.test_statements import _paths
from tracker.accounts.models import Membership, Role, User
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import Part
from tracker.engagements.team import name_for
from tracker.training.models import Competency

pytestmark = [pytest.mark.slow, pytest.mark.every_engine]
NOW = datetime.now(UTC).replace(microsecond=0)
ROSA, OMAR = cast.fixed("member rosa"), cast.fixed("member omar")
WHO = {ROSA: "Rosa Vale", OMAR: "Omar Finch"}
SKILLS = ("reply", "write", "control-accounts", "leader-essentials")


@pytest.fixture
def app(stage: Stage) -> Flask:
    """A story of its own, not the furnished rooms of the other fences."""
    return stage.app


def story(app: Flask, northgate: makers.Northgate, first: UUID, second: UUID) -> None:
    """Two colleagues share all work; `first` is independent in some skills and teaches in others, `second` learns."""
    with makers.acting(app, "helen") as helen, clock.at(NOW - timedelta(days=40)):
        for id, name in WHO.items():
            user = User(id=cast.fixed(f"user {name}"), email=f"{name.split()[0].lower()}@northgate.example", name=name)
            db.session.add(user)
            db.session.flush()
            db.session.add(Membership(id=id, user_id=user.id, client_id=helen.client_id, role=Role.STAFF, name=name))
        db.session.flush()
        for id in WHO:
            person = db.session.get_one(Membership, (helen.workspace_id, id))
            name_for(northgate.engagement, Part.LEADER, person, by=helen)
        db.session.commit()
    for place, skill in enumerate(SKILLS):
        with makers.acting(app, "marcus") as marcus, clock.at(NOW - timedelta(days=30)):
            competency = northgate.get(Competency, skill)
            for person_id in (ROSA, OMAR):
                level = (3, 4)[place % 2] if person_id == first else (1, 2)[place % 2]
                person = db.session.get_one(Membership, (marcus.workspace_id, person_id))
                competency.assess(person, level, by=marcus, method="observed", note=f"Seen at level {level}.")
            db.session.commit()


def pages(stage: Stage, visit: Callable, reader: str, first: UUID, second: UUID) -> dict[str, tuple]:
    """Every page of Northgate as `reader` finds it. Both stories happen in the same minutes."""
    stage.set_back()
    app = stage.app
    with app.app_context():
        northgate = makers.northgate()
    story(app, northgate, first, second)
    visitor, found = visit(reader), {}
    with clock.at(NOW):
        paths = _paths(app, northgate) | {skill: f"/competencies/{northgate.competency(skill)}" for skill in SKILLS}
        paths |= {f"end of {name}": f"/people/{id}/end" for id, name in WHO.items()}
        for endpoint, path in (paths | {key: f"{northgate.path}/explain?pillar={key}" for key in "STRPZ"}).items():
            answer = visitor.client.get(f"/w/harbour{path}")
            assert answer.status_code != 500, endpoint
            found[endpoint] = _plain(comparable(answer))
    return found


def _plain(answer: tuple) -> tuple:
    """Without what differs from one telling to the next and tells nothing: when it was written."""
    status, _headers, body = answer
    return status, re.sub(r'datetime="[^"]*"|title="[^"]*"', "", body)


@pytest.mark.parametrize("reader", ["helen", "priya", "aisha"])
def test_who_may_not_know_levels_cannot_tell_who_holds_them(stage, visit, reader):
    one = pages(stage, visit, reader, ROSA, OMAR)
    other = pages(stage, visit, reader, OMAR, ROSA)
    assert sum(status == 200 for status, _ in one.values()) > 15
    told = {endpoint: _first_difference(one[endpoint][1], other[endpoint][1]) for endpoint in one
            if one[endpoint] != other[endpoint]}  # fmt: skip
    assert told == {}


def test_the_trainer_does_see_the_difference(stage, visit):
    """Else the sweep above would find nothing because nothing is there."""
    one = pages(stage, visit, "mina", ROSA, OMAR)
    other = pages(stage, visit, "mina", OMAR, ROSA)
    told = {endpoint for endpoint in one if one[endpoint] != other[endpoint]}
    assert {"training.skills", "T", "Z", *SKILLS} <= told


def _first_difference(one: str, other: str) -> tuple[str, str]:
    place = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[max(place - 90, 0) : place + 60], other[max(place - 90, 0) : place + 60]
