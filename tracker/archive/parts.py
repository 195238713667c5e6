"""What belongs to a workspace and to one client of it, found from the models: a new table travels along unasked.

What stays behind is listed here by hand with the reason, and a test knows every table and every column.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Column, ForeignKeyConstraint, LargeBinary, Table, inspect

from tracker.core.context import Context
from tracker.core.database import Base
from tracker.tenancy import WorkspaceModel
from tracker.tenancy.scope import tenant_models

# Tables that are no content.
LEFT_OUT = {
    "address_change": "a one-time link of this installation",
    "deletion": "what this installation was asked to delete, and the proofs that it did",
    "export": "a download of this installation",
    "graduation": "how a workspace of this installation was left for another one of it",
    "graduation_ticket": "long work of this installation",
    "heartbeat": "a sign of life of this installation's worker",
    "job": "long work of this installation, whose outcome is on record elsewhere",
    "job_ticket": "long work of this installation",
    "letter": "what this installation sends, links and all",
    "login_session": "somebody signed in at this installation",
    "sign_in_attempt": "a throttle of this installation",
    "sign_in_link": "a one-time link of this installation",
    "sign_up": "a one-time link of this installation",
    "submission": "a form that this installation has carried out",
    "summary_link": "a link with a password to this installation's address; another is made in its place",
    "users": "people sign in to an installation; memberships name them by their address, and passwords stay behind",
    "workspace": "said in the manifest; its address is the new installation's to give",
}
# Columns that are no content: they come in as NULL, or are made anew.
COLUMNS_LEFT_OUT = {
    "attachment.key": "where this installation keeps the bytes; they travel as a file named by its hash",
    "invitation.token_hash": "a way in; the invitation can be sent again",
    "work_import.job_id": "long work of this installation",
}
# What the place they come to gives, and so is no part of a content's hash: numbers, where another row has them already;
# whether the workspace is the client's own, which says what its owner may decide there; and that nobody moves just now.
GIVEN_BY_THE_WORKSPACE = {"client.reference", "engagement.reference", "membership.own", "membership.moving"}


@dataclass(frozen=True, slots=True)
class Scope:
    """A whole workspace, or one client of it."""

    workspace: UUID
    client: UUID | None = None

    def context(self, *, writes: bool = False, zone: str = "UTC") -> Context:
        """The walls inside which this, and no more, is to be seen."""
        return Context(self.workspace, self.client, None, writes, zone, still=not writes)


@dataclass(frozen=True, eq=False)
class Part:
    """One table of the content. `columns` travel; `workspace_id` never does, since the new place gives it."""

    model: type[WorkspaceModel]
    name: str
    columns: tuple[Column[Any], ...]

    @property
    def table(self) -> Table:
        return self.model.__table__  # type: ignore[return-value]

    def attribute(self, column: Column[Any]) -> Any:
        return getattr(self.model, inspect(self.model).get_property_by_column(column).key)

    def travels(self, column: Column[Any]) -> bool:
        return f"{self.name}.{column.name}" not in COLUMNS_LEFT_OUT

    def counts(self, column: Column[Any]) -> bool:
        """Is it part of what the content's hash is of?"""
        return self.travels(column) and f"{self.name}.{column.name}" not in GIVEN_BY_THE_WORKSPACE

    @property
    def of_clients(self) -> bool:
        """Does a client's content have rows of it?"""
        return self.model.client_wall() is not None

    @property
    def stored(self) -> bool:
        """Do its rows name bytes in the store of files, by `key` and `hash`?"""
        return {"key", "hash", "size"} <= set(self.table.c.keys())

    @property
    def heavy(self) -> bool:
        return any(isinstance(column.type, LargeBinary) for column in self.columns)

    def keys(self) -> list[ForeignKeyConstraint]:
        """Its foreign keys to rows of the content, in a fixed order."""
        found = [one for one in self.table.foreign_key_constraints if one.referred_table.name in parts()]
        return sorted(found, key=lambda one: one.column_keys)

    def people(self) -> list[Column[Any]]:
        """Columns that name a user of the installation."""
        users = [one for one in self.table.foreign_key_constraints if one.referred_table.name == "users"]
        return [self.table.c[one.column_keys[-1]] for one in users]


@cache
def parts() -> dict[str, Part]:
    """Every table of the content by its name: whatever a row names stands before it."""
    by_table = {model.__table__: model for model in tenant_models()}
    return {
        table.name: Part(by_table[table], table.name, tuple(one for one in table.columns if one.name != "workspace_id"))
        for table in Base.metadata.sorted_tables
        if table in by_table and table.name not in LEFT_OUT
    }


def parts_of(scope: Scope) -> list[Part]:
    """Those that the scope has rows of. What the practice keeps for itself (playbooks, saved views) is not a client's:
    the playbook that an engagement was started from is frozen into it."""
    return [part for part in parts().values() if scope.client is None or part.of_clients]
