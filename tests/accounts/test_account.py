"""One's own account: the name, the look, and a password for whoever wants one."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import cast
from tests.accounts.conftest import PASSWORD
from tests.pages import Visitor
from tracker.accounts.models import LoginSession, User
from tracker.core.database import db

HELEN = cast.BY_KEY["helen"].email
NEW = "eleven lamps above water"


def user(app, key: str = "helen") -> User:
    with app.app_context():
        return db.session.get_one(User, cast.BY_KEY[key].user_id)


def age_session(app, **span: float) -> None:
    """As if Helen had signed in a while ago."""
    with app.app_context():
        for row in db.session.scalars(select(LoginSession)):
            row.signed_in_at -= timedelta(**span)
        db.session.commit()


def signs_in_with(app, password: str) -> bool:
    page = Visitor(app.test_client()).sends("//sign-in/password", email=HELEN, password=password)
    return page.path.startswith("/w/harbour")


def test_a_new_name_is_known_in_every_workspace(app, marcus, tessa, post_box):
    marcus.sends("/people/invite", name="Tessa Quinn", email=cast.BY_KEY["tessa"].email, role="consultant")
    tessa.sends(post_box.newest(cast.BY_KEY["tessa"].email).path)
    page = tessa.sends("//account", name="Tessa Quinn-Bell")
    assert page.says("Your name was changed.") and page.says("TQ")
    assert tessa.opens("//w/harbour/people").says("Tessa Quinn-Bell")
    assert tessa.opens("//w/tidewater/people").says("Tessa Quinn-Bell")
    assert user(app, "tessa").name == "Tessa Quinn-Bell"


@pytest.mark.parametrize(("name", "said"), [("", "is missing"), ("x" * 121, "At most 120"), ("!!!", "needs a letter"),
                                            ("at http://x.example", "web address")])  # fmt: skip
def test_a_bad_name_changes_nothing(app, helen, name, said):
    page = helen.sends("//account", name=name)
    assert page.status == 422 and page.says(said)
    assert user(app).name == "Helen Ames"


@pytest.mark.parametrize("name", ["هيلين", "海伦", "Zoë 🚲", "<i>Helen</i> {{ 1+1 }}"])
def test_any_readable_name_is_shown_as_typed(helen, name):
    helen.sends("//account", name=name)
    assert helen.opens("/people").says(name)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_look_is_chosen_and_leads_back_to_the_page_at_hand(helen, theme):
    page = helen.opens("/people")
    token = page.form(action="/account/look").values["csrf_token"]
    back = helen.post("//account/look", follow=False, csrf_token=token, theme=theme,
                      headers={"Referer": "http://localhost/w/harbour/people?after=1"})  # fmt: skip
    assert back.response.headers["Location"] == "/w/harbour/people?after=1"
    assert f'data-bs-theme="{theme}"' in helen.opens("/people").html


@pytest.mark.parametrize("referrer", ["http://evil.example/x", "http://evil.example//evil.example", "", "javascript:x"])
def test_the_look_leads_to_no_other_site(helen, referrer):
    token = helen.opens("//account").form("name").values["csrf_token"]
    back = helen.post("//account/look", follow=False, csrf_token=token, theme="dark", headers={"Referer": referrer})
    assert back.response.headers["Location"] in {"/account", "/x"}


def test_a_look_that_is_none_is_refused(app, helen):
    token = helen.opens("//account").form("name").values["csrf_token"]
    assert helen.post("//account/look", csrf_token=token, theme="<script>").status == 422
    assert user(app).theme == "auto"


def test_helen_sets_a_password_and_signs_in_with_it(app, helen):
    assert helen.opens("//account").says("You need no password")
    assert helen.sends("//account/password", new_password=PASSWORD).says("Done.")
    assert signs_in_with(app, PASSWORD)
    assert PASSWORD not in user(app).password_hash


def test_changing_it_ends_every_other_sign_in_and_not_this_one(app, visit, with_password):
    with_password("helen")
    desk, phone, tablet = visit("helen"), visit("helen"), visit("helen")
    page = desk.sends("//account/password", new_password=NEW)
    assert page.says("2 other sign-ins were ended.")
    assert [other.opens("//account").path for other in (phone, tablet)] == ["/sign-in"] * 2
    assert desk.opens("//account").path == "/account"
    assert signs_in_with(app, NEW) and not signs_in_with(app, PASSWORD)


def test_a_while_after_signing_in_the_present_password_is_asked_for(app, helen, with_password):
    with_password("helen")
    assert "password" not in helen.opens("//account/password").form("new_password").names
    age_session(app, minutes=11)
    page = helen.sends("//account/password", password="not the present one", new_password=NEW)
    assert page.status == 422 and page.says("That is not your present password.")
    assert "not the present one" not in page.html and NEW not in page.html
    assert helen.sends("//account/password", password=PASSWORD, new_password=NEW).says("Done.")


def test_leaving_the_field_out_of_the_form_proves_nothing(app, helen, with_password):
    with_password("helen")
    values = helen.opens("//account/password").form("new_password").values
    age_session(app, minutes=11)
    assert helen.post("//account/password", **{**values, "new_password": NEW}).status == 422
    assert signs_in_with(app, PASSWORD)


def test_guessing_at_the_present_password_is_limited_too(app, helen, with_password):
    with_password("helen")
    age_session(app, minutes=11)
    answers = [helen.sends("//account/password", password="wrong", new_password=NEW).status for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_removing_it_leaves_the_link_as_the_only_way_in(app, visit, with_password):
    with_password("helen")
    desk, phone = visit("helen"), visit("helen")
    assert desk.opens("//account/password/removal").send("Remove it").says("Done. One other sign-in was ended.")
    assert not signs_in_with(app, PASSWORD) and not user(app).has_password
    assert phone.opens("//account").path == "/sign-in"
    assert desk.opens("//account/password/removal").send("Remove it").says("There is no password to remove.")


def test_removing_it_later_asks_for_it_first(app, helen, with_password):
    with_password("helen")
    age_session(app, hours=1)
    assert helen.sends("//account/password/removal", password="wrong").status == 422
    assert user(app).has_password
    assert helen.sends("//account/password/removal", password=PASSWORD).says("Done.")


@pytest.mark.parametrize(("password", "said"), [
    ("", "is missing"), ("short", "15 to 128 characters"), ("x" * 129, "At most 128"),
    ("passwordpassword", "first passwords to be guessed"), ("Helen Ames Northgate", "first passwords to be guessed"),
])  # fmt: skip
def test_a_weak_password_is_refused_with_the_reason_and_changes_nothing(app, visit, password, said):
    desk, phone = visit("helen"), visit("helen")
    page = desk.sends("//account/password", new_password=password)
    assert page.status == 422 and page.says(said)
    assert not user(app).has_password
    assert phone.opens("//account").path == "/account"


def test_the_account_is_for_whoever_is_signed_in_only(visitor):
    for path in ("//account", "//account/password", "//account/password/removal", "//account/sessions", "//workspaces"):
        assert visitor.opens(path).path == "/sign-in"


def test_a_forgotten_password_is_replaced_after_signing_in_by_link(app, helen, post_box, with_password):
    with_password("helen")
    age_session(app, days=2)
    again = Visitor(app.test_client())
    again.sends("//sign-in", email=HELEN)
    again.sends(post_box.newest(HELEN).path)
    assert again.sends("//account/password", new_password=NEW).says("Done. One other sign-in was ended.")
    assert signs_in_with(app, NEW) and helen.opens("//account").path == "/sign-in"


def test_what_was_typed_into_an_expired_form_is_kept_but_never_a_password(helen):
    form = helen.opens("//account/password").form("new_password")
    page = helen.post("//account/password", **{**form.values, "new_password": NEW, "csrf_token": "old"})
    assert page.status == 419 and NEW not in page.html
