"""A browser that costs next to nothing: signed-in requests over a plain socket, timed to the last byte."""

import socket
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import UUID

from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from benchmarks.places import SECRET

LONGEST = 30
RAW = "0123456789abcdef0123456789abcdef01234567"


@dataclass(frozen=True)
class Asker:
    """Somebody signed in: her cookie, and the token that her forms carry."""

    cookie: str
    csrf: str

    @classmethod
    def signed_in(cls, app: Flask, user_id: UUID, token: str) -> "Asker":
        values = {"_user_id": f"{user_id}:{token}", "_fresh": True, "_permanent": True, "csrf_token": RAW}
        serializer = app.session_interface.get_signing_serializer(app)
        csrf = URLSafeTimedSerializer(SECRET, salt="wtf-csrf-token").dumps(RAW)
        return cls(f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps(values)}", csrf)


@dataclass(frozen=True)
class Asked:
    """A request, ready to be sent again and again."""

    raw: bytes

    @classmethod
    def page(cls, path: str, asker: Asker | None = None) -> "Asked":
        return cls(_head("GET", path, asker) + b"\r\n")

    @classmethod
    def form(cls, path: str, asker: Asker, htmx: bool = False, **fields: str) -> "Asked":
        body = urlencode({"csrf_token": asker.csrf, **fields}).encode()
        more = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        more += "HX-Request: true\r\n" if htmx else ""
        return cls(_head("POST", path, asker) + more.encode() + b"\r\n" + body)


@dataclass(frozen=True)
class Answer:
    status: int
    seconds: float
    body: bytes = field(repr=False)
    head: bytes = field(repr=False, default=b"")


def ask(port: int, asked: Asked) -> Answer:
    """Send it and read to the end. Raises `OSError` when nobody answers, or the answer breaks off."""
    began = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port), timeout=LONGEST) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall(asked.raw)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    seconds = time.perf_counter() - began
    head, separator, body = b"".join(parts).partition(b"\r\n\r\n")
    if not separator:
        raise ConnectionResetError("The answer broke off.")
    return Answer(int(head.split(b" ", 2)[1]), seconds, body, head)


def _head(method: str, path: str, asker: Asker | None) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", "User-Agent: benchmark"]
    if asker is not None:
        lines.append(f"Cookie: {asker.cookie}")
    return ("\r\n".join(lines) + "\r\n").encode()
