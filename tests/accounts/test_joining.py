"""Joining by an invitation: with a new account, with one that exists, and not as somebody else."""

import pytest
from sqlalchemy import func, select

from tests import cast
from tests.accounts.scenes import invite
from tests.pages import Visitor
from tracker.accounts.models import Membership, User
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.tenancy import scoped

NED, TESSA = "ned@northgate.example", cast.BY_KEY["tessa"].email


def users(app) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(User))


def test_ned_may_correct_how_his_name_is_spelt(helen, visitor, post_box):
    invite(helen, name="Ed Or", email=NED, role="staff")
    page = visitor.sends(post_box.newest(NED).path, name="Ned Orr")
    assert page.path.startswith("/w/harbour/")
    assert helen.opens("/people").says("Ned Orr")


def test_tessa_joins_a_second_workspace_with_her_account_and_switches(app, marcus, tessa, post_box):
    before = users(app)
    invite(marcus, name="Tessa Quinn", email=TESSA, role="consultant")
    path = post_box.newest(TESSA).path
    page = tessa.sends(path)
    assert page.path.startswith("/w/harbour/") and users(app) == before
    places = tessa.opens("//workspaces")
    assert places.says("Harbour & LaneConsultant") and places.says("Tidewater AdvisersLead consultant")
    assert "/w/harbour/" in places.links and "/w/tidewater/" in places.links
    assert tessa.opens("//w/harbour/people").says("Tessa Quinn You")
    assert tessa.opens("//w/tidewater/people").says("Lead consultant")


def test_the_letter_itself_proves_the_address_of_somebody_signed_out(app, marcus, visitor, post_box):
    before = users(app)
    invite(marcus, name="Tessa Quinn", email=TESSA, role="consultant")
    visitor.sends(post_box.newest(TESSA).path)
    assert visitor.opens("//account").says(TESSA) and users(app) == before


def test_an_invitation_is_not_for_somebody_else_who_is_signed_in(marcus, tessa, post_box):
    invite(marcus, name="Nina Fox", email="nina@harbour.example", role="consultant")
    path = post_box.newest("nina@harbour.example").path
    page = tessa.opens(path)
    assert page.says("This invitation is for somebody else") and page.says(TESSA)
    token = page.form(action="/sign-out").values["csrf_token"]
    assert tessa.post(path, csrf_token=token, name="Tessa").status == 403
    page = page.send("Sign out and open it")
    assert page.says("Marcus Hale invites you") and page.path == path[1:]


def test_who_left_may_be_invited_again_and_keeps_both_places_in_the_history(app, as_person, helen, visitor, post_box):
    aisha = cast.BY_KEY["aisha"]
    helen.sends(f"/people/{aisha.id}/end", because="A year abroad")
    invite(helen, name=aisha.name, email=aisha.email, role="champion")
    visitor.sends(post_box.newest(aisha.email).path)
    with app.app_context(), entered(Context(workspace=aisha.workspace_id, writes=False)):
        places = scoped(Membership).where(Membership.user_id == aisha.user_id).order_by(Membership.id)
        assert sorted((row.role, row.active) for row in db.session.scalars(places)) == [
            ("champion", True), ("staff", False),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "said"), [("", "is missing"), ("x" * 121, "At most 120"), ("\u200b", "needs a letter")]
)
def test_a_bad_name_is_said_and_spends_nothing(helen, visitor, post_box, name, said):
    invite(helen, name="Ned Orr", email=NED, role="staff")
    path = post_box.newest(NED).path
    page = visitor.sends(path, name=name)
    assert page.status == 422 and page.says(said)
    assert visitor.sends(path, name="Ned Orr").path.startswith("/w/harbour/")


def test_role_and_side_cannot_be_smuggled_in(helen, visitor, post_box, app):
    invite(helen, name="Ned Orr", email=NED, role="staff")
    path = post_box.newest(NED).path
    form = visitor.opens(path).form(button="Join")
    smuggled = {"role": "lead", "client_id": "", "email": "ned@evil.example", "workspace_id": str(cast.fixed("x"))}
    visitor.post(path, **{**form.values, **smuggled})
    assert helen.opens("/people").says("Ned OrrStaff")
    assert Visitor(app.test_client()).opens("//w/harbour/clients").path == "/sign-in"
    assert visitor.opens("//w/harbour/clients").status == 403
