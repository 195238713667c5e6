"""No page that somebody may open tells of a client she has no part in, and no form takes a record of elsewhere."""

from urllib.parse import urljoin
from uuid import UUID

import pytest
from sqlalchemy import func

from tests import cast
from tests.fences.leaks import KNOWN, OWN, forms_of, secrets_from, words_of
from tests.fences.routes import all_routes
from tracker.audit import AuditEvent
from tracker.core.database import db
from tracker.core.ids import new_id
from tracker.tenancy import scoped

pytestmark = pytest.mark.slow


def pages_of(furnished, app, key):
    """The address of every page, with a record of this person's own client where one is needed."""
    slug = cast.BY_KEY[key].workspace
    for route in all_routes(app):
        if "GET" in route.methods and route.name not in {"static", "health.ready"}:
            for home in OWN[key] if route.takes_id else OWN[key][:1]:
                yield route, f"/w/{slug}" + route.path(furnished.id(route.model, home) if route.takes_id else None)


@pytest.mark.parametrize("key", OWN)
def test_no_page_tells_of_somebody_elses_client(furnished, app, visit, key):
    visitor, secrets, told, opened = visit(key), secrets_from(furnished, key), [], 0
    for route, path in pages_of(furnished, app, key):
        answer = visitor.client.get(path)
        assert answer.status_code < 500, (route.name, path)
        opened += answer.status_code == 200
        body = words_of(answer)
        told += [(route.name, secret) for secret in secrets if secret in body]
    assert told == []
    assert opened > 5


def test_the_marks_are_really_there_to_be_found(furnished, app, visit):
    """Else the sweep above would find nothing because nothing is there."""
    helen = visit("helen")
    shown = "".join(words_of(helen.client.get(path)) for _, path in pages_of(furnished, app, "helen"))
    assert furnished.homes["northgate"].mark in shown
    assert "Priya Shah" in shown and "Northgate Recruitment" in shown
    assert sum(str(id) in shown for id in furnished.homes["northgate"].kinds) > 20


def foreign(furnished, key, ids: set[UUID]):
    """Records of elsewhere of the kind that a field offers, and one that never was."""
    kinds = {furnished.homes[home].kinds.get(id, "Membership") for home in OWN[key] for id in ids}
    strange = [home for name, home in furnished.homes.items() if name not in OWN[key]]
    rows = [home.rows[kind] for home in strange for kind in sorted(kinds) if not open_to_practice(key, home.key, kind)]
    return rows + [new_id()]


def open_to_practice(key, home, kind):
    """A practice's people may choose any of its clients, and know their people."""
    return cast.BY_KEY[key].workspace == cast.CLIENTS[home][0] and not cast.BY_KEY[key].client and kind in KNOWN


def events(acting, keys=("marcus", "tessa")):
    found = 0
    for key in keys:
        with acting(key):
            found += db.session.scalar(scoped(AuditEvent).with_only_columns(func.count(AuditEvent.id)))
    return found


@pytest.mark.parametrize("key", ["marcus", "mina", "helen", "priya", "aisha", "dawn"])
def test_no_form_takes_a_record_of_elsewhere(furnished, app, visit, acting, key):
    visitor, taken, tried, before = visit(key), [], 0, events(acting)
    for route, path in pages_of(furnished, app, key):
        page = visitor.client.get(path)
        for form in forms_of(words_of(page)) if page.status_code == 200 else []:
            if form.method != "post":
                continue
            for name, ids in form.choices_of_records().items():
                for id in foreign(furnished, key, ids):
                    values = {**form.values, name: str(id), "once": str(new_id())}
                    answer = visitor.client.post(urljoin(path, form.action) if form.action else path, data=values)
                    tried += 1
                    if answer.status_code < 400 or answer.status_code >= 500:
                        taken.append((route.name, name, answer.status_code))
                    elif answer.status_code == 422 and f'id="{name}-error"' not in answer.get_data(as_text=True):
                        taken.append((route.name, name, "refused for another reason"))
    assert taken == []
    assert events(acting) == before
    assert tried or key == "aisha"
