"""A workspace that its client owns stays the client's wherever an archive brings it, with what its owner decides there;
and nobody brings such rights along into a practice."""

import pytest
from sqlalchemy import select

from tests import cast
from tests.archive.archives import archive_of, bring, entries, with_rows
from tests.archive.conftest import CLIENT, PRACTICE
from tests.archive.test_round_trip import OTHER, told, workspace_at
from tests.pages import Visitor
from tracker.access import Can
from tracker.access.policies import allows
from tracker.accounts.links import new_link
from tracker.accounts.models import Membership, User
from tracker.archive.content import Scope
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.tenancy import Workspace

pytestmark = pytest.mark.slow


def signed_in(app, key, slug):
    with app.app_context(), entered(Context()):
        token = new_link(db.session.scalars(select(User).where(User.email == cast.BY_KEY[key].email)).one())
        db.session.commit()
    visitor = Visitor(app.test_client(), slug)
    visitor.sends(f"//sign-in/{token}")
    return visitor


def rights(app, slug, key="helen"):
    """Whether the workspace is its client's own, and what she may decide in it."""
    with app.app_context(), entered(Context(workspace=workspace_at(app, slug))):
        space = db.session.scalars(select(Workspace).where(Workspace.slug == slug)).one()
        member = db.session.get_one(Membership, (space.id, cast.BY_KEY[key].id))
        acts = (Can.MANAGE_TENANTS, Can.CREATE_ENGAGEMENT)
        return space.owned_by_client, member.own, member.moving, [allows(act, member) for act in acts]


def test_it_stays_the_clients_from_one_engine_to_the_other(furnished, other):
    with furnished.app.app_context():
        engine = db.engine.dialect.name
    near, far = other(engine), other(OTHER[engine])
    bring(near, archive_of(furnished.app, CLIENT), slug=f"own-{engine}")
    assert rights(near, f"own-{engine}")[:3] == (True, True, False)
    with near.app_context(), entered(Context(workspace=(own := workspace_at(near, f"own-{engine}")))):
        # Its owner takes it along while it waits to be deleted.
        db.session.get_one(Workspace, own).closing = {"all": "2027-05-01"}
        db.session.commit()
    first = archive_of(near, Scope(own))
    bring(far, first, slug=f"own-{engine}-there")
    assert told(archive_of(far, Scope(workspace_at(far, f"own-{engine}-there"))))["content"] == told(first)["content"]
    assert rights(far, f"own-{engine}-there") == rights(near, f"own-{engine}")
    helen = signed_in(far, "helen", f"own-{engine}-there")
    assert helen.opens("/people/invite").says("Coach")
    assert helen.opens("/engagements/new").status == 200
    assert not helen.opens("/").says("Read-only")


def test_a_practice_stays_a_practice_and_nobody_of_a_client_leads_it(furnished, other):
    """Not even where somebody wrote it into the rows of the archive."""
    app = other(OTHER["sqlite"])
    with furnished.app.app_context():
        slug = f"a-practice-{db.engine.dialect.name}"

    def forge(rows):
        for row in rows:
            row["own"] = row["moving"] = True

    forged = with_rows(archive_of(furnished.app, PRACTICE), "membership", forge)
    assert entries(forged)["rows/membership.jsonl"].count(b'"own":true') > 5
    bring(app, forged, slug=slug)
    assert rights(app, slug) == (False, False, False, [False, False])
    assert signed_in(app, "helen", slug).opens("/engagements/new").status == 403
