"""Every layout, component and error page drawn with one client's data, without the application.

`python -m tests.look.gallery` serves it on port 5055 for looking at; the tests open the same server in Chromium.
"""

import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from jinja2 import ChoiceLoader, Environment, FileSystemLoader

from tests.look import northgate
from tracker.core.drawing import Drawing
from tracker.core.web import POLICY

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
STATIC = ROOT / "tracker" / "static"
TYPED = [("purpose", "Fill every vacancy from our own readers.\nBy March."), ("deadline", "2027-03-31")]
ERRORS: dict[str, dict[str, Any]] = {
    "403": {},
    "404": {},
    "419": {"typed": TYPED, "target": "#again"},
    "429": {"retry_words": "in 5 minutes"},
    "500": {"request_id": "01J9-4F"},
    "503": {},
    "refused": {"refusal": {"message": "Finish the checklist first."}, "typed": TYPED},
    "other": {"error": {"code": 413}},
}
PAGES = tuple(sorted(path.stem for path in (HERE / "pages").glob("*.html")))
EVERY_PAGE = (*PAGES, *(f"error-{code}" for code in ERRORS))


def environment() -> Environment:
    """Templates with the functions that the application gives them."""
    env = Environment(loader=ChoiceLoader([FileSystemLoader(HERE / "pages"), FileSystemLoader(ROOT / "templates")]))
    env.autoescape = True
    asset = "/static/{}".format
    env.filters["said_here"] = lambda words: words  # there is no workspace here that would say it otherwise
    env.globals.update(asset=asset, drawing=Drawing(asset))
    env.globals.update(csrf_token=lambda: "a-token", get_flashed_messages=lambda **_: [])
    return env


ENVIRONMENT = environment()
DATA = northgate.data()


def page(name: str, theme: str = "auto") -> str:
    """One page of the gallery as HTML; error pages are called `error-404` and so on."""
    visitor = DATA["visitor"] | {"theme": theme}
    if name.startswith("error-"):
        code = name.removeprefix("error-")
        return ENVIRONMENT.get_template(f"errors/{code}.html").render(visitor=visitor, **ERRORS[code])
    shell = {key: DATA[key] for key in ("workspace", "workspaces", "menu")}
    nav = DATA[{"checklist": "staff_nav", "owner": "owner_nav"}.get(name, "practice_nav")]
    template = ENVIRONMENT.get_template(f"{name}.html")
    return template.render(d=DATA, visitor=visitor, nav=nav, theme_url="#theme", search_url="#search", **shell)


class _Answer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # noqa: N802 (the name http.server asks for)
        address = urlsplit(self.path)
        file = STATIC / address.path.removeprefix("/static/")
        name = address.path.strip("/") or "owner"
        if address.path.startswith("/static/") and file.is_file():
            self._send(file.read_bytes(), mimetypes.guess_type(file.name)[0] or "font/woff2", "max-age=600")
        elif name in EVERY_PAGE:
            theme = parse_qs(address.query).get("theme", ["auto"])[0]
            self._send(page(name, theme).encode(), "text/html; charset=utf-8", "no-store")
        else:
            self.send_error(404)

    def _send(self, body: bytes, kind: str, keep: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", keep)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A browser that leaves before a file has arrived is no error."""


@contextmanager
def served(port: int = 0) -> Iterator[str]:
    """The gallery on 127.0.0.1, on any free port unless one is named; yields its address."""
    server = _Server(("127.0.0.1", port), _Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    with served(5055) as address:
        print(*(f"{address}/{name}" for name in EVERY_PAGE), sep="\n")
        threading.Event().wait()
