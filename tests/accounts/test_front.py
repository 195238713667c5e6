"""The first page outside any workspace, and going between workspaces."""

import pytest

from tests import cast
from tests.counting import statements
from tests.pages import Visitor
from tracker.accounts.models import User
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.tenancy import Workspace

pytestmark = [pytest.mark.slow, pytest.mark.one_engine]


def test_a_stranger_is_led_to_the_sign_in(visitor):
    page = visitor.opens("//")
    assert page.path == "/sign-in" and page.says("Send me a link")


def test_who_has_one_place_is_led_to_it_and_who_has_two_may_choose(helen, tessa):
    assert helen.opens("//").path.startswith("/w/harbour/")
    tessa.sends("//workspaces/new", practice="Ebb & Flow")
    assert tessa.opens("//").path == "/workspaces"


def test_who_has_no_place_is_told_what_to_do(helen, aisha):
    helen.sends(f"/people/{cast.BY_KEY['aisha'].id}/end", because="")
    assert aisha.opens("//").says("An invitation brings you into one")


def test_the_list_of_workspaces_is_ones_own(tessa, helen):
    assert not tessa.opens("//workspaces").says("Harbour")
    assert not helen.opens("//workspaces").says("Tidewater")


def test_another_workspace_reads_as_one_that_never_was(tessa):
    foreign, never = tessa.opens("//w/harbour/people"), tessa.opens("//w/nowhere/people")
    assert foreign.status == never.status == 404 and foreign.text == never.text


def test_the_name_of_another_workspace_stands_on_no_page(tessa):
    for path in ("account", "workspaces", "people", "account/sessions", "invitations/x", "sign-up"):
        assert not tessa.opens(f"//w/harbour/{path}").says("Harbour & Lane")


def test_a_page_for_members_asks_a_stranger_to_sign_in_and_comes_back(visitor):
    page = visitor.opens("//w/harbour/people?after=1", follow=False)
    assert page.response.headers["Location"] == "/sign-in?next=/w/harbour/people?after%3D1"


def test_static_files_cost_no_statement(app, helen):
    with statements(app) as sent:
        assert helen.opens("//static/theme.css").status == 200
    assert sent == []


@pytest.fixture
def demo(app, another_process):
    """Harbour & Lane as a demo, of which Helen, Marcus and Dawn are offered."""
    with app.app_context(), entered(Context()):
        db.session.get_one(Workspace, cast.fixed("workspace harbour")).demo = True
        for key in ("helen", "marcus", "dawn"):
            db.session.get_one(User, cast.BY_KEY[key].user_id).demo = True
        db.session.commit()
    return another_process(demo=True)


def test_the_demo_offers_its_people_by_side_and_role(demo):
    page = Visitor(demo.test_client()).opens("//sign-in")
    assert page.says("This is a demonstration.")
    assert page.says("Harbour & Lane") and page.says("Northgate Recruitment") and page.says("Weir Community Trust")
    assert page.says("Helen AmesOwner") and page.says("Marcus HaleLead consultant")
    assert not page.says("Aisha Khan") and not page.says("Tessa Quinn")


def test_one_button_and_she_is_in(demo):
    visitor = Visitor(demo.test_client())
    page = visitor.opens("//sign-in").send("HA Helen Ames Owner")
    assert page.path.startswith("/w/harbour/") and visitor.opens("//account").says(cast.BY_KEY["helen"].email)


@pytest.mark.parametrize("person", [str(cast.BY_KEY["aisha"].user_id), str(cast.fixed("never")), "", "x", "' OR 1=1"])
def test_only_people_of_the_demo_can_be_chosen(demo, person):
    visitor = Visitor(demo.test_client())
    token = visitor.opens("//sign-in").form("email").values["csrf_token"]
    assert visitor.post("//sign-in/demo", csrf_token=token, person=person).status == 404
    assert visitor.opens("//account").path == "/sign-in"


def test_without_the_setting_nobody_is_offered_or_let_in(app, demo):
    visitor = Visitor(app.test_client())
    page = visitor.opens("//sign-in")
    assert not page.says("Helen Ames")
    helen = str(cast.BY_KEY["helen"].user_id)
    token = page.form("email").values["csrf_token"]
    assert visitor.post("//sign-in/demo", csrf_token=token, person=helen).status == 404


def test_the_demo_button_needs_its_token(demo):
    visitor = Visitor(demo.test_client())
    assert visitor.post("//sign-in/demo", person=str(cast.BY_KEY["helen"].user_id)).status == 419
