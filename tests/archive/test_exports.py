"""The owner takes everything of her organisation out, from a page; nobody else does, and nobody else fetches it."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests import makers
from tests.archive.archives import bring, entries
from tracker.archive.asking import forget_old_exports
from tracker.archive.models import Export
from tracker.audit import AuditEvent
from tracker.core import clock
from tracker.core.database import db
from tracker.files.storage import Gone, storage
from tracker.files.tidying import _forget_orphans
from tracker.jobs.working import do_waiting

pytestmark = pytest.mark.slow


def takes_out(app, visitor):
    page = asks(visitor)
    assert page.says("Everything of your organisation as one file")
    with app.app_context():
        do_waiting()
    return newest(app)


def asks(visitor):
    return visitor.opens("/exports").send(action="/exports")


def newest(app):
    with makers.acting(app, "helen"):
        row = db.session.scalars(select(Export).order_by(Export.id.desc()).limit(1)).first()
        if row is not None:
            db.session.expunge(row)
        return row


def test_helen_takes_everything_out_and_it_can_be_brought_in(app, northgate, helen):
    assert helen.opens("/exports").says("Nothing taken out yet")
    made = takes_out(app, helen)
    page = helen.opens("/exports")
    assert page.says(made.name) and page.says("Download")
    answer = helen.client.get(f"/w/harbour/exports/{made.id}")
    assert answer.headers["Content-Type"] == "application/zip"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    told = json.loads(entries(answer.data)["manifest.json"])
    assert told["scope"]["kind"] == "client" and told["content"] == made.content
    assert bring(app, answer.data, slug="northgate").content == made.content
    with makers.acting(app, "helen"):
        assert db.session.scalar(select(AuditEvent).where(AuditEvent.verb == "export.made")).actor_name == "Helen Ames"


def test_the_menu_leads_there_whoever_may(helen, priya):
    assert any(link.endswith("/exports") for link in helen.opens("/people").links)
    assert not any(link.endswith("/exports") for link in priya.opens("/people").links)


@pytest.mark.parametrize("key", ["priya", "aisha", "brook", "mina", "marcus"])
def test_nobody_else_takes_it_out(visit, northgate, key):
    assert visit(key).opens("/exports").status == 403


def test_only_who_asked_fetches_it(app, northgate, helen, dawn, tessa):
    made = takes_out(app, helen)
    never = uuid4()
    for visitor in (dawn, tessa):
        answers = [visitor.client.get(f"/w/harbour/exports/{id}").status_code for id in (made.id, never)]
        assert answers == [404, 404]
    with makers.acting(app, "helen"):
        db.session.get_one(Export, (made.workspace_id, made.id)).asked_by_id = makers.member("priya").id
        db.session.commit()
    assert helen.client.get(f"/w/harbour/exports/{made.id}").status_code == 404


def test_sent_twice_or_while_one_is_made_it_is_made_once(app, northgate, helen):
    form = helen.opens("/exports").form(action="/exports")
    first, second = (helen.post("/exports", **form.values) for _ in range(2))
    assert first.path == second.path
    assert asks(helen).says("One is being made already")
    with app.app_context():
        assert do_waiting() == 1


def test_after_a_week_it_is_gone(app, northgate, helen):
    made = takes_out(app, helen)
    with makers.acting(app, "marcus"):
        assert forget_old_exports() == 0
    with clock.at(clock.now() + timedelta(days=7, minutes=1)):
        assert helen.client.get(f"/w/harbour/exports/{made.id}").status_code == 404
        with makers.acting(app, "marcus"):
            assert forget_old_exports() == 1
            with pytest.raises(Gone):
                storage().read(made.key)
    assert helen.opens("/exports").says("No longer kept")


def test_what_is_kept_for_a_week_is_no_orphan(app, northgate, helen):
    made = takes_out(app, helen)
    with clock.at(clock.now() + timedelta(days=3)), app.app_context():
        _forget_orphans(made.key[:2])
        assert next(storage().read(made.key))


def test_who_is_no_owner_any_more_gets_nothing(app, northgate, helen):
    asks(helen)
    with makers.acting(app, "marcus"):
        makers.member("helen").role = "champion"
        db.session.commit()
    with app.app_context():
        do_waiting()
    assert newest(app) is None
