"""Every route of the application, with what its guard asks; addresses for any record; answers that can be compared."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import Flask
from werkzeug.routing import Rule

from tests.fences.words import words_of
from tests.pages import Visitor
from tracker.accounts.models import LoginSession

# Routes of somebody's own account that carry an id: whose record it is, since no policy names the model.
OWN_ACCOUNT = {"accounts.end_session": LoginSession}
NOT_COMPARED = {"X-Request-Id", "Date", "Content-Length", "Set-Cookie", "Server"}
_TOKEN = re.compile(r'(name="csrf[-_]token" (?:content|value)=)"[^"]*"')
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Route:
    """One route. `acts` and `at_least` are what its guard asks, empty for routes that ask nothing of a role."""

    app: Flask
    rule: Rule

    @property
    def name(self) -> str:
        return self.rule.endpoint

    @property
    def policy(self) -> Any:
        return getattr(self.app.view_functions[self.name], "policy", None)

    @property
    def guarded(self) -> bool:
        return isinstance(self.policy, tuple)

    @property
    def acts(self) -> tuple[Any, ...]:
        return self.policy[0] if self.guarded else ()

    @property
    def at_least(self) -> str:
        return self.policy[2] if self.guarded else ""

    @property
    def methods(self) -> list[str]:
        return sorted(self.rule.methods & {"GET", "POST"})

    @property
    def takes_id(self) -> bool:
        return "id" in self.rule.arguments

    @property
    def model(self) -> type[Any]:
        """The model whose id the route carries."""
        return self.policy[1] if self.guarded else OWN_ACCOUNT[self.name]

    def path(self, id: UUID | None = None) -> str:
        """The address for one record; other parts of the address take the first value that fits."""
        values = {name: _first_value(converter) for name, converter in self.rule._converters.items()}
        if id is not None:
            values["id"] = id
        return self.app.url_map.bind("").build(self.name, values, method=self.methods[0])


def _first_value(converter: Any) -> Any:
    kind = type(converter).__name__
    if kind == "AnyConverter":
        return min(converter.items)
    return 1 if kind == "IntegerConverter" else "social-media"


def all_routes(app: Flask) -> list[Route]:
    routes = (Route(app, rule) for rule in app.url_map.iter_rules())
    return sorted(routes, key=lambda route: (route.name, route.rule.rule))


def routes_with_id(app: Flask) -> list[Route]:
    return [route for route in all_routes(app) if route.takes_id]


def token_of(visitor: Visitor) -> str:
    """A form token of this visitor's; any page carries one, even one that is not there."""
    response = visitor.client.get("/a-page-that-is-not-there")
    return re.search(r'name="csrf-token" content="([^"]+)"', response.get_data(as_text=True))[1]


def ask(visitor: Visitor, method: str, path: str, token: str, **fields: Any) -> Any:
    """One request, redirects not followed."""
    if method == "GET":
        return visitor.client.get(path)
    return visitor.client.post(path, data={"csrf_token": token, **fields})


def comparable(response: Any, *, but: str = "") -> tuple[Any, ...]:
    """All that an answer says, but for tokens, ids and `but`, which the question itself held."""
    body = _ID.sub("ID", _TOKEN.sub(r"\1TOKEN", words_of(response)))
    headers = {name: _ID.sub("ID", value) for name, value in response.headers if name not in NOT_COMPARED}
    if but:
        body = body.replace(but, "…")
        headers = {name: value.replace(but, "…") for name, value in headers.items()}
    return response.status_code, sorted(headers.items()), body
