"""The database: declarative base, engine set-up for both engines, and sessions bound to a context."""

from typing import Any

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase

from .context import Context, current_context

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


class BoundSession(Session):
    """A session that belongs to one context from birth and refuses to change it."""

    def __init__(self, db: SQLAlchemy, **options: Any):
        super().__init__(db, **options)
        self.__context = current_context()
        self.__engine: Engine | None = None

    @property
    def context(self) -> Context:
        return self.__context

    def get_bind(self, *args: Any, **options: Any) -> Engine:
        if self.__context != current_context():
            raise RuntimeError("This session belongs to another context. Enter the context with a session of its own.")
        if self.__engine is None:
            self.__engine = self._db.engine.execution_options(context=self.__context, bound_session=self)
        return self.__engine


db = SQLAlchemy(model_class=Base, session_options={"class_": BoundSession})


def engine_options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 20}}
    return {"pool_size": 5, "max_overflow": 10, "pool_pre_ping": False, "pool_recycle": 1800, "pool_timeout": 10}


def prepare_engine(engine: Engine) -> None:
    """Make SQLite durable and its transactions real; PostgreSQL needs nothing here."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _open_sqlite)
    event.listen(engine, "begin", _begin_sqlite)


def _open_sqlite(connection: Any, _record: Any) -> None:
    """The driver's own transaction handling loses concurrent updates, so it is switched off."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=20000", "foreign_keys=ON", "cache_size=-8000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A transaction that will write takes the write lock first: waiting in line never fails, upgrading can."""
    context: Context | None = connection.get_execution_options().get("context")
    writes = context is None or context.writes
    connection.connection.driver_connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
