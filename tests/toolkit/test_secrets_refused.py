"""What is refused as a secret, and what is ordinary prose about one."""

import time

import pytest

from tracker.toolkit.secrets_refused import CODE, KEY, PASSWORD, SIGNED_LINK, looks_like_secret

SECRETS = [
    ("password: hunter2", PASSWORD),
    ("Password: sunshine", PASSWORD),
    ("pw=Tr0ub4dor&3", PASSWORD),
    ("PW: letmein", PASSWORD),
    ("The password is hunter2.", PASSWORD),
    ("the passcode is “swordfish”", PASSWORD),
    ("Sign in as priya, password -> correct horse battery staple", PASSWORD),
    ("Login: priya@northgate.example / Winter2026!", PASSWORD),
    ("Kennwort: Sommer2026", PASSWORD),
    ("mot de passe : soleil", PASSWORD),
    ("PIN 4711", PASSWORD),
    ("pin: 0042", PASSWORD),
    ("Tr0ub4dor&3", PASSWORD),
    ("Password: in the drawer, it is Winter2026x", PASSWORD),
    ("api key: 9f8g7h6j5k", PASSWORD),
    ("AKIAIOSFODNN7EXAMPLE", KEY),
    ("Stripe sk_live_4eC39HqLyjWDarjtT1zdp7dc", KEY),
    ("ghp_16C7e42F292c6912E7710c838347Ae178B4a", KEY),
    ("xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy", KEY),
    ("AIzaSyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe", KEY),
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N", KEY),
    ("-----BEGIN RSA PRIVATE KEY-----\nMIIEow", KEY),
    ("d41d8cd98f00b204e9800998ecf8427e", KEY),
    ("use 7Kq9Zt2LmX4vB8nR1cW6 for the scheduler", KEY),
    ("Recovery codes: 1234 5678, 8765 4321", CODE),
    ("Backup codes\n1234 5678\n2345 6789", CODE),
    ("a1b2c-d3e4f and g5h6i-j7k8l", CODE),
    ("https://priya:hunter2@scheduler.example/", SIGNED_LINK),
    ("https://api.example/feed?access_token=abcd1234", SIGNED_LINK),
]
PROSE = [
    "",
    "The password manager holds it.",
    "Password: in the password manager",
    "Password: ask Priya",
    "Password: see 1Password",
    "Password kept by Helen, recovery mail goes to the office address.",
    "The password is held by Helen and was changed on 3 March 2026.",
    "Passwords are never shared; every person signs in with a name of their own.",
    "Secret: none",
    "Pass: not needed",
    "Two-step codes go to Helen's phone; backup codes are in the safe.",
    "Recovery: Helen's phone, then the office number 0117 496 0000.",
    "Renews in March, 1,200 pounds a year, invoice INV-2026-0042.",
    "https://docs.example/spreadsheets/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms/edit",
    "Account 550e8400-e29b-41d4-a716-446655440000 at the provider.",
    "Social-media-calendar-2026-Q1.xlsx",
    "Donaudampfschifffahrtsgesellschaft",
    "#LeaveTheToolsBehind2026",
    "Write to office@northgate.example or call +44 117 496 0000.",
    "Token of thanks: a card",
    "The token is a keyring in the safe.",
    "Pin the post to the top of the page.",
    "Pass the phone to whoever is on duty.",
    "المدير هو هيلين 🙂",
    "Wir verwenden einen Passwort-Manager.",
]


@pytest.mark.parametrize(("text", "reason"), SECRETS)
def test_a_secret_is_refused_with_what_it_looks_like(text: str, reason: str):
    assert looks_like_secret(text) == reason


@pytest.mark.parametrize("text", PROSE)
def test_prose_about_secrets_is_kept(text: str):
    assert looks_like_secret(text) is None


LONG = ["password: " * 2000, "a1" * 10_000, "recovery code " * 1500, "pass " * 4000, "-" * 20_000, "https://" * 2500]


@pytest.mark.parametrize("text", LONG)
def test_no_text_takes_long_to_judge(text: str):
    began = time.perf_counter()
    looks_like_secret(text)
    assert time.perf_counter() - began < 1
