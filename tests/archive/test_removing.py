"""All rows of a client, or of a workspace, are deleted: signed ones too, and nothing of anybody else's."""

import pytest
from sqlalchemy import update

from tests import cast
from tests.archive.conftest import CLIENT, HARBOUR, NORTHGATE, PRACTICE
from tests.makers import acting
from tracker.archive import removing
from tracker.archive.content import Scope, parts
from tracker.archive.removing import count, remove
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.discussion.models import Comment, Visibility
from tracker.files.models import Attachment
from tracker.files.storage import Gone, known, storage
from tracker.tenancy import scoped, unscoped

pytestmark = pytest.mark.slow
WEIR = Scope(HARBOUR, cast.fixed("client weir"))
TIDEWATER = Scope(cast.fixed("workspace tidewater"))


class Killed(Exception):
    pass


@pytest.fixture(autouse=True)
def the_practices_own_rows_are_by_its_own_people(furnished):
    """The furnishing puts anybody's name to anything; nobody of a client makes a playbook of the practice."""
    with furnished.app.app_context():
        for scope, by in ((PRACTICE, "marcus"), (TIDEWATER, "tessa")):
            with entered(Context(scope.workspace, removes=True)):
                for part in parts().values():
                    people = {one.column_keys[-1] for one in part.keys() if one.referred_table.name == "membership"}
                    if not part.of_clients and people:
                        values = dict.fromkeys(people, cast.BY_KEY[by].id)
                        where = part.table.c.workspace_id == scope.workspace
                        statement = update(part.table).where(where).values(values)
                        db.session.execute(unscoped(statement, "the practice's own rows, by its own people"))
                db.session.commit()


def file_of(app, key="marcus"):
    with acting(app, key):
        keys = scoped(Attachment).where(Attachment.client_id == NORTHGATE).with_only_columns(Attachment.key)
        return next(key for key in db.session.scalars(keys) if known(key))


def written_for_the_practice(app):
    """A note about Northgate that its people must not see."""
    with acting(app, "marcus") as marcus:
        told = db.session.scalars(scoped(Comment).where(Comment.client_id == NORTHGATE)).first()
        db.session.add(
            Comment(
                engagement_id=told.engagement_id, visibility=Visibility.PRACTICE, subject_type=told.subject_type,
                subject_id=told.subject_id, subject_name=told.subject_name, text="For us alone.", author_id=marcus.id,
            )
        )  # fmt: skip
        db.session.commit()


def test_a_clients_rows_go_and_its_neighbours_stay_as_they_were(furnished, sums):
    app = furnished.app
    with app.app_context():
        written_for_the_practice(app)
        key, before = file_of(app), (sums(WEIR).whole, sums(TIDEWATER).whole)
        counted = count(CLIENT)
        assert counted.keys() >= {"sign_off", "audit_event", "membership", "client", "engagement"}
        assert remove(CLIENT) == counted
        assert count(CLIENT) == {}
        with entered(Context(workspace=HARBOUR)):
            texts = list(db.session.scalars(scoped(Comment).with_only_columns(Comment.text)))
            assert "For us alone." not in texts and texts
        with pytest.raises(Gone):
            storage().read(key)
    assert (sums(WEIR).whole, sums(TIDEWATER).whole) == before


def test_a_workspace_goes_whole_and_the_other_stays_as_it_was(furnished, sums):
    with furnished.app.app_context():
        before = sums(TIDEWATER).whole
        assert set(parts()) <= count(PRACTICE).keys()
        remove(PRACTICE)
        assert count(PRACTICE) == {}
    assert sums(TIDEWATER).whole == before


def test_what_is_to_stay_stays(furnished):
    with furnished.app.app_context():
        gone = remove(CLIENT, keep={"client", "engagement"})
        assert count(CLIENT).keys() == {"client", "engagement"}
        assert not gone.keys() & {"client", "engagement"}


def test_stopped_after_every_batch_it_ends_the_same(furnished, sums, monkeypatch):
    """Told to stop at each batch's end, as a worker that is ended: the next goes on from there."""
    monkeypatch.setattr(removing, "BATCH", 3)
    with furnished.app.app_context():
        before, whole, times = sums(WEIR).whole, count(CLIENT), 0
        gone: dict[str, int] = {}
        while count(CLIENT):
            times += 1

            def stop(table, rows):
                gone[table] = gone.get(table, 0) + rows
                raise Killed

            with pytest.raises(Killed):
                remove(CLIENT, told=stop)
    assert gone == whole and times >= len(whole)
    assert sums(WEIR).whole == before
