"""Rows that name no client are the practice's alone: neither wall shows them to a client's people, nor takes them."""

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from tests import cast
from tests.fences.furnishing import tenant_models
from tracker.core.database import db
from tracker.core.ids import new_id
from tracker.discussion.models import Comment, InboxRow, Mending
from tracker.tenancy import ClientModel, unscoped
from tracker.tenancy.scope import WallBreach

pytestmark = pytest.mark.every_engine

# Of these a row may carry a client or none; the names of the practice's people are open to its clients.
KEPT = sorted(
    (model for model in tenant_models()
     if "client_id" in model.__table__.columns and not issubclass(model, ClientModel) and not model.open_to_clients),
    key=lambda model: model.__name__,
)  # fmt: skip


def kept_row(furnished, acting, model):
    """A copy of Northgate's row that names no client, as the practice would write it."""
    with acting("marcus"):
        first = db.session.get_one(model, (cast.fixed("workspace harbour"), furnished.id(model)))
        values = {column.name: getattr(first, column.name) for column in model.__table__.columns}
        values |= {"id": new_id(), "client_id": None}
        if model is Comment:
            values["visibility"] = "practice"
        if "user_id" in values:
            values["user_id"] = cast.BY_KEY["marcus"].user_id
        db.session.add(model(**values))
        db.session.commit()
        return values["id"]


def test_what_people_say_is_among_them():
    assert {Comment, Mending, InboxRow} <= set(KEPT)


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
@pytest.mark.parametrize("key", ["helen", "priya", "aisha", "brook", "dawn"])
def test_a_clients_people_never_find_it(furnished, acting, key, model):
    id = kept_row(furnished, acting, model)
    with acting(key):
        assert id not in set(db.session.scalars(select(model.id)))
        assert db.session.get(model, (cast.fixed("workspace harbour"), id)) is None
        if db.engine.dialect.name == "postgresql":
            bare = text(f"SELECT count(*) FROM {model.__tablename__} WHERE client_id IS NULL")
            assert db.session.scalar(unscoped(bare, "only the wall of the engine is to answer")) == 0


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
def test_the_practice_does(furnished, acting, model):
    id = kept_row(furnished, acting, model)
    with acting("mina"):
        assert id in set(db.session.scalars(select(model.id)))


@pytest.mark.parametrize("model", [Comment, Mending], ids=lambda model: model.__name__)
def test_it_is_never_handed_to_the_client_afterwards(furnished, acting, model):
    """What was said cannot be changed by any role that serves, so neither can who sees it."""
    id = kept_row(furnished, acting, model)
    with acting("marcus"):
        row = db.session.get_one(model, (cast.fixed("workspace harbour"), id))
        row.client_id = cast.fixed("client northgate")
        with pytest.raises(WallBreach, match="never changed"):
            db.session.flush()
    with acting("marcus"):
        if db.engine.dialect.name == "postgresql":
            with pytest.raises(DBAPIError, match="permission denied"):
                db.session.execute(
                    unscoped(update(model.__table__).values(client_id=cast.fixed("client northgate")), "tried in vain")
                )


@pytest.mark.parametrize("model", KEPT, ids=lambda model: model.__name__)
def test_no_clients_person_writes_such_a_row(furnished, acting, model):
    with acting("helen"):
        first = db.session.get_one(model, (cast.fixed("workspace harbour"), furnished.id(model)))
        values = {column.name: getattr(first, column.name) for column in model.__table__.columns}
        values |= {"id": new_id(), "client_id": None}
        db.session.expunge_all()
        db.session.add(model(**values))
        with pytest.raises(WallBreach, match="another client"):
            db.session.flush()
