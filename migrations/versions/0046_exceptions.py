"""One kind of exception: what the gate passed without and what an acceptance took along are one table."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import op

from tracker.archive.one_kind_of_exception import one_kind
from tracker.core.ids import new_id
from tracker.core.types import Id, Moment
from tracker.tenancy.walls import forget, raise_walls

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

KEYS = ("workspace_id", "id", "client_id", "engagement_id")
SHARED = {
    **dict.fromkeys((*KEYS, "criterion_id", "acceptance_id", "answers_id"), Id()), "text": sa.String(),
    "due_on": sa.Date(), "closed_at": Moment(), "closed_by_name": sa.String(),
}  # fmt: skip
OF_ONE = {
    "waiver_id": Id(), "part": sa.String(), "reminded": sa.Integer(), "closed_by_id": Id(), "evidence": sa.Text(),
    "link": sa.String(),
}  # fmt: skip
DATED = sa.table("dated_exception", *(sa.column(name, kind) for name, kind in (SHARED | OF_ONE).items()))
ADDED = sa.table("handover_exception", *(sa.column(name, kind) for name, kind in (SHARED | {"how": sa.Text()}).items()))
NAMES = """
    UPDATE dated_exception SET closed_by_name = (
        SELECT m.name FROM membership m
        WHERE m.workspace_id = dated_exception.workspace_id AND m.id = dated_exception.closed_by_id)
    WHERE closed_by_id IS NOT NULL
"""
ACCEPTANCE_KEY = "fk_dated_exception_workspace_id_client_id_acceptance_id"


def upgrade() -> None:
    with op.batch_alter_table("dated_exception") as batch:
        batch.alter_column("waiver_id", existing_type=Id(), nullable=True)
        batch.alter_column("criterion_id", existing_type=Id(), nullable=True)
        batch.add_column(sa.Column("acceptance_id", Id(), nullable=True))
        batch.add_column(sa.Column("part", sa.String(length=20), nullable=False, server_default=""))
        batch.add_column(sa.Column("closed_by_name", sa.String(length=120), nullable=False, server_default=""))
        batch.create_foreign_key(
            ACCEPTANCE_KEY, "handover_acceptance", ["workspace_id", "client_id", "acceptance_id"],
            ["workspace_id", "client_id", "id"],
        )  # fmt: skip
    with _past_the_walls("dated_exception", "handover_exception", "membership"):
        op.execute(NAMES)
        _make_one()
    op.drop_table("handover_exception")
    forget(op, "fact_slice")


def _make_one() -> None:
    """One workspace after another: a row that went over to another workspace has its id in both."""
    dated, added = _rows(DATED), _rows(ADDED)
    for workspace in {row["workspace_id"] for row in added}:
        before = {row["id"]: row for row in dated if row["workspace_id"] == workspace}
        for row in one_kind(before.values(), [row for row in added if row["workspace_id"] == workspace]):
            if row["id"] not in before:
                op.execute(DATED.insert().values(**row))
            elif row != before[row["id"]]:
                changed = {name: value for name, value in row.items() if name not in KEYS}
                op.execute(DATED.update().where(*_is(row)).values(**changed))


def downgrade() -> None:
    _make_handover_exception()
    with _past_the_walls("dated_exception"):
        for row in _rows(DATED):
            if row["acceptance_id"] is not None:
                _part_again(row)
    with op.batch_alter_table("dated_exception") as batch:
        batch.drop_constraint(ACCEPTANCE_KEY, type_="foreignkey")
        for name in ("closed_by_name", "part", "acceptance_id"):
            batch.drop_column(name)
        batch.alter_column("criterion_id", existing_type=Id(), nullable=False)
        batch.alter_column("waiver_id", existing_type=Id(), nullable=False)
    raise_walls(op, "handover_exception", "client")
    forget(op, "fact_slice")


def _part_again(row: dict[str, Any]) -> None:
    """What an acceptance took along stands in both; what it added, in its own table alone."""
    own = {name: row[name] for name in SHARED} | {"how": row["evidence"]}
    if row["waiver_id"] is not None:
        own["id"] = new_id()
    elif row["link"]:
        own["how"] += f"\n{row['link']}"
    op.execute(ADDED.insert().values(**own))
    if row["waiver_id"] is None:
        op.execute(DATED.delete().where(*_is(row)))


def _rows(table: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in op.get_bind().execute(sa.select(table).order_by(table.c.id)).mappings()]


def _is(row: dict[str, Any]) -> tuple[Any, Any]:
    return DATED.c.workspace_id == row["workspace_id"], DATED.c.id == row["id"]


@contextmanager
def _past_the_walls(*tables: str) -> Iterator[None]:
    """Row-level security binds the owner of the tables too: for these statements alone it does not."""
    walled = tables if op.get_bind().dialect.name == "postgresql" else ()
    for table in walled:
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    yield
    for table in walled:
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def _make_handover_exception() -> None:
    own = {"engagement_id": "engagement", "acceptance_id": "handover_acceptance", "criterion_id": "exit_criterion"}
    op.create_table(
        "handover_exception",
        sa.Column("acceptance_id", Id(), nullable=False),
        sa.Column("criterion_id", Id(), nullable=True),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("answers_id", Id(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("closed_by_name", sa.String(length=120), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        *(sa.Column(key, Id(), nullable=False) for key in ("engagement_id", "client_id", "workspace_id", "id")),
        *(
            sa.ForeignKeyConstraint(
                ["workspace_id", "client_id", key], [f"{table}.workspace_id", f"{table}.client_id", f"{table}.id"],
                name=f"fk_handover_exception_workspace_id_client_id_{key}",
            )
            for key, table in own.items()
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "answers_id"], ["membership.workspace_id", "membership.id"],
            name="fk_handover_exception_workspace_id_answers_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"], ["client.workspace_id", "client.id"],
            name="fk_handover_exception_workspace_id_client_id",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_handover_exception"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_handover_exception_workspace_id_client_id_id"),
    )  # fmt: skip
    op.create_index("ix_handover_exception_engagement", "handover_exception", ["workspace_id", "engagement_id"])
