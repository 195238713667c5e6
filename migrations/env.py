"""Alembic's environment: the address comes from the caller, the tables from the models."""

from alembic import context
from sqlalchemy import create_engine, event, pool

from tracker.core.database import Base
from tracker.models import every_model

assert every_model
config = context.config


def run() -> None:
    engine = create_engine(config.attributes["url"], poolclass=pool.NullPool)
    if engine.dialect.name == "sqlite":
        _real_transactions(engine)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


def _real_transactions(engine) -> None:
    """The driver would commit at every table it makes; a migration that fails must leave nothing behind."""

    @event.listens_for(engine, "connect")
    def open_by_hand(connection, _record) -> None:
        connection.isolation_level = None

    @event.listens_for(engine, "begin")
    def begin(connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


run()
