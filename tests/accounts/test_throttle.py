"""Ten failures within five minutes, for an account and from an address, across processes and whatever headers say."""

from datetime import timedelta

import pytest

from tests import cast
from tests.pages import Visitor
from tracker.core import clock

pytestmark = pytest.mark.slow

HELEN, PRIYA = cast.BY_KEY["helen"].email, cast.BY_KEY["priya"].email
WRONG = "not the password at all"


def guess(app, email, password=WRONG, address="10.0.0.1", **headers):
    stranger = Visitor(app.test_client())
    values = stranger.opens("//sign-in/password").form("password").values
    return stranger.client.post(
        "/sign-in/password", data={**values, "email": email, "password": password},
        environ_base={"REMOTE_ADDR": address}, headers=headers,
    )  # fmt: skip


def test_after_ten_failures_an_account_rests_for_the_rest_of_five_minutes(app, with_password):
    password, began = with_password("helen"), clock.now()
    with clock.at(began):
        for place in range(10):
            assert guess(app, HELEN, address=f"10.0.0.{place}").status_code == 422
    with clock.at(began + timedelta(minutes=2)):
        answer = guess(app, HELEN, password, address="10.0.9.9")
        assert answer.status_code == 429
        assert answer.headers["Retry-After"] == "180"
        assert "in 3 minutes" in answer.get_data(as_text=True)
    with clock.at(began + timedelta(minutes=5, seconds=1)):
        assert guess(app, HELEN, password, address="10.0.9.9").status_code == 303


def test_trying_while_it_rests_does_not_make_the_rest_longer(app, with_password):
    password, began = with_password("helen"), clock.now()
    with clock.at(began):
        for _ in range(10):
            guess(app, HELEN)
    for minute in range(1, 5):
        with clock.at(began + timedelta(minutes=minute)):
            assert [guess(app, HELEN).status_code for _ in range(3)] == [429] * 3
    with clock.at(began + timedelta(minutes=5, seconds=1)):
        assert guess(app, HELEN, password).status_code == 303


def test_an_address_that_tries_many_accounts_rests_and_others_still_sign_in(app, with_password):
    password = with_password("priya")
    for place in range(10):
        assert guess(app, f"somebody{place}@northgate.example").status_code == 422
    assert guess(app, PRIYA, password).status_code == 429
    assert guess(app, PRIYA, password, address="10.0.0.2").status_code == 303


def test_a_resting_account_still_signs_in_by_link(app, post_box):
    for _ in range(11):
        guess(app, HELEN)
    helen = Visitor(app.test_client())
    helen.sends("//sign-in", email=HELEN)
    assert helen.sends(post_box.newest(HELEN).path).path.startswith("/w/harbour/")


def test_no_header_lifts_the_limit(app):
    def claims(address):
        return dict.fromkeys(("X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP", "True-Client-IP"), address)

    for place in range(10):
        guess(app, f"somebody{place}@northgate.example", **claims(f"192.0.2.{place}"))
    assert guess(app, HELEN, **claims("192.0.2.200")).status_code == 429


def test_a_trusted_proxy_tells_the_address_and_what_a_caller_adds_before_it_does_not(another_process):
    behind = another_process(trusted_proxies=1)
    for place in range(10):
        assert guess(behind, f"one{place}@northgate.example", **{"X-Forwarded-For": f"6.6.6.{place}, 192.0.2.1"}
                     ).status_code == 422  # fmt: skip
    assert guess(behind, HELEN, **{"X-Forwarded-For": "6.6.6.99, 192.0.2.1"}).status_code == 429
    assert guess(behind, HELEN, **{"X-Forwarded-For": "192.0.2.2"}).status_code == 422


def test_the_count_holds_across_processes(app, another_process):
    other = another_process()
    for place in range(10):
        assert guess((app, other)[place % 2], HELEN, address=f"10.0.0.{place}").status_code == 422
    assert guess(app, HELEN, address="10.0.1.1").status_code == 429
    assert guess(other, HELEN, address="10.0.1.1").status_code == 429


def test_one_home_counts_as_one_address_of_ipv6(app):
    for place in range(10):
        guess(app, f"somebody{place}@northgate.example", address=f"2001:db8:1:2::{place}")
    assert guess(app, HELEN, address="2001:db8:1:2:ffff::1").status_code == 429
    assert guess(app, HELEN, address="2001:db8:1:3::1").status_code == 422


def test_forty_guesses_at_once_never_pass_ten(app, all_at_once):
    def prepare(stranger):
        return stranger, stranger.opens("//sign-in/password").form("password").values

    def act(ready):
        stranger, values = ready
        return stranger.post("//sign-in/password", **{**values, "email": HELEN, "password": WRONG}).status

    answers = all_at_once(40, prepare, act)
    assert set(answers) <= {422, 429} and answers.count(422) <= 10


@pytest.mark.parametrize("path", ["//sign-in", "//sign-up"])
@pytest.mark.parametrize("email", [HELEN, "nobody@nowhere.example"])
def test_asking_for_letters_is_limited_alike_for_known_and_unknown(app, path, email):
    def ask():
        stranger = Visitor(app.test_client())
        fields = {"email": email} | ({"name": "Ann", "practice": "Ann & Co"} if path == "//sign-up" else {})
        return stranger.opens(path).visitor.sends(path, **fields)

    assert [ask().status for _ in range(6)] == [200] * 5 + [429]


def test_letters_to_one_do_not_stop_letters_to_another(app):
    for _ in range(6):
        Visitor(app.test_client()).sends("//sign-in", email=HELEN)
    assert Visitor(app.test_client()).sends("//sign-in", email=PRIYA).says("Look into your mail")
