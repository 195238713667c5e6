"""The wall in the code, on every engine: whatever a statement looks like, it sees and changes one's own rows only."""

import pytest
from sqlalchemy import delete, exists, func, insert, select, text, union_all, update
from sqlalchemy.orm import aliased, joinedload, selectinload

from tests import cast, makers
from tests.fences.furnishing import tenant_models
from tracker.accounts.models import Membership
from tracker.core.context import NOBODY, Context, bind, entered
from tracker.core.database import db
from tracker.core.ids import new_id
from tracker.discussion.models import InboxRow
from tracker.engagements.models import SignOff, TeamMember
from tracker.strategy.models import Revision, StrategySection
from tracker.tenancy import AppendOnly, scoped
from tracker.tenancy.scope import WallBreach

pytestmark = [pytest.mark.slow, pytest.mark.every_engine]

# Who looks, and whose rows she must not find.
LOOKS = [("helen", "weir"), ("dawn", "northgate"), ("marcus", "quay"), ("tessa", "weir"), ("ewan", "northgate")]
MODELS = sorted(tenant_models(), key=lambda model: model.__name__)


def strange_ids(furnished, home):
    return set(furnished.homes[home].kinds)


@pytest.mark.parametrize(("key", "home"), LOOKS)
def test_no_query_of_any_model_finds_a_foreign_row(furnished, acting, key, home):
    strange = strange_ids(furnished, home)
    with acting(key):
        for model in MODELS:
            assert not strange & set(db.session.scalars(select(model.id))), model
            assert not strange & {row.id for row in db.session.scalars(scoped(model))}, model


@pytest.mark.parametrize(("key", "home"), LOOKS)
def test_no_foreign_row_is_loaded_by_its_id(furnished, acting, key, home):
    workspace = cast.fixed(f"workspace {cast.CLIENTS[home][0]}")
    with acting(key):
        for model in MODELS:
            id = furnished.id(model, home)
            assert db.session.get(model, (workspace, id)) is None, model
            assert db.session.get(model, (cast.BY_KEY[key].workspace_id, id)) is None, model


def shapes(model):
    """The same question in the shapes that a query can take."""
    other, inner = aliased(model), select(model.id).subquery()
    cte = select(model.id).cte()
    return {
        "columns": select(model.id),
        "an alias": select(other.id),
        "a subquery": select(inner.c.id),
        "a common table": select(cte.c.id),
        "a union": union_all(select(model.id), select(other.id)),
        "a join of itself": select(other.id).select_from(model).join(other, other.id == model.id),
        "an outer join": select(other.id).select_from(StrategySection).outerjoin(other, other.id.is_not(None)),
        "an exists": select(StrategySection.id).where(exists().where(other.id == furnished_id(model))),
        "a scalar": select(select(func.count(other.id)).scalar_subquery()),
    }  # fmt: skip


_looked_for: dict[type, object] = {}


def furnished_id(model):
    return _looked_for[model]


@pytest.mark.parametrize(("key", "home"), [("dawn", "northgate"), ("tessa", "northgate")])
def test_no_shape_of_a_query_slips_through(furnished, acting, key, home):
    strange = strange_ids(furnished, home)
    with acting(key):
        for model in MODELS:
            _looked_for[model] = furnished.id(model, home)
            own = db.session.scalar(select(func.count(model.id)))
            for name, statement in shapes(model).items():
                found = db.session.scalars(statement).all()
                if name == "an exists":
                    assert found == [], (model, name)
                elif name == "a scalar":
                    assert found == [own], (model, name)
                else:
                    assert not strange & set(found), (model, name)


def test_relationships_load_within_the_walls(furnished, acting):
    with acting("helen"):
        for option in (joinedload, selectinload):
            for seat in db.session.scalars(scoped(TeamMember).options(option(TeamMember.member))):
                assert seat.member is None or seat.member.client_id in {None, cast.fixed("client northgate")}
            db.session.expire_all()


LOOSE = {
    "bare SQL": lambda: text("SELECT count(*) FROM strategy_section"),
    "a Core select": lambda: select(StrategySection.__table__),
    "a Core update": lambda: update(StrategySection.__table__).values(title="Mine now"),
    "a Core delete": lambda: delete(StrategySection.__table__),
    "a Core insert": lambda: insert(StrategySection.__table__).values(workspace_id=new_id(), id=new_id()),
    "a bulk insert": lambda: insert(StrategySection).values(workspace_id=new_id(), id=new_id()),
}


@pytest.mark.parametrize("key", ["helen", "marcus"])
def test_statements_that_the_walls_cannot_narrow_are_refused(furnished, acting, key):
    for name, statement in LOOSE.items():
        with acting(key), pytest.raises(WallBreach):
            db.session.execute(statement())
            pytest.fail(f"{name} went through")


def test_nor_can_they_go_by_the_sessions_connection(furnished, acting):
    for name, statement in LOOSE.items():
        with acting("helen"), pytest.raises(WallBreach):
            db.session.connection().execute(statement())
            pytest.fail(f"{name} went through")


@pytest.mark.parametrize("key", ["dawn", "tessa"])
def test_changing_or_deleting_in_bulk_touches_ones_own_rows_only(furnished, acting, key):
    def titles():
        with acting("helen"):
            return db.session.execute(select(StrategySection.id, StrategySection.title)).all()

    before = titles()
    with acting(key):
        changed = db.session.execute(update(StrategySection).values(title="Mine now")).rowcount
        assert changed == db.session.scalar(select(func.count(StrategySection.id)))
        gone = db.session.execute(delete(TeamMember).where(TeamMember.engagement_id == furnished_engagement(furnished)))
        assert gone.rowcount == 0
        db.session.commit()
    assert titles() == before


def furnished_engagement(furnished):
    return furnished.homes["northgate"].rows["Engagement"]


def a_section(key, **values):
    """A new section of Northgate's engagement, whoever adds it."""
    northgate = {
        "workspace_id": cast.fixed("workspace harbour"), "client_id": cast.fixed("client northgate"),
        "position": 99, "key": f"slipped in by {key}", "title": "Mine now", "prompt": "Why?",
    }  # fmt: skip
    return StrategySection(**northgate | values)


@pytest.mark.parametrize("key", ["dawn", "ewan", "tessa"])
def test_no_row_is_added_among_those_of_others(furnished, acting, key):
    with acting(key):
        db.session.add(a_section(key, engagement_id=furnished_engagement(furnished)))
        with pytest.raises(WallBreach):
            db.session.flush()


@pytest.mark.parametrize("key", ["dawn", "ewan", "tessa"])
def test_no_row_of_others_is_merged_changed_or_deleted(furnished, acting, key):
    with acting("helen"):
        theirs = db.session.scalars(scoped(StrategySection)).first()
        db.session.expunge(theirs)
    with acting(key):
        merged = a_section(key, id=theirs.id, engagement_id=theirs.engagement_id)
        db.session.merge(merged)
        with pytest.raises(WallBreach):
            db.session.flush()
    with acting(key):
        db.session.add(theirs)
        theirs.title = "Mine now"
        with pytest.raises(WallBreach):
            db.session.flush()
        db.session.expunge(theirs)
    with acting(key):
        db.session.delete(theirs)
        with pytest.raises(WallBreach):
            db.session.flush()


@pytest.mark.parametrize("values", [{"client_id": "northgate"}, {"workspace_id": "tidewater"}])
def test_ones_own_row_is_not_moved_to_others(furnished, acting, values):
    (column, name), = values.items()
    with acting("dawn"):
        own = db.session.scalars(scoped(StrategySection)).first()
        setattr(own, column, cast.fixed(f"{column.removesuffix('_id')} {name}"))
        with pytest.raises(WallBreach):
            db.session.flush()


def test_what_was_signed_or_happened_is_never_changed_or_deleted(furnished, acting):
    rows = [model for model in MODELS if issubclass(model, AppendOnly)]
    assert {SignOff, Revision} <= set(rows)
    for model in rows:
        with acting("marcus"):
            row = db.session.scalars(scoped(model)).first()
            said = {c.key: c.type.python_type for c in model.__table__.columns if c.type.python_type in (str, int)}
            column = next(iter(said))
            setattr(row, column, "Never said" if said[column] is str else 99)
            with pytest.raises(WallBreach, match="never changed"):
                db.session.flush()
        with acting("marcus"):
            db.session.delete(db.session.scalars(scoped(model)).first())
            with pytest.raises(WallBreach, match="never changed"):
                db.session.flush()


def test_outside_a_workspace_there_is_nothing_but_ones_own_memberships_and_inboxes(furnished, app):
    with app.app_context(), entered(Context(user=cast.BY_KEY["helen"].user_id)):
        found = {model: db.session.scalars(select(model)).all() for model in MODELS}
        own = [row.user_id for model in (Membership, InboxRow) for row in found.pop(model)]
        assert own == [cast.BY_KEY["helen"].user_id] * 2
        assert [model for model, rows in found.items() if rows] == []
    with app.app_context(), entered(NOBODY):
        assert [model for model in MODELS if db.session.scalars(select(model)).all()] == []


def test_nothing_is_written_outside_a_workspace(furnished, app):
    with app.app_context(), entered(Context(user=cast.BY_KEY["helen"].user_id)):
        db.session.add(a_section("nobody", engagement_id=furnished_engagement(furnished)))
        with pytest.raises(WallBreach):
            db.session.flush()


def test_a_session_refuses_to_serve_another_context(furnished, app):
    with app.app_context(), entered(cast.BY_KEY["helen"].context()):
        assert db.session.scalar(select(func.count(StrategySection.id))) > 0
        bind(cast.BY_KEY["tessa"].context())
        with pytest.raises(RuntimeError, match="another context"):
            db.session.scalars(select(StrategySection)).all()


def test_a_row_remembered_by_one_session_is_not_in_the_next(furnished, app):
    with makers.acting(app, "marcus"):
        id = furnished.id(StrategySection, "weir")
        assert db.session.get(StrategySection, (cast.fixed("workspace harbour"), id)) is not None
    with makers.acting(app, "helen"):
        assert db.session.get(StrategySection, (cast.fixed("workspace harbour"), id)) is None


def test_a_row_that_names_nobody_becomes_ones_own(furnished, acting):
    with acting("dawn"):
        engagement_id = furnished.homes["weir"].rows["Engagement"]
        row = StrategySection(engagement_id=engagement_id, position=98, key=str(new_id()), title="Ours", prompt="Why?")
        db.session.add(row)
        db.session.flush()
        assert (row.workspace_id, row.client_id) == (cast.BY_KEY["dawn"].workspace_id, cast.BY_KEY["dawn"].client_id)
