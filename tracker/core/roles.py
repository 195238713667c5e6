"""PostgreSQL's roles: two that fence (`baton_practice`, `baton_client`), one that removes within the same walls
(`baton_remover`), and the sign-in that may become each.

None of them owns anything, so that row-level security binds them all.
"""

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from tracker.settings import BadSettings

RUNTIME = ("baton_practice", "baton_client", "baton_remover")


def make_roles(owner_url: str, serving_url: str) -> None:
    """Create what is missing, with the owner's rights. The serving address names the sign-in role and its password."""
    owner, serving = make_url(owner_url), make_url(serving_url)
    if owner.get_backend_name() != "postgresql":
        return
    engine = create_engine(owner, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for role in RUNTIME:
            _create(connection, role, "NOLOGIN NOINHERIT")
        if serving.username and serving.username != owner.username:
            _create(connection, serving.username, "LOGIN NOINHERIT")
            if serving.password:
                _set_password(connection, serving.username, str(serving.password))
            for role in RUNTIME:
                connection.execute(text(f'GRANT {role} TO "{_name(serving.username)}"'))
    engine.dispose()


def refuse_unfit_role(serving_url: str) -> None:
    """Raises `BadSettings` unless the role that would serve is bound by the walls."""
    try:
        problems = check_roles(serving_url)
    except OperationalError as problem:
        problems = [f"The database cannot be reached: {str(problem.orig).strip()}"]
    if problems:
        raise BadSettings(problems)


def check_roles(serving_url: str) -> list[str]:
    """What is wrong with the role that would serve; empty if it may.

    Refused: superuser, bypassing row-level security, owning tables, or not able to become a fenced role.
    """
    url = make_url(serving_url)
    if url.get_backend_name() != "postgresql":
        return []
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return _problems(connection)
    finally:
        engine.dispose()


def _problems(connection: Connection) -> list[str]:
    name, superuser, bypasses = connection.execute(
        text("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
    ).one()
    problems = []
    if superuser:
        problems.append(f"The role {name} is a superuser: no wall would hold.")
    if bypasses:
        problems.append(f"The role {name} bypasses row-level security.")
    owned = connection.scalar(
        text("SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p') AND relowner = "
             "(SELECT oid FROM pg_roles WHERE rolname = current_user)")
    )  # fmt: skip
    if owned:
        problems.append(f"The role {name} owns {owned} tables. Serve with a role that owns none.")
    for role in RUNTIME:
        if not connection.scalar(text("SELECT count(*) FROM pg_roles WHERE rolname = :role"), {"role": role}):
            problems.append(f"The role {role} is missing. Make it with: flask --app wsgi database-roles")
        elif not connection.scalar(text("SELECT pg_has_role(current_user, :role, 'MEMBER')"), {"role": role}):
            problems.append(f"The role {name} cannot become {role}.")
    return problems


def _create(connection: Connection, name: str, options: str) -> None:
    if not connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :name"), {"name": name}):
        connection.execute(text(f'CREATE ROLE "{_name(name)}" {options}'))


def _set_password(connection: Connection, name: str, password: str) -> None:
    quoted = connection.scalar(text("SELECT quote_literal(:password)"), {"password": password})
    connection.exec_driver_sql(f'ALTER ROLE "{_name(name)}" PASSWORD {quoted}'.replace("%", "%%"))


def _name(name: str) -> str:
    if not name.replace("_", "").isalnum():
        raise ValueError("A role's name holds letters, digits and underscores.")
    return name
