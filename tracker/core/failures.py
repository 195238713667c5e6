"""What people see when something goes wrong: what happened, what was kept, what to do."""

from typing import Any

from flask import Flask, g, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from .database import db
from .errors import Refused, Stale
from .web import log

SHOWN = {403, 404, 429, 500, 503}
SECRET_FIELDS = {"csrf_token", "password", "new_password", "once"}


def explain_failures(app: Flask) -> None:
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _no_database)
    app.register_error_handler(PoolTimeout, _no_database)
    app.register_error_handler(Exception, _broken)


def _http(error: HTTPException) -> Any:
    if error.response is not None or (error.code or 500) < 400:
        return error
    page = f"errors/{error.code}.html" if error.code in SHOWN else "errors/other.html"
    wait = getattr(error, "retry_after", None)
    headers = {"Retry-After": str(wait)} if wait else {}
    return render_template(page, error=error, retry_words=_wait_words(wait)), error.code or 500, headers


def _wait_words(seconds: int | None) -> str:
    if not seconds:
        return "in a few minutes"
    return "in a minute" if seconds <= 60 else f"in {-(-seconds // 60)} minutes"


def _expired(_error: CSRFError) -> Any:
    """The form's token is too old. What was typed is shown again, to be sent with a fresh one."""
    return _kept_form(typed_here())


def typed_here() -> list[tuple[str, str]]:
    """What somebody typed into the form that arrived, without what nobody should see again."""
    return [(name, value) for name, values in request.form.lists() for value in values if name not in SECRET_FIELDS]


def signed_out_meanwhile() -> Any:
    """The form arrived after its sender's sign-in had ended: what was typed is shown again."""
    return _kept_form(typed_here(), signed_out=True)


def _kept_form(typed: list[tuple[str, str]], **words: bool) -> Any:
    target = request.script_root + request.path
    return render_template("errors/419.html", typed=typed, target=target, **words), 419


def _refused(refusal: Refused) -> Any:
    _roll_back()
    return render_template("errors/refused.html", refusal=refusal), 409 if isinstance(refusal, Stale) else 422


def _no_database(error: DBAPIError | PoolTimeout) -> Any:
    log.error("database", problem=type(error).__name__)
    _roll_back()
    return render_template("errors/503.html"), 503, {"Retry-After": "10"}


def _broken(error: Exception) -> Any:
    log.exception("broken", problem=type(error).__name__)
    _roll_back()
    if request.environ.get("werkzeug.debug.preserve_context"):
        raise error
    return render_template("errors/500.html", request_id=g.get("request_id", "")), 500


def _roll_back() -> None:
    """Start anew, so that the page of the failure itself can be drawn."""
    try:
        db.session.rollback()
    except Exception:  # the connection itself may be gone
        db.session.remove()
