"""Three people are erased from the fullest story there is: their names are nowhere, and history rebuilds the same."""

import pytest

from tests.databases import settings_for
from tests.demo.kept import put_told_demo
from tests.erasure.scenes import comes_due, where_it_stands
from tracker import create_app
from tracker.accounts.members import end_place
from tracker.accounts.models import Membership, Role
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.demo.stories.practices import HARBOUR
from tracker.erasure.asking import ask_for_place
from tracker.selfsufficiency.checking import check_history
from tracker.tenancy import Workspace, scoped

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("demo")]
GONE = ("Priya Shah", "Aisha Khan", "Mina Okafor")


def test_three_leave_and_half_a_year_of_history_stays_sound(tmp_path_factory):
    folder = tmp_path_factory.mktemp("erased")
    put_told_demo(tmp_path_factory.getbasetemp(), folder)
    app = create_app(settings_for(f"sqlite:///{folder / 'baton.sqlite3'}", folder, demo=True))
    with app.app_context():
        with entered(Context(writes=False)):
            space = db.session.query(Workspace).filter_by(demo=True, name=HARBOUR.name).one().id
        assert all(len(where_it_stands(app, [space], name)) > 8 for name in GONE)
        with entered(Context(space, zone="Europe/London")):
            lead = db.session.scalars(scoped(Membership).where(Membership.role == Role.LEAD)).first()
            for name in GONE:
                member = db.session.scalars(scoped(Membership).where(Membership.name == name)).one()
                end_place(member, by=lead)
                ask_for_place(member, by=lead)
            db.session.commit()
    assert comes_due(app) == len(GONE)
    assert [column for name in GONE for column in where_it_stands(app, [space], name)] == []
    with app.app_context():
        checked = list(check_history())
    assert len(checked) > 3 and [one for one in checked if one.differences] == []
