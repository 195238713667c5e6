"""While the practice only looks on, nothing that it sends changes anything: every form of every kind of record."""

import pytest

from tests import makers
from tests.fences.routes import all_routes, ask, token_of
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.hands_off import STILL_OPEN
from tracker.engagements.models import Engagement, PracticeAccess
from tracker.tenancy import scoped

pytestmark = [pytest.mark.slow, pytest.mark.every_engine]
SAYS = "We only look on here"


@pytest.fixture
def silent(furnished):
    """A record of every kind in Northgate's engagement, of which the practice's hands are off."""
    with makers.acting(furnished.app, "helen"):
        for engagement in db.session.scalars(scoped(Engagement)):
            engagement.practice_access, engagement.rehearses_until = PracticeAccess.READ, clock.today()
        db.session.commit()
    return furnished


@pytest.mark.parametrize("who", ["marcus", "mina"])
def test_no_act_of_the_practice_goes_through(silent, app, visit, who):
    person, went, told = visit(who), [], []
    token = token_of(person)
    for route in _acts(app):
        answer = ask(person, "POST", "/w/harbour" + route.path(silent.id(route.model)), token)
        if answer.status_code not in {403, 404, 422}:
            went.append((route.name, answer.status_code))
        if answer.status_code == 403 and SAYS in answer.get_data(as_text=True):
            told.append(route.name)
    assert went == []
    assert len(told) > 60


def _acts(app):
    """Everything that can be sent about a record of an engagement, but for what stays open."""
    for route in all_routes(app):
        if "POST" in route.methods and route.takes_id and route.guarded and not set(route.acts) & STILL_OPEN:
            if route.model is Engagement or hasattr(route.model, "engagement_id"):
                yield route
