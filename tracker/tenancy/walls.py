"""The wall of PostgreSQL: row-level security, the runtime roles, and the settings that name the context.

Policies compare with `NULLIF(…, '')` because a setting reads as an empty text after the transaction that set it.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, event

from tracker.core.context import Context

PRACTICE, CLIENT, REMOVER = "baton_practice", "baton_client", "baton_remover"


def _setting(name: str) -> str:
    return f"NULLIF(current_setting('baton.{name}', true), '')::uuid"


WORKSPACE, CLIENT_ID, USER = _setting("workspace"), _setting("client"), _setting("person")
IN_WORKSPACE = f"workspace_id = {WORKSPACE}"
IN_CLIENT = f"{IN_WORKSPACE} AND client_id = {CLIENT_ID}"
OPEN_TO_CLIENT = f"{IN_WORKSPACE} AND (client_id = {CLIENT_ID} OR client_id IS NULL)"
OWN = f"user_id = {USER}"
# The client's role always has a client, so this never holds for it: it finds no row, as in the code's own wall.
NOT_FOR_CLIENTS = f"{IN_WORKSPACE} AND {CLIENT_ID} IS NULL"
# What is removed is removed inside one workspace and, where a client is named, inside that client.
IN_NAMED_CLIENT = f"{IN_WORKSPACE} AND ({CLIENT_ID} IS NULL OR client_id = {CLIENT_ID})"
THE_NAMED_CLIENT = f"{IN_WORKSPACE} AND ({CLIENT_ID} IS NULL OR id = {CLIENT_ID})"


def name_context(engine: Engine) -> None:
    """Tell PostgreSQL, at the start of each transaction and only for it, whose rows may be seen.

    The driver would begin a transaction by a question of its own. So it is told to leave that to us, and beginning and
    context travel together.
    """
    if engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _leave_beginning_to_us)
        event.listen(engine, "begin", _begin)


def _leave_beginning_to_us(connection: Any, _record: Any) -> None:
    connection.autocommit = True


def _begin(connection: Connection) -> None:
    context: Context | None = connection.get_execution_options().get("context")
    if context is None:
        connection.connection.driver_connection.execute("BEGIN", prepare=False)
        return
    role = _role(context)
    values = {"workspace": context.workspace, "client": context.client, "person": context.user}
    settings = "".join(f"; SET LOCAL baton.{name} = '{_safe(value)}'" for name, value in values.items())
    mode = "READ WRITE" if context.writes else "READ ONLY"
    if context.still:
        mode = f"ISOLATION LEVEL REPEATABLE READ {mode}"
    connection.connection.driver_connection.execute(f"BEGIN {mode}; SET LOCAL ROLE {role}{settings}", prepare=False)


def _role(context: Context) -> str:
    if context.removes:
        return REMOVER
    return PRACTICE if context.workspace and not context.client else CLIENT


def _safe(value: UUID | None) -> str:
    return "" if value is None else str(UUID(bytes=value.bytes))


def raise_walls(operations: Any, table: str, wall: str, *, append_only: bool = False) -> None:
    """Fence one tenant table in a migration.

    `wall` is `client` (client side sees its own rows), `open` (client side sees its own rows and those of the
    practice), `self` (the table of clients: its own row), `workspace`
    (practice only), `own` (as `client`, and each user her own rows in every workspace) or `member` (the same for
    `open`).
    """
    if operations.get_bind().dialect.name != "postgresql":
        return
    practice, client = _sights(wall)
    operations.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    operations.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    rights = "SELECT, INSERT" if append_only else "SELECT, INSERT, UPDATE, DELETE"
    _admit(operations, table, PRACTICE, rights, practice, IN_WORKSPACE)
    check = client if wall in {"self", "workspace"} else IN_CLIENT
    _admit(operations, table, CLIENT, rights, client, check)
    admit_remover(operations, table, wall)


def admit_remover(operations: Any, table: str, wall: str) -> None:
    """Let the role that removes see, change and delete the rows of one workspace, also those that are append-only.

    It adds nothing, so that whoever works as it can take away but not make up. Code becomes it in named places alone.
    """
    within = {"self": THE_NAMED_CLIENT, "workspace": NOT_FOR_CLIENTS}.get(wall, IN_NAMED_CLIENT)
    _admit(operations, table, REMOVER, "SELECT, UPDATE, DELETE", within, within)


def _sights(wall: str) -> tuple[str, str]:
    return {
        "client": (IN_WORKSPACE, IN_CLIENT),
        "open": (IN_WORKSPACE, OPEN_TO_CLIENT),
        "self": (IN_WORKSPACE, f"{IN_WORKSPACE} AND id = {CLIENT_ID}"),
        "workspace": (IN_WORKSPACE, NOT_FOR_CLIENTS),
        "own": (f"({IN_WORKSPACE}) OR {OWN}", f"({IN_CLIENT}) OR {OWN}"),
        "member": (f"({IN_WORKSPACE}) OR {OWN}", f"({OPEN_TO_CLIENT}) OR {OWN}"),
    }[wall]


def _admit(operations: Any, table: str, role: str, rights: str, using: str, check: str) -> None:
    operations.execute(f"GRANT {rights} ON {table} TO {role}")
    operations.execute(
        f"CREATE POLICY {table}_{role} ON {table} AS PERMISSIVE FOR ALL TO {role} USING ({using}) WITH CHECK ({check})"
    )


def open_to_both(operations: Any, table: str, rights: str = "SELECT, INSERT, UPDATE, DELETE") -> None:
    """Grant a table that is no tenant's (people, sessions, letters) to both runtime roles."""
    if operations.get_bind().dialect.name == "postgresql":
        operations.execute(f"GRANT {rights} ON {table} TO {PRACTICE}, {CLIENT}")


def forget(operations: Any, table: str) -> None:
    """Empty a table that only remembers what can be read again. Row-level security, which binds the owner of the tables
    too, would let a DELETE pass and remove nothing."""
    emptied = "TRUNCATE" if operations.get_bind().dialect.name == "postgresql" else "DELETE FROM"
    operations.execute(f"{emptied} {table}")
