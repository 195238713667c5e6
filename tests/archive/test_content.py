"""All rows of a workspace, or of one client of it, go elsewhere and are the same there."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests import cast
from tests.archive.conftest import CLIENT, HARBOUR, NORTHGATE, PRACTICE
from tests.fences.furnishing import mark_of
from tracker.accounts.models import Membership, Role, User
from tracker.archive.content import Scope, parts, parts_of, plain, put, text_of
from tracker.archive.putting import _parents_first
from tracker.clients.models import Client
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.core.ids import new_id
from tracker.files.models import Attachment
from tracker.files.storage import Gone, storage

pytestmark = pytest.mark.slow


def put_elsewhere(furnished, rows, elsewhere, *, commit=True):
    with furnished.app.app_context(), entered(Context(workspace=elsewhere)):
        counts = put(iter(rows), into=elsewhere)
        db.session.commit() if commit else db.session.rollback()
        return counts


@pytest.mark.parametrize("scope", [PRACTICE, CLIENT], ids=["practice", "client"])
def test_every_table_has_rows_in_the_order_of_its_keys(read, scope):
    found = list(dict.fromkeys(name for name, _ in read(scope)))
    assert found == [part.name for part in parts_of(scope)]


def test_a_clients_content_is_the_same_elsewhere(furnished, read, sums, elsewhere):
    counts = put_elsewhere(furnished, read(CLIENT), elsewhere)
    there, here = sums(Scope(elsewhere, NORTHGATE)), sums(CLIENT)
    assert counts == here.counts == there.counts
    assert there.tables == here.tables
    assert there.whole == here.whole


def test_the_order_is_fixed_and_one_value_changes_the_sum(furnished, read, sums):
    before = sums(CLIENT)
    assert [row["id"] for _, row in read(CLIENT)] == [row["id"] for _, row in read(CLIENT)]
    with furnished.app.app_context(), entered(CLIENT.context(writes=True)):
        db.session.scalars(select(Client)).one().headcount = 35
        db.session.commit()
    assert {name for name, value in sums(CLIENT).tables.items() if value != before.tables[name]} == {"client"}
    assert sums(CLIENT).whole != before.whole


def test_nothing_of_another_client_is_among_it(read):
    others = {mark_of("weir").encode(), mark_of("quay").encode(), str(cast.fixed("client weir")).encode()}
    for name, row in read(CLIENT):
        text = text_of(plain(parts()[name], row))
        assert not [mark for mark in others if mark in text], name


def test_what_the_practice_keeps_for_itself_is_not_among_it(furnished, read):
    with furnished.app.app_context(), entered(PRACTICE.context(writes=True)):
        row = dict(next(row for name, row in read(CLIENT) if name == "comment"))
        private = parts()["comment"].model(**row | {"id": new_id(), "client_id": None, "visibility": "practice"})
        db.session.add(private)
        db.session.commit()
        id = private.id
    assert id in {row["id"] for name, row in read(PRACTICE) if name == "comment"}
    assert id not in {row["id"] for name, row in read(CLIENT) if name == "comment"}


def test_people_of_the_practice_come_along_as_people_who_have_left(furnished, read):
    with furnished.app.app_context(), entered(PRACTICE.context(writes=True)):
        unnamed = User(email="una@harbour.example", name="Una Vale")
        db.session.add(unnamed)
        db.session.flush()
        db.session.add(Membership(user_id=unnamed.id, role=Role.CONSULTANT, name="Una Vale"))
        db.session.commit()
    people = {row["name"]: row for name, row in read(CLIENT) if name == "membership"}
    assert people["Marcus Hale"]["ended_at"] is not None
    assert people["Helen Ames"]["ended_at"] is None
    assert "Una Vale" not in people  # no row of Northgate names her
    assert "Dawn Perry" not in people


def test_users_are_found_by_their_address_or_made_without_a_password(furnished, read, elsewhere):
    rows = [
        (name, row | {"user_id": "new@northgate.example"} if row.get("user_id") == "callum@northgate.example" else row)
        for name, row in read(CLIENT)
    ]
    put_elsewhere(furnished, rows, elsewhere)
    with furnished.app.app_context(), entered(Context(workspace=elsewhere)):
        query = select(Membership.name, User).join(User, User.id == Membership.user_id)
        users = {name: user for name, user in db.session.execute(query)}
    assert users["Helen Ames"].id == cast.BY_KEY["helen"].user_id
    assert (users["Callum Reid"].email, users["Callum Reid"].password_hash) == ("new@northgate.example", None)


def test_a_number_that_is_taken_is_given_anew(furnished, read, sums, elsewhere):
    with furnished.app.app_context(), entered(Context(workspace=elsewhere)):
        db.session.add(Client(reference=1, name="Who was there first"))
        db.session.commit()
    put_elsewhere(furnished, read(CLIENT), elsewhere)
    with furnished.app.app_context(), entered(Context(workspace=elsewhere)):
        assert db.session.scalar(select(Client.reference).where(Client.id == NORTHGATE)) == 2
    assert sums(Scope(elsewhere, NORTHGATE)).whole == sums(CLIENT).whole


def test_rows_that_are_there_already_are_refused_whole(furnished, read, sums):
    before = sums(PRACTICE)
    with pytest.raises(IntegrityError):
        put_elsewhere(furnished, read(CLIENT), HARBOUR)
    assert sums(PRACTICE).whole == before.whole


def test_files_come_along_and_go_with_a_rollback(furnished, read, elsewhere):
    files = [row for name, row in read(CLIENT) if name == "attachment"]
    put_elsewhere(furnished, read(CLIENT), elsewhere, commit=False)
    with furnished.app.app_context(), entered(Context(workspace=elsewhere)):
        assert put(iter(read(CLIENT)), into=elsewhere)["attachment"] == len(files)
        keys = list(db.session.scalars(select(Attachment.key).order_by(Attachment.id)))
        db.session.rollback()
        for key in keys:
            with pytest.raises(Gone):
                storage().read(key)
    put_elsewhere(furnished, read(CLIENT), elsewhere)
    with furnished.app.app_context():
        kept = [b"".join(storage().read(key)) for key in keys if _there(key)]
    assert kept == [mark_of("northgate").encode()]


def _there(key):
    try:
        storage().read(key).close()
    except Gone:
        return False
    return True


def test_rows_of_one_table_are_put_in_the_order_in_which_they_name_each_other():
    first, second, third = (new_id() for _ in range(3))
    rows = [("decision", {"id": id, "supersedes_id": over}) for id, over in
            ((first, second), (second, third), (third, None))]  # fmt: skip
    assert [row["id"] for _, row in _parents_first(rows)] == [third, second, first]


def test_only_a_session_of_the_whole_workspace_may_put(furnished, elsewhere):
    with furnished.app.app_context(), entered(PRACTICE.context(writes=True)), pytest.raises(ValueError):
        put([], into=elsewhere)


def test_the_newest_event_of_the_client_is_when_the_practice_left(read):
    rows = read(CLIENT)
    marcus = next(row for name, row in rows if name == "membership" and row["name"] == "Marcus Hale")
    newest = max(row["at"] for name, row in rows if name == "audit_event")
    assert marcus["ended_at"] - newest == timedelta(0)
