"""The workspace's name and time zone."""

import pytest
from sqlalchemy import select

from tracker.core.database import db
from tracker.tenancy import Workspace


def workspace(app) -> Workspace:
    with app.app_context():
        return db.session.scalars(select(Workspace).where(Workspace.slug == "harbour")).one()


def test_the_lead_gives_another_name_and_clock_and_links_go_on_working(app, marcus, helen):
    assert "/w/harbour/settings" in marcus.opens("/people").links
    page = marcus.sends("/settings", practice="Harbour & Lane Partners", zone="Pacific/Auckland")
    assert page.says("Saved.") and page.says("Harbour & Lane Partners")
    assert workspace(app).slug == "harbour" and workspace(app).zone == "Pacific/Auckland"
    assert helen.opens("/people").says("Harbour & Lane Partners")


@pytest.mark.parametrize(("fields", "said"), [
    ({"practice": "", "zone": "Europe/London"}, "is missing"),
    ({"practice": "Harbour", "zone": "Europe/Atlantis"}, "no such time zone"),
    ({"practice": "Harbour", "zone": "x" * 300}, "At most"),
    ({"practice": "see www.harbour.example", "zone": "Europe/London"}, "web address"),
])  # fmt: skip
def test_what_makes_no_sense_is_explained_and_changes_nothing(app, marcus, fields, said):
    before = workspace(app).name, workspace(app).zone
    page = marcus.sends("/settings", **fields)
    assert page.status == 422 and page.says(said)
    assert (workspace(app).name, workspace(app).zone) == before


@pytest.mark.parametrize("key", ["mina", "helen", "aisha"])
def test_nobody_else_may(visit, key):
    assert visit(key).opens("/settings").status == 403
