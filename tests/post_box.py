"""The letters that a test's people receive: sent by the worker's own code into the folder that stands in for mail."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from urllib.parse import urlsplit

from flask import Flask

from tracker.notifications.post import send_waiting


@dataclass(frozen=True)
class Received:
    to: str
    subject: str
    text: str
    html: str

    @property
    def link(self) -> str:
        """The address that the letter leads to."""
        return re.search(r"https?://\S+", self.text)[0]

    @property
    def path(self) -> str:
        """The link's path, as `Visitor` wants a path outside its workspace."""
        return "/" + urlsplit(self.link).path


class PostBox:
    def __init__(self, app: Flask):
        self.app = app
        self.folder = app.config["SETTINGS"].mail_folder
        for file in self.folder.glob("*.eml"):
            file.unlink()

    def letters(self, to: str = "") -> list[Received]:
        """Send what waits; everything received so far, the oldest first."""
        with self.app.app_context():
            send_waiting()
        received = [_read(file.read_bytes()) for file in sorted(self.folder.glob("*.eml"))]
        return [letter for letter in received if to in letter.to]

    def newest(self, to: str) -> Received:
        letters = self.letters(to)
        assert letters, f"No letter came to {to}."
        return letters[-1]


def _read(raw: bytes) -> Received:
    mail = message_from_bytes(raw, policy=policy.default)
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    return Received(mail["To"], mail["Subject"], text, html)
