"""Out of one installation and into another, on another engine: the same content, the same hash, and people who find it.
"""

import json
import re

import pytest
from sqlalchemy import func, select

from tests import cast
from tests.archive.archives import archive_of, bring, entries
from tests.archive.conftest import CLIENT, HARBOUR, NORTHGATE, PRACTICE
from tests.pages import Visitor
from tracker.accounts.links import new_link
from tracker.accounts.models import Membership, User
from tracker.archive.content import Scope, parts_of
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.files.models import Attachment
from tracker.files.storage import known, storage
from tracker.tenancy import Workspace

pytestmark = pytest.mark.slow
OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}


def workspace_at(app, slug):
    with app.app_context():
        return db.session.scalar(select(Workspace.id).where(Workspace.slug == slug))


def address(name, furnished):
    """An address that no other test brings anything to, from whichever engine it comes."""
    with furnished.app.app_context():
        return f"{name}-{db.engine.dialect.name}"


def told(content):
    return json.loads(entries(content)["manifest.json"])


@pytest.mark.parametrize("client", [None, NORTHGATE], ids=["practice", "client"])
def test_sqlite_to_postgresql_to_sqlite(furnished, other, client):
    """Or the other way round. The same bytes come out of every place, but what the workspace is called."""
    here = furnished.app.extensions["sqlalchemy"]
    with furnished.app.app_context():
        engine = here.engine.dialect.name
    first = archive_of(furnished.app, Scope(HARBOUR, client))
    slug = f"moved-{'client' if client else 'practice'}-{engine}"
    there = bring(other(OTHER[engine]), first, slug=slug)
    second = archive_of(other(OTHER[engine]), Scope(workspace_at(other(OTHER[engine]), slug), client))
    back = bring(other(engine), second, slug=f"{slug}-back")
    third = archive_of(other(engine), Scope(workspace_at(other(engine), f"{slug}-back"), client))
    assert told(first)["content"] == there.content == told(second)["content"] == back.content
    one, two, three = entries(first), entries(second), entries(third)
    assert two == three and one.keys() == two.keys()
    # A client's content that stands alone is its owner's to run, which each place says of its own people.
    said_there = {"manifest.json", *(["rows/membership.jsonl"] if client else [])}
    assert [name for name in one.keys() - said_there if one[name] != two[name]] == []
    assert there.rows == sum(table["rows"] for table in told(first)["tables"])


def test_the_same_content_gives_the_same_bytes(furnished):
    assert archive_of(furnished.app, CLIENT) == archive_of(furnished.app, CLIENT)


def test_every_table_is_in_it_and_no_way_in(furnished):
    with furnished.app.app_context(), entered(Context()):
        db.session.get_one(User, cast.BY_KEY["helen"].user_id).password_hash = "$argon2id$only-here"
        db.session.commit()
    content = archive_of(furnished.app, PRACTICE)
    names = {name.removeprefix("rows/").removesuffix(".jsonl") for name in entries(content) if name.startswith("rows")}
    assert names == {part.name for part in parts_of(PRACTICE)}
    everything = b"".join(entries(content).values())
    assert b"argon2" not in everything
    assert not re.search(rb'"[a-z_]*(token|password)[a-z_]*":', everything)


def test_files_come_along(furnished, other):
    app, slug = other("sqlite"), address("with-files", furnished)
    bring(app, archive_of(furnished.app, CLIENT), slug=slug)
    with app.app_context(), entered(Context(workspace=workspace_at(app, slug))):
        rows = [row for row in db.session.scalars(select(Attachment)) if known(row.key)]
        kept = [b"".join(storage().read(row.key)) for row in rows if row.name.endswith(".txt")]
    assert kept == [furnished.homes["northgate"].mark.encode()]


@pytest.mark.parametrize(("key", "path"), [("marcus", "/portfolio"), ("helen", "/people"), ("aisha", "/checklist")])
def test_people_sign_in_by_a_link_and_their_pages_open(furnished, other, key, path):
    app, slug = other(OTHER["sqlite"]), address("new-house", furnished)
    if workspace_at(app, slug) is None:
        bring(app, archive_of(furnished.app, PRACTICE), slug=slug)
    with app.app_context(), entered(Context()):
        user = db.session.scalars(select(User).where(User.email == cast.BY_KEY[key].email)).one()
        assert user.password_hash is None
        token = new_link(user)
        db.session.commit()
    visitor = Visitor(app.test_client(), slug)
    assert visitor.sends(f"//sign-in/{token}").status == 200
    engagement = f"/engagements/{furnished.homes['northgate'].rows['Engagement']}"
    tabs = [f"{engagement}/{tab}" for tab in ("ladder", "strategy", "tools")] if key != "aisha" else []
    for place in [path, *tabs]:
        page = visitor.client.get(f"/w/{slug}{place}")
        assert page.status_code == 200, place
        assert cast.BY_KEY[key].name in page.text, place


def test_nobody_of_the_practice_gets_into_what_a_client_took_along(furnished, other):
    app, slug = other("sqlite"), address("on-their-own", furnished)
    bring(app, archive_of(furnished.app, CLIENT), slug=slug)
    with app.app_context(), entered(Context(workspace=workspace_at(app, slug))):
        open_places = select(func.count()).where(Membership.client_id.is_(None), Membership.ended_at.is_(None))
        assert db.session.scalar(open_places) == 0
        assert db.session.scalar(select(Workspace.name).where(Workspace.slug == slug)) == (
            "Northgate Recruitment"
        )
