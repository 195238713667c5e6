"""Signing in by password, for whoever wants one."""

import pytest
from sqlalchemy import select

from tests import cast
from tests.accounts.conftest import PASSWORD
from tests.pages import Visitor
from tracker.accounts import passwords
from tracker.accounts.models import SignInAttempt, User
from tracker.accounts.views import sign_in
from tracker.core.database import db
from tracker.core.errors import Refused

HELEN = cast.BY_KEY["helen"].email


@pytest.fixture(autouse=True)
def quick_passwords() -> None:
    """Here they are checked as in earnest."""


def enter(visitor: Visitor, email: str, password: str, query: str = "") -> Visitor:
    return visitor.sends(f"//sign-in/password{query}", email=email, password=password)


def test_helen_signs_in_with_her_password(visitor, with_password):
    page = enter(visitor, HELEN, with_password("helen"))
    assert page.path.startswith("/w/harbour/")
    assert visitor.opens("//account").says(HELEN)


def test_a_right_password_leaves_no_mark_a_wrong_one_does(app, visitor, with_password):
    password = with_password("helen")
    enter(visitor, HELEN, password)
    with app.app_context():
        assert db.session.scalars(select(SignInAttempt)).all() == []
    enter(Visitor(app.test_client()), HELEN, "wrong")
    with app.app_context():
        rows = db.session.scalars(select(SignInAttempt)).all()
        assert len(rows) == 2 and all("helen" not in row.key for row in rows)


def test_wrong_unknown_and_without_password_read_alike(app, with_password):
    with_password("helen")
    said = {
        email: enter(Visitor(app.test_client()), email, "quite a long wrong password").text.replace(email, "…")
        for email in (HELEN, cast.BY_KEY["priya"].email, "nobody@nowhere.example")
    }
    assert len(set(said.values())) == 1
    assert sign_in.NO_MATCH in next(iter(said.values()))


def test_an_unknown_address_costs_the_same_work(app, with_password, monkeypatch):
    with_password("helen")
    checked = []
    verify = passwords._hasher.verify
    monkeypatch.setattr(
        passwords, "_hasher", type("Watched", (), {"verify": lambda _, *a: checked.append(a[0][:30]) or verify(*a)})()
    )
    for email in (HELEN, cast.BY_KEY["priya"].email, "nobody@nowhere.example"):
        assert enter(Visitor(app.test_client()), email, "quite a long wrong password").status == 422
    assert len(checked) == 3
    assert set(checked) == {"$argon2id$v=19$m=19456,t=2,p=1"}


def test_the_password_is_never_shown_again(visitor, with_password):
    with_password("helen")
    page = enter(visitor, HELEN, "not my real password")
    assert "not my real password" not in page.html and page.form("email").values["email"] == HELEN


def test_next_leads_only_to_a_page_of_ours(app, with_password):
    password = with_password("helen")

    def lands(query: str) -> str:
        stranger = Visitor(app.test_client())
        form = stranger.opens(f"//sign-in/password{query}").form("password")
        values = {**form.values, "email": HELEN, "password": password}
        return stranger.post(f"/{form.action}", follow=False, **values).response.headers["Location"]

    assert lands("?next=/w/harbour/people") == "/w/harbour/people"
    assert lands("?next=//evil.example") == "/"
    assert lands("?next=https://evil.example/w/harbour") == "/"


@pytest.mark.parametrize(
    "password",
    ["", "short", "x" * 129, "passwordpassword", "aaaaaaaaaaaaaaaaaaaa", "123456789012345678", "qwertyuiopasdfgh",
     "northgatenorthgate", "Helen Ames Helen Ames", "baton baton baton", "with a zero\0 in the middle of it"],
)  # fmt: skip
def test_a_password_is_refused_for_being_short_or_common_never_for_its_letters(password):
    user = User(email=HELEN, name="Helen Ames")
    with pytest.raises(Refused) as refusal:
        passwords.keep(user, password)
    assert refusal.value.field == "new_password" and not user.has_password


@pytest.mark.parametrize(
    "password", [PASSWORD, "kitchen window bicycle", "  spaces count too  ", "ünïcödé wörds äre fine",
                 "🚲🪟🍳 and a ladder", "Zq9" + "correct horse battery" * 5],
)  # fmt: skip
def test_long_passwords_of_any_letters_are_kept_and_fit_exactly(password):
    user = User(email=HELEN, name="Helen Ames")
    passwords.keep(user, password)
    assert user.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.fits(user, password)
    assert not passwords.fits(user, password + " ") and not passwords.fits(user, password[:-1])


def test_nobody_fits_no_password_not_even_the_one_behind_the_stand_in():
    assert not passwords.fits(None, "a")
    assert not passwords.fits(User(email=HELEN, name="Helen Ames"), "a")


@pytest.mark.parametrize(
    "fields", [{"email": HELEN}, {"password": "x"}, {}, {"email": HELEN, "password": "x" * 100_000}]
)
def test_incomplete_and_overlong_forms_are_answered_at_the_field(visitor, fields):
    values = {**visitor.opens("//sign-in/password").form("password").values, "email": "", "password": "", **fields}
    page = visitor.post("//sign-in/password", **values)
    assert page.status == 422 and (page.says("is missing.") or page.says("At most 128 characters."))
