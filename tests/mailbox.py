"""A real SMTP server on loopback, and what arrived there."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Mailbox:
    """Letters in the order they came. `url` is what Baton is configured with."""

    def __init__(self, port: int) -> None:
        self.url = f"smtp://127.0.0.1:{port}"
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] == address]

    def link_to(self, address: str) -> str:
        """The link in the newest letter to `address`."""
        body = self.to(address)[-1].get_body(("plain",))
        found = re.search(r"https?://\S+", body.get_content() if body else "")
        assert found, f"no link in the letter to {address}"
        return found[0]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    box = Mailbox(free_port())
    server = Controller(box, hostname="127.0.0.1", port=int(box.url.rpartition(":")[2]))
    server.start()
    try:
        yield box
    finally:
        server.stop()
