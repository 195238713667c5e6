"""Statements that are put together once: composing one costs more than the database takes to answer it."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any

from sqlalchemy import bindparam

Ready = tuple[Any, dict[str, Any]]
# The option under which a prepared statement carries what is made of it once, such as the same within walls.
PREPARED = "prepared"


def prepared(build: Callable[..., Any]) -> Callable[..., Ready]:
    """Turn `build`, which composes a statement from its parameters, into one that composes it once.

    `build` gets a bound parameter for each of its own; what it returns must not depend on anything else. The result
    is called with values and answers with statement and values: `db.session.execute(*things_of(member.id))`.
    """
    names = list(signature(build).parameters)
    kept: list[Any] = []

    @wraps(build)
    def ready(*values: Any) -> Ready:
        if not kept:
            kept.append(build(*(bindparam(name) for name in names)).execution_options(**{PREPARED: {}}))
        return kept[0], dict(zip(names, values, strict=True))

    return ready
