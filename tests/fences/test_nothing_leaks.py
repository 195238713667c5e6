"""No page that somebody may open tells of a client she has no part in, and no form takes a record of elsewhere."""

from urllib.parse import urljoin
from uuid import UUID

import pytest
from sqlalchemy import func

from tests import cast
from tests.fences.leaks import KNOWN, OWN, forms_of, secrets_from
from tests.fences.routes import all_routes
from tests.fences.words import words_of
from tracker.audit import AuditEvent
from tracker.core.database import db
from tracker.core.ids import new_id
from tracker.tenancy import scoped

pytestmark = [pytest.mark.slow, pytest.mark.every_engine]


def pages_of(furnished, app, key):
    """The address of every page, with a record of this person's own client where one is needed."""
    slug = cast.BY_KEY[key].workspace
    for route in all_routes(app):
        if "GET" in route.methods and route.name not in {"static", "health.ready"}:
            for home in OWN[key] if route.takes_id else OWN[key][:1]:
                yield route, f"/w/{slug}" + route.path(furnished.id(route.model, home) if route.takes_id else None)


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


# On PostgreSQL the database walls off too and would hide what the code forgot: one of each side is enough there.
EACH_SIDE = {"mina", "helen", "dawn", "tessa"}


@pytest.mark.parametrize("key", OWN)
def test_no_page_tells_of_somebody_elses_client_and_no_form_takes_her_record(furnished, app, visit, acting, key):
    if furnished.app.config["SETTINGS"].database_url.startswith("postgresql") and key not in EACH_SIDE:
        pytest.skip("one of each side stands for all")
    visitor, secrets, before = visit(key), secrets_from(furnished, key), events(acting)
    told, taken, opened, offering = [], [], 0, 0
    for route, path in pages_of(furnished, app, key):
        answer = visitor.client.get(path)
        assert answer.status_code < 500, (route.name, path)
        opened += answer.status_code == 200
        body = words_of(answer)
        told += [(route.name, secret) for secret in secrets if secret in body]
        if answer.status_code == 200 and "</form>" in body:
            forms = [form for form in forms_of(body) if form.method == "post"]
            offering += sum(bool(form.choices_of_records()) for form in forms)
            taken += [(route.name, *what) for what in _taken_elsewhere(furnished, visitor, key, path, forms)]
    assert told == []
    assert taken == []
    assert events(acting) == before
    assert opened > 5
    assert offering > 10 or key not in {"marcus", "mina", "helen", "dawn"}


def _taken_elsewhere(furnished, visitor, key, path, forms):
    """What these forms of a page took of elsewhere, or refused without saying so at the field."""
    for form in forms:
        for name, ids in form.choices_of_records().items():
            for id in foreign(furnished, key, ids):
                values = {**form.values, name: str(id), "once": str(new_id())}
                answer = visitor.client.post(urljoin(path, form.action) if form.action else path, data=values)
                if answer.status_code < 400 or answer.status_code >= 500:
                    yield name, answer.status_code
                elif answer.status_code == 422 and f'id="{name}-error"' not in answer.get_data(as_text=True):
                    yield name, "refused for another reason"
