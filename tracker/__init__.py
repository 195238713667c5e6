"""Baton: see, prove and finish the handover: the client runs it without you."""

from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask_compress import Compress
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from .core.commands import add_commands
from .core.database import db, engine_options, prepare_engine
from .core.static import StaticFiles
from .core.uploads import UploadRequest
from .core.web import dress, set_up_logs
from .settings import Settings

ROOT = Path(__file__).resolve().parents[1]
LARGEST_BODY = 1_000_000
# Static files are asked for with a mark of their content, so that an old one is never shown.
FOR_A_YEAR = 31_536_000
csrf = CSRFProtect()


def create_app(settings: Settings | None = None) -> Flask:
    """The application. Raises `BadSettings` for settings that must not be served."""
    settings = settings or Settings.from_environment()
    app = Flask("tracker", root_path=str(ROOT / "tracker"), template_folder=str(ROOT / "templates"))
    app.request_class = UploadRequest
    _configure(app, settings)
    set_up_logs(settings.production)
    _open_database(app)
    csrf.init_app(app)
    dress(app)
    _add_features(app)
    _wrap(app, settings)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    settings.instance.mkdir(parents=True, exist_ok=True)
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        SESSION_COOKIE_NAME="__Host-baton" if settings.https else "baton",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=timedelta(days=60),
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_CHECK_DEFAULT=True,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        MAX_FORM_PARTS=500,
        TESTING=settings.environment == "testing",
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}


def _open_database(app: Flask) -> None:
    from . import models
    from .tenancy.scope import guard_statements
    from .tenancy.walls import name_context

    assert models
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
        name_context(db.engine)
        guard_statements(db.engine)


def _add_features(app: Flask) -> None:
    from .features import add_features

    add_features(app)
    add_commands(app)


def _wrap(app: Flask, settings: Settings) -> None:
    from .tenancy.middleware import WorkspacePath

    Compress(app)
    app.wsgi_app = WorkspacePath(app.wsgi_app)
    app.wsgi_app = StaticFiles(app.wsgi_app, app.static_folder, settings.instance / "static", FOR_A_YEAR)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)
