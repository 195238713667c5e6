"""Removing the demo: the one place where rows of a workspace are deleted, all of them, and of demo workspaces alone.

It works past the walls, so it takes the owner of the tables and never the application's own role.
"""

from uuid import UUID

from sqlalchemy import Connection, Table, create_engine, delete, select, text

from tracker.accounts.models import LoginSession, Membership, SignInLink, User
from tracker.core.database import Base, prepare_engine
from tracker.core.forms import Submission
from tracker.tenancy import Workspace


class CannotRemove(Exception):
    """The role cannot see all rows, so it would leave some behind."""


def remove(owner_url: str) -> int:
    """Delete every demo workspace and every demo person without a place elsewhere, all or nothing.

    Returns how many workspaces. Raises `CannotRemove` for a role whom row-level security binds.
    """
    engine = create_engine(owner_url)
    prepare_engine(engine)
    try:
        with engine.begin() as connection:
            _check_sight(connection)
            workspaces = list(connection.scalars(select(Workspace.id).where(Workspace.demo)))
            if workspaces:
                _empty(connection, workspaces)
            _forget_people(connection)
        return len(workspaces)
    finally:
        engine.dispose()


def _check_sight(connection: Connection) -> None:
    """Row-level security is forced, so it hides rows even from the tables' owner."""
    if connection.dialect.name != "postgresql":
        return
    name, free = connection.execute(
        text("SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    ).one()
    if not free:
        raise CannotRemove(
            f"The role {name} cannot remove the demo: row-level security hides rows from it. Name a superuser, or a "
            "role that bypasses row-level security, in BATON_OWNER_DATABASE_URL for this one command."
        )


def _empty(connection: Connection, workspaces: list[UUID]) -> None:
    """Whatever hangs from something goes before it."""
    for table in reversed(Base.metadata.sorted_tables):
        if "workspace_id" in table.c:
            connection.execute(delete(table).where(table.c.workspace_id.in_(workspaces)))
    connection.execute(delete(Workspace).where(Workspace.id.in_(workspaces)))


def _forget_people(connection: Connection) -> None:
    """A visitor may have taken a person of the demo into a workspace of his own: she stays."""
    elsewhere = select(Membership.user_id).where(Membership.user_id == User.id).exists()
    leaving = list(connection.scalars(select(User.id).where(User.demo, ~elsewhere)))
    tables: list[Table] = [model.__table__ for model in (LoginSession, SignInLink, Submission)]
    for table in tables:
        connection.execute(delete(table).where(table.c.user_id.in_(leaving)))
    connection.execute(delete(User).where(User.id.in_(leaving)))
