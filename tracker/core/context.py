"""Who a database session works for. A session is bound to one context for its whole life."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from flask import current_app, g, has_app_context


@dataclass(frozen=True, slots=True)
class Context:
    """The walls around a session.

    `workspace` empty: nothing of any tenant can be reached. `client` set: only that client's rows of the
    workspace. `writes` says whether the transaction may write, which SQLite must know before it begins. `removes`: it
    may also change and delete what is append-only, within the same walls, because the law or the owner asks for it.
    `still`: everything that is read is of one moment, however long it takes (on SQLite it always is).
    """

    workspace: UUID | None = None
    client: UUID | None = None
    user: UUID | None = None
    writes: bool = True
    zone: str = "UTC"
    removes: bool = False
    still: bool = False


NOBODY = Context()


def current_context() -> Context:
    return g.get("context", NOBODY) if has_app_context() else NOBODY


def bind(context: Context) -> None:
    """Choose the context of the session that this application context will open."""
    g.context = context
    g.zone = context.zone


@contextmanager
def entered(context: Context) -> Iterator[None]:
    """Work inside another context with a session of its own; leaving drops what was not committed."""
    with current_app._get_current_object().app_context():
        bind(context)
        yield
