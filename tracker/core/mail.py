"""Mail leaves through SMTP where it is configured, else into a folder, with its link on the console."""

import re
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from tracker.settings import Settings

from .ids import new_id
from .outbox import Composed

TIMEOUT_SECONDS = 20
_LINK = re.compile(r"https?://\S+")


def message(settings: Settings, to_address: str, composed: Composed) -> EmailMessage:
    """A letter as text and HTML. Line breaks in a subject are refused by the standard library itself."""
    mail = EmailMessage()
    mail["From"], mail["To"] = settings.mail_from, to_address
    mail["Subject"] = " ".join(composed.subject.split())
    mail["Date"], mail["Message-ID"] = formatdate(), make_msgid(domain=urlsplit(settings.base_url).hostname)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(composed.text)
    mail.add_alternative(composed.html, subtype="html")
    for one in composed.enclosed:
        mail.add_attachment(one.paper, maintype="application", subtype="pdf", filename=one.name)
    return mail


def send(settings: Settings, mail: EmailMessage, say: Callable[[str], None] = print) -> None:
    """Hand `mail` over. Raises `OSError` or `smtplib.SMTPException` when it could not be."""
    if settings.smtp_url:
        _by_smtp(urlsplit(settings.smtp_url), mail)
    else:
        _into_folder(settings.mail_folder, mail, say)


def _by_smtp(server: SplitResult, mail: EmailMessage) -> None:
    """`smtp://user:password@host:587?starttls=1` or `smtps://…`."""
    secure = ssl.create_default_context()
    host = server.hostname or "localhost"
    if server.scheme == "smtps":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(host, server.port or 465, timeout=TIMEOUT_SECONDS, context=secure)
    else:
        connection = smtplib.SMTP(host, server.port or 25, timeout=TIMEOUT_SECONDS)
    with connection:
        if parse_qs(server.query).get("starttls") == ["1"]:
            connection.starttls(context=secure)
        if server.username:
            connection.login(unquote(server.username), unquote(server.password or ""))
        connection.send_message(mail)


def _into_folder(folder: Path, mail: EmailMessage, say: Callable[[str], None]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{new_id()}.eml").write_bytes(bytes(mail))
    body = mail.get_body(("plain",))
    link = _LINK.search(body.get_content() if body else "")
    say(f"Mail to {mail['To']}: {mail['Subject']}" + (f"\n    {link[0]}" if link else ""))
