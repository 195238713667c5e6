"""What every template may use: filters, static files by version, and the functions features add."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, g, request
from jinja2 import Template, pass_context
from jinja2.runtime import Context

from . import clock
from .drawing import Drawing
from .ids import new_id
from .markdown import markdown
from .urls import root_url, workspace_url

STATIC = Path(__file__).resolve().parents[1] / "static"
shared: dict[str, Any] = {}
filters: dict[str, Callable[..., Any]] = {}
per_page: list[Callable[[], dict[str, Any]]] = []
# What features put into the menu of somebody inside a workspace: a word, an endpoint, an icon.
workspace_menu: list[tuple[str, str, str]] = []


def for_templates(thing: Callable[..., Any]) -> Callable[..., Any]:
    """Register a function that every template may call by its name."""
    shared[thing.__name__] = thing
    return thing


def as_filter(thing: Callable[..., Any]) -> Callable[..., Any]:
    """Register a function that templates and their macros pipe values through, by its name.

    What it makes may depend on who asks, so it is told that it needs the context: else Jinja pipes a constant through
    when the template is translated, and everybody gets what holds for whoever opened the page first.
    """

    @pass_context
    def piped(_context: Context, *values: Any, **named: Any) -> Any:
        return thing(*values, **named)

    filters[thing.__name__] = piped
    return thing


def on_every_page(values: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, Any]]:
    """Register values that the layouts need on every page."""
    per_page.append(values)
    return values


class SharedTemplate(Template):
    """A template whose macros see the environment's globals alone, the same on every page, so that importing them
    need not look whether this page has others."""

    def _get_default_module(self, ctx: Any = None) -> Any:
        return super()._get_default_module()


def dress_templates(app: Flask) -> None:
    app.jinja_env.template_class = SharedTemplate
    app.jinja_env.globals.update(asset=asset, root_url=root_url, workspace_url=workspace_url, today=clock.today,
                                 now=clock.now, new_id=new_id, drawing=Drawing(asset))  # fmt: skip
    app.jinja_env.filters.update(markdown=markdown, local=clock.local, opening=opening, **filters)
    app.context_processor(_values)


def opening(words: str) -> str:
    """As `words` begin a sentence."""
    return words[:1].upper() + words[1:]


def _values() -> dict[str, Any]:
    values: dict[str, Any] = {"visitor": None, "workspace": g.get("workspace"), "nav": [], **shared}
    for source in per_page:
        values.update(source())
    return values


def asset(name: str) -> str:
    """The path of a static file with a mark of its content, so that it can be cached for ever."""
    return _versioned(request.environ.get("baton.root", request.script_root), name)


@cache
def _versioned(root: str, name: str) -> str:
    path = STATIC / name
    mark = hashlib.sha256(path.read_bytes()).hexdigest()[:10] if path.is_file() else "0"
    return f"{root}/static/{name}?v={mark}"
