"""Once the practice's access has ended, no page, file or count tells its people of anything inside the engagement."""

from datetime import timedelta

import pytest

from tests import cast
from tests.fences.leaks import KNOWN
from tests.fences.routes import all_routes, ask, routes_with_id, token_of
from tests.fences.words import words_of
from tracker.core import clock
from tracker.core.database import db
from tracker.core.outbox import Letter, composers
from tracker.discussion.inbox import let_know
from tracker.discussion.models import InboxRow, Kind
from tracker.engagements.models import Engagement, Phase, PracticeAccess
from tracker.tenancy import ClientModel, scoped

pytestmark = [pytest.mark.slow, pytest.mark.every_engine]

ENDED = {"by the owner": (PracticeAccess.NONE, None), "by the clock": (PracticeAccess.READ, timedelta(days=-1))}
# What the practice keeps of itself, or of its clients as such: whose they are and who is there.
OF_THE_PRACTICE = KNOWN | {"Client", "Membership", "Invitation", "LoginSession", "SavedFilter", "BulkAct", "Job"}

SAID = "Nobody outside was told of this."
# What lists are asked for by, and whose ids are given for it.
ASKED_FOR = {
    "id": "Engagement", "client": "Client", "activity": "Activity", "competency": "Competency", "entry": "WorkEntry",
    "goal": "Goal", "item": "ChecklistItem", "module": "Module", "person": "Membership", "about": "Engagement",
    "in": "Engagement", "people": "Membership", "from": "Engagement", "to": "Engagement",
}
# Here the practice names playbooks of its own, which the furnishing marks like everything else.
NAMES_PLAYBOOKS = {"engagements.new", "playbooks.listing", "playbooks.new", "portfolio.choose"}


@pytest.fixture(params=ENDED, ids=str)
def ended(request, furnished, acting):
    """Northgate's engagement, where the practice's access has ended; what it is called now nobody there has read."""
    access, days = ENDED[request.param]
    with acting("helen"):
        engagement = db.session.scalars(scoped(Engagement)).one()
        engagement.practice_access, engagement.title = access, SAID
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


def test_whatever_is_asked_for_the_lists_tell_nothing(ended, app, visit):
    """Each list once more, asked for exactly what it must not tell."""
    visitor, home, told = visit("marcus"), ended.homes["northgate"], []
    inside = secrets(ended) - {home.mark}
    wanted = {name: str(home.rows[model]) for name, model in ASKED_FOR.items()} | {"q": home.mark, "show": "all"}
    for route in all_routes(app):
        if "GET" in route.methods and not route.takes_id and route.name not in {"static", "health.ready"}:
            answer = visitor.client.get("/w/harbour" + route.path(), query_string=wanted)
            assert answer.status_code < 500, route.name
            found = words_of(answer).replace(answer.request.query_string.decode(), "")
            told += [(route.name, id) for id in inside - set(wanted.values()) if id in found]
            told += [(route.name, "what stands there")] * (route.name not in NAMES_PLAYBOOKS and SAID in found)
    assert told == []


def test_what_stays_open_tells_nothing_of_what_is_inside(ended, app, visit):
    """Clients, people, long work and what else is the practice's: pages about one of them."""
    visitor, home, told, opened = visit("marcus"), ended.homes["northgate"], [], 0
    inside = secrets(ended) - {home.mark}
    for route in routes_with_id(app):
        if "GET" not in route.methods or not route.guarded or route.model.__name__ not in home.rows:
            continue
        if issubclass(route.model, ClientModel) and route.model.__name__ not in OF_THE_PRACTICE:
            continue
        answer = visitor.client.get("/w/harbour" + route.path(id := ended.id(route.model)))
        assert answer.status_code < 500, route.name
        opened += answer.status_code == 200
        found = words_of(answer)
        ids = {str(one): kind for one, kind in home.kinds.items() if str(one) in inside and one != id}
        told += [(route.name, kind) for one, kind in ids.items() if one in found]
        told += [(route.name, "what stands there")] * (SAID in found)
    assert told == []
    assert opened > 5


def test_a_letter_that_leaves_later_tells_nothing_any_more(furnished, app, acting):
    """Written while it could be read, and sent when it cannot: a mail server that was away, a day that was over."""
    with acting("marcus") as marcus:
        told_at, values = clock.now(), {"user": str(marcus.user_id)}
        for row in db.session.scalars(scoped(InboxRow).where(InboxRow.person_id == marcus.id)):
            db.session.delete(row)
        phase = db.session.get_one(Phase, (marcus.workspace_id, furnished.id(Phase)))
        let_know(marcus, phase, by=None, kind=Kind.CHECK_IN, text=SAID)
        db.session.flush()
        db.session.scalars(scoped(InboxRow).where(InboxRow.person_id == marcus.id)).one().told_at = told_at
        db.session.commit()
    letter = Letter(kind="digest", to_address="", values=values | {"told_at": told_at.isoformat()})
    with app.app_context():
        assert SAID in composers["digest"](letter).text
    with acting("helen"):
        db.session.scalars(scoped(Engagement)).one().practice_access = PracticeAccess.NONE
        db.session.commit()
    with app.app_context():
        assert composers["digest"](letter) is None


def test_the_client_goes_on_as_before(ended, app, visit):
    path = f"/w/harbour/engagements/{ended.id(Engagement)}/acceptance"
    assert visit("helen").client.get(path).status_code == 200


def test_the_practice_remembers_whose_it_was(ended, app, visit):
    for key in ("marcus", "mina"):
        page = visit(key).opens("/portfolio/handed-over")
        assert page.status == 200 and page.says("Northgate Recruitment")
