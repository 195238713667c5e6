"""Once the practice's access has ended, no page, file or count tells its people of anything inside the engagement."""

from datetime import timedelta

import pytest

from tests import cast
from tests.fences.leaks import KNOWN
from tests.fences.routes import all_routes, ask, routes_with_id, token_of
from tests.fences.words import words_of
from tracker.core import clock
from tracker.core.database import db
from tracker.engagements.models import Engagement, PracticeAccess
from tracker.tenancy import ClientModel, scoped

pytestmark = [pytest.mark.slow, pytest.mark.every_engine]

ENDED = {"by the owner": (PracticeAccess.NONE, None), "by the clock": (PracticeAccess.READ, timedelta(days=-1))}
# What the practice keeps of itself, or of its clients as such: whose they are and who is there.
OF_THE_PRACTICE = KNOWN | {"Client", "Membership", "Invitation", "LoginSession", "SavedFilter", "BulkAct", "Job"}

# Here the practice names playbooks of its own, which the furnishing marks like everything else.
NAMES_PLAYBOOKS = {"engagements.new", "playbooks.listing", "playbooks.new", "portfolio.choose"}


@pytest.fixture(params=ENDED, ids=str)
def ended(request, furnished, acting):
    """Northgate's engagement, where the practice's access has ended."""
    access, days = ENDED[request.param]
    with acting("helen"):
        engagement = db.session.scalars(scoped(Engagement)).one()
        engagement.practice_access = access
        engagement.practice_until = clock.today() + days if days else None
        db.session.commit()
    return furnished


def secrets(furnished):
    """The mark of every text, the title, and the ids of whatever is inside."""
    home = furnished.homes["northgate"]
    inside = {str(id) for id, kind in home.kinds.items() if kind not in OF_THE_PRACTICE}
    return {home.mark} | inside


@pytest.mark.parametrize("key", ["marcus", "mina"])
def test_no_list_count_or_file_of_the_practice_tells_of_it(ended, app, visit, key):
    visitor, kept, told, opened = visit(key), secrets(ended), [], 0
    for route in all_routes(app):
        if "GET" in route.methods and not route.takes_id and route.name not in {"static", "health.ready"}:
            answer = visitor.client.get(f"/w/{cast.BY_KEY[key].workspace}" + route.path())
            assert answer.status_code < 500, route.name
            opened += answer.status_code == 200
            body = words_of(answer)
            mark = {ended.homes["northgate"].mark} if route.name in NAMES_PLAYBOOKS else set()
            told += [(route.name, secret) for secret in kept - mark if secret in body]
    assert sorted({name for name, _ in told}) == [], told
    assert opened > 10


@pytest.mark.parametrize("key", ["marcus", "mina"])
def test_every_page_inside_answers_as_if_it_had_never_been(ended, app, visit, key):
    visitor, open_still = visit(key), []
    token = token_of(visitor)
    for route in routes_with_id(app):
        if not route.guarded or not issubclass(route.model, ClientModel) or route.model.__name__ in OF_THE_PRACTICE:
            continue
        for method in route.methods:
            path = f"/w/{cast.BY_KEY[key].workspace}" + route.path(ended.id(route.model))
            answer = ask(visitor, method, path, token)
            if answer.status_code != 404:
                open_still.append((route.name, method, answer.status_code))
    assert open_still == []


def test_the_client_goes_on_as_before(ended, app, visit):
    path = f"/w/harbour/engagements/{ended.id(Engagement)}/acceptance"
    assert visit("helen").client.get(path).status_code == 200


def test_the_practice_remembers_whose_it_was(ended, app, visit):
    for key in ("marcus", "mina"):
        page = visit(key).opens("/portfolio/handed-over")
        assert page.status == 200 and page.says("Northgate Recruitment")
