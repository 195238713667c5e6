"""Every feature, plugged in once."""

from importlib import import_module

from flask import Flask

from .access import public
from .accounts.identity import identify, login
from .core.failures import explain_failures
from .core.templates import dress_templates

WITH_PAGES = (
    "accounts",
    "jobs",
    "clients",
    "playbooks",
    "engagements",
    "files",
    "discussion",
    "responsibilities",
    "strategy",
    "training",
    "toolkit",
    "worklog",
    "sourcing",
    "baseline",
    "deliverables",
    "decisions",
    "risks",
    "clinic",
    "selfsufficiency",
    "archive",
    "handover",
    "erasure",
    "graduation",
    "overview",
    "reports",
    "portfolio",
    "notifications",
)
WITH_COMMANDS = ("accounts", "notifications", "selfsufficiency", "archive", "handover", "erasure", "demo")
WITH_EVIDENCE = (
    "engagements",
    "files",
    "discussion",
    "responsibilities",
    "strategy",
    "training",
    "toolkit",
    "worklog",
    "sourcing",
    "baseline",
    "deliverables",
    "decisions",
    "risks",
    "clinic",
    "selfsufficiency",
    "handover",
    "graduation",
)


def add_features(app: Flask) -> None:
    """Register pages, commands, and what features hand to each other through the extension points."""
    login.init_app(app)
    app.before_request(identify)
    explain_failures(app)
    dress_templates(app)
    public(app.view_functions["static"])
    for name in WITH_EVIDENCE:
        import_module(f"tracker.{name}.evidence")
    for name in WITH_PAGES:
        app.register_blueprint(import_module(f"tracker.{name}.views").pages)
    for name in WITH_COMMANDS:
        import_module(f"tracker.{name}.commands").add_commands(app)
