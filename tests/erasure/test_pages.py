"""The pages of deletion, as each who uses them: what goes and what stays, asking, and the way back."""

import pytest

from tests import cast
from tests.counting import statements
from tests.erasure.scenes import comes_due, in_days
from tests.makers import acting, member
from tests.post_box import PostBox
from tracker.accounts.members import end_place
from tracker.clinic.asking import ask
from tracker.core.context import Context, entered
from tracker.core.database import db
from tracker.erasure.asking import of_account, of_place, open_for
from tracker.tenancy import Workspace

pytestmark = pytest.mark.slow


def ended(app, key, by="helen"):
    with acting(app, by) as who:
        end_place(member(key), by=who)
        db.session.commit()


def open_of(app, target):
    with app.app_context():
        return open_for(target)


def test_aisha_sees_what_goes_and_asks_with_a_tick_and_takes_it_back(app, northgate, aisha):
    page = aisha.opens("//account/erasure")
    assert page.says("Former member") and page.says("Harbour & Lane") and page.says("legal claim")
    page = page.send(read="")
    assert page.status == 422 and page.says("Tick this once")
    box = PostBox(app)
    page = page.send(read="y")
    assert page.says("Until then it can be taken back") and open_of(app, of_account(cast.BY_KEY["aisha"].user_id))
    assert "On 1" in box.newest("aisha@").subject or "it is deleted: your account" in box.newest("aisha@").subject
    page = page.send(action="/account/erasure/taken-back")
    assert page.says("It was taken back")
    assert open_of(app, of_account(cast.BY_KEY["aisha"].user_id)) is None
    assert box.newest("aisha@").subject.startswith("It was taken back")


def test_asked_twice_it_is_one(app, northgate, aisha):
    form = aisha.opens("//account/erasure")
    once = form.form("read").values
    for _ in range(2):
        aisha.post("//account/erasure", csrf_token=once["csrf_token"], once=once["once"], read="y")
    assert len([one for one in PostBox(app).letters("aisha@") if "deleted" in one.subject]) == 1


def test_helen_asks_for_somebody_who_left_and_both_are_told(app, northgate, helen):
    page = helen.opens(f"/people/{cast.BY_KEY['callum'].id}/erasure")
    assert page.says("still has a place here")
    ended(app, "callum")
    box = PostBox(app)
    page = helen.opens(f"/people/{cast.BY_KEY['callum'].id}/erasure").send(read="y")
    assert page.says("is to be deleted on")
    assert box.newest("callum@") and box.newest("helen@")
    with in_days(13), app.app_context():
        comes_due(app, days=0)
        assert box.newest("callum@").subject.startswith("Tomorrow it is deleted")
    comes_due(app)
    with in_days(15):
        assert box.newest("callum@").subject.startswith("It was deleted")
    assert helen.opens(f"/people/{cast.BY_KEY['callum'].id}").says("Former member 1")


def test_where_others_wrote_the_name_can_be_found_first(app, northgate, helen, dawn):
    with acting(app, "aisha") as aisha:
        ask(northgate.engagement, by=aisha, title="Who has the key?", text="Callum Reid had it on Monday.")
        db.session.commit()
    page = helen.opens(f"/people/{cast.BY_KEY['callum'].id}/mentions")
    assert page.says("Question") and page.says("Social media")
    assert dawn.opens(f"/people/{cast.BY_KEY['callum'].id}/mentions").status == 404


def test_the_last_owner_stays_until_somebody_follows(app, northgate, helen):
    page = helen.opens("/people/me/erasure").send(read="y")
    assert page.status == 422 and page.says("only owner at Northgate Recruitment") and page.says("Priya Shah")
    assert open_of(app, of_place(cast.BY_KEY["helen"].id)) is None


@pytest.mark.parametrize(("key", "name"), [("marcus", "Harbour & Lane"), ("helen", "Northgate Recruitment")])
def test_what_is_to_go_is_typed_and_then_only_read(app, northgate, visit, key, name):
    visitor = visit(key)
    page = visitor.opens("/deletion")
    assert page.says("acts in the history") and page.says(f"Delete {name}")
    page = page.send(typed="Something else")
    assert page.status == 422 and page.says(f"Type “{name}”")
    page = page.send(typed=name.upper())
    assert page.says("Read-only") and page.says("is to be deleted on")
    assert visit("priya").opens("/").says("Read-only")
    page = visitor.opens("/deletion").send(action="/deletion/taken-back")
    assert page.says("It was taken back") and not page.says("Read-only")


def test_in_its_own_workspace_the_owner_answers_for_all_of_it_and_the_coach_for_nothing(app, northgate, visit):
    with app.app_context(), entered(Context(cast.fixed("workspace harbour"))):
        db.session.get_one(Workspace, cast.fixed("workspace harbour")).owned_by_client = True
        db.session.commit()
    assert visit("marcus").opens("/deletion").status == 403
    assert visit("helen").opens("/deletion").says("Delete Harbour & Lane")


def test_a_page_asks_the_database_little(app, northgate, visit):
    callum = cast.BY_KEY["callum"].id
    for path in ("/deletion", "/people/me/erasure", f"/people/{callum}/erasure", f"/people/{callum}/mentions",
                 "//account/erasure"):
        visitor = visit("helen")
        visitor.opens(path)
        with statements(app) as sent:
            visitor.opens(path)
        assert len(sent) <= 10, (path, sent)


@pytest.mark.parametrize("key", ["mina", "priya", "aisha", "brook"])
def test_nobody_else_may_delete_anything(app, northgate, visit, key):
    assert visit(key).opens("/deletion").status == 403
    assert visit(key).opens(f"/people/{cast.BY_KEY['callum'].id}/erasure").status in {403, 404}


def test_an_operator_asks_by_a_command_and_sees_the_proof(app, northgate):
    run = app.test_cli_runner().invoke
    assert "There is no workspace" in run(args=["delete-workspace", "nowhere"]).output
    said = run(args=["delete-workspace", "harbour", "--client", "1"]).output
    id = said.rstrip(".\n").rpartition(" ")[2]
    assert "It will be deleted on" in said
    assert "asked for already" in run(args=["delete-workspace", "harbour", "--client", "1"]).output
    assert "taken back" in run(args=["delete-workspace", "harbour", "--client", "1", "--take-back"]).output
    assert "not done yet" in run(args=["deletion-proof", id]).output
    said = run(args=["delete-workspace", "tidewater"]).output
    id = said.rstrip(".\n").rpartition(" ")[2]
    assert comes_due(app, days=31) == 1
    assert "holds" in run(args=["deletion-proof", id]).output
