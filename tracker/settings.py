"""Everything the environment decides, read once and checked before the first request."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

LOCAL_NAMES = {"127.0.0.1", "localhost", "::1"}
SHORTEST_SECRET = 32
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PREFIX = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_-]{0,80}")


class BadSettings(Exception):
    """The environment asks for something that must not be served; `reasons` says what."""

    def __init__(self, reasons: list[str]):
        self.reasons = reasons
        super().__init__("Baton will not start:\n" + "\n".join(f"- {reason}" for reason in reasons))


@dataclass(frozen=True, slots=True)
class Settings:
    """One value per decision; `from_environment` names the variable behind each."""

    environment: str
    database_url: str
    owner_database_url: str
    secret_key: str
    base_url: str
    instance: Path
    demo: bool = False
    smtp_url: str = ""
    mail_from: str = "Baton <baton@localhost>"
    trusted_proxies: int = 0
    source_url: str = ""
    files_url: str = ""

    @property
    def https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def production(self) -> bool:
        return self.environment == "production"

    @property
    def mail_folder(self) -> Path:
        return self.instance / "mail"

    @classmethod
    def from_environment(cls, env: Mapping[str, str] = os.environ) -> "Settings":
        """Read and check the variables.

        Raises `BadSettings` with every reason at once.
        """
        instance = Path(env.get("BATON_INSTANCE", "instance")).resolve()
        url = env.get("DATABASE_URL") or f"sqlite:///{instance / 'baton.sqlite3'}"
        settings = cls(
            environment=env.get("BATON_ENV", "production"),
            database_url=url,
            owner_database_url=env.get("BATON_OWNER_DATABASE_URL") or url,
            secret_key=env.get("BATON_SECRET_KEY") or _secret_beside_the_data(instance),
            base_url=env.get("BATON_URL", "http://127.0.0.1:5000").rstrip("/"),
            instance=instance,
            demo=env.get("BATON_DEMO") == "1",
            smtp_url=env.get("BATON_SMTP_URL", ""),
            mail_from=env.get("BATON_MAIL_FROM", cls.mail_from),
            trusted_proxies=_whole_number(env.get("BATON_TRUSTED_PROXIES", "0")),
            source_url=env.get("BATON_SOURCE_URL", ""),
            files_url=env.get("BATON_FILES_URL", ""),
        )
        settings.check()
        return settings

    def check(self) -> None:
        """Raises `BadSettings` unless these settings may be served."""
        reasons = []
        if self.environment not in {"production", "development", "testing"}:
            reasons.append("BATON_ENV must be production, development or testing.")
        if urlsplit(self.base_url).scheme not in {"http", "https"} or not urlsplit(self.base_url).hostname:
            reasons.append("BATON_URL must be the full address that people open, such as https://baton.example.")
        if self.trusted_proxies < 0:
            reasons.append("BATON_TRUSTED_PROXIES must be a whole number from 0.")
        if self.files_url and not _names_a_bucket(self.files_url):
            reasons.append("BATON_FILES_URL must name a bucket: s3://bucket?endpoint=https://store.example&region=eu-west-1.")
        if len(self.secret_key) < SHORTEST_SECRET:
            reasons.append(
                f"BATON_SECRET_KEY must be a random text of at least {SHORTEST_SECRET} characters; "
                "make one with: python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
            )
        if self.production:
            reasons += self._production_reasons()
        if reasons:
            raise BadSettings(reasons)

    def _production_reasons(self) -> list[str]:
        reasons = []
        if len(self.secret_key) >= SHORTEST_SECRET and len(set(self.secret_key)) < 8:
            reasons.append("BATON_SECRET_KEY is not random.")
        if not self.https and urlsplit(self.base_url).hostname not in LOCAL_NAMES:
            reasons.append("BATON_URL is http: people would sign in unprotected. Serve it under https.")
        if self.demo and urlsplit(self.base_url).hostname not in LOCAL_NAMES:
            reasons.append("BATON_DEMO=1 lets anybody sign in as the demo people. Leave it out.")
        return reasons


def _names_a_bucket(url: str) -> bool:
    """`s3://bucket` with nothing but `endpoint`, `region` and `prefix` after it, each once."""
    parts, options = urlsplit(url), parse_qs(urlsplit(url).query, keep_blank_values=True)
    if parts.scheme != "s3" or not _BUCKET.fullmatch(parts.netloc) or parts.path.strip("/") or parts.fragment:
        return False
    if set(options) - {"endpoint", "region", "prefix"} or any(len(one) != 1 or not one[0] for one in options.values()):
        return False
    endpoint = urlsplit(options.get("endpoint", ["https://s3"])[0])
    safe = endpoint.scheme == "https" or (endpoint.scheme == "http" and endpoint.hostname in LOCAL_NAMES)
    return bool(endpoint.hostname) and safe and bool(_PREFIX.fullmatch(options.get("prefix", ["baton"])[0]))


def _secret_beside_the_data(instance: Path) -> str:
    """`dev.py run` keeps a generated key here, so that sessions outlive a restart."""
    path = instance / "secret_key"
    return path.read_text().strip() if path.is_file() else ""


def _whole_number(text: str) -> int:
    return int(text) if text.isdigit() else -1
