"""A bad deployment is refused with every reason at once."""

from pathlib import Path

import pytest

from tracker.settings import BadSettings, Settings

GOOD = {
    "BATON_ENV": "production",
    "BATON_URL": "https://baton.example",
    "BATON_SECRET_KEY": "kN3v9QzX7rT1mB5wY8sD2fG6hJ4lP0aC",
    "DATABASE_URL": "postgresql://baton_web@localhost/baton",
}


def reasons(tmp_path: Path, **changes: str) -> str:
    with pytest.raises(BadSettings) as refused:
        Settings.from_environment({**GOOD, "BATON_INSTANCE": str(tmp_path), **changes})
    return str(refused.value)


def test_a_good_deployment_starts(tmp_path: Path) -> None:
    settings = Settings.from_environment({**GOOD, "BATON_INSTANCE": str(tmp_path)})
    assert settings.https
    assert settings.owner_database_url == GOOD["DATABASE_URL"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"BATON_SECRET_KEY": ""}, "BATON_SECRET_KEY must be a random text"),
        ({"BATON_SECRET_KEY": "short"}, "BATON_SECRET_KEY must be a random text"),
        ({"BATON_SECRET_KEY": "a" * 40}, "is not random"),
        ({"BATON_URL": "http://baton.example"}, "people would sign in unprotected"),
        ({"BATON_URL": "baton.example"}, "must be the full address"),
        ({"BATON_DEMO": "1"}, "anybody sign in as the demo people"),
        ({"BATON_ENV": "prod"}, "BATON_ENV must be"),
        ({"BATON_TRUSTED_PROXIES": "-1"}, "BATON_TRUSTED_PROXIES"),
    ],
)
def test_it_says_what_is_wrong(tmp_path: Path, changes: dict[str, str], reason: str) -> None:
    assert reason in reasons(tmp_path, **changes)


def test_all_reasons_come_at_once(tmp_path: Path) -> None:
    said = reasons(tmp_path, BATON_SECRET_KEY="", BATON_URL="http://baton.example")
    assert said.count("\n- ") == 2


def test_the_key_beside_the_data_is_used_when_none_is_given(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text(GOOD["BATON_SECRET_KEY"] + "\n")
    settings = Settings.from_environment({**GOOD, "BATON_SECRET_KEY": "", "BATON_INSTANCE": str(tmp_path)})
    assert settings.secret_key == GOOD["BATON_SECRET_KEY"]
