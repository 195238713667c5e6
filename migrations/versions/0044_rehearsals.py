"""Rehearsals of the handover, and the dated exceptions of its gate."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Json, Moment
from tracker.tenancy.walls import forget, raise_walls

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('waiting', 'planned', 'running')")
UNANSWERED = sa.text("effective_at IS NULL AND declined_at IS NULL AND withdrawn_at IS NULL")


def upgrade() -> None:
    op.add_column("engagement", sa.Column("rehearses_until", sa.Date()))
    _make(
        "rehearsal",
        *_proposed(),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("began_on", sa.Date()),
        sa.Column("ended_on", sa.Date()),
        sa.Column("ended_by", sa.String(length=120), nullable=False),
        sa.Column("broken_because", sa.Text(), nullable=False),
        sa.Column("days", Json, nullable=False),
        sa.Column("showed", sa.Text(), nullable=False),
        sa.Column("showed_by", sa.String(length=120), nullable=False),
        sa.Column("showed_at", Moment()),
        sa.CheckConstraint("weeks BETWEEN 1 AND 4", name="ck_rehearsal_weeks"),
        person=("by_id",),
    )
    op.create_index("ix_rehearsal_clock", "rehearsal", ["workspace_id", "state", "begins_on"])
    op.create_index("uq_rehearsal_open", "rehearsal", ["workspace_id", "engagement_id"], unique=True,
                    sqlite_where=OPEN, postgresql_where=OPEN)  # fmt: skip
    _make(
        "entry_request",
        *_proposed(),
        sa.Column("rehearsal_id", Id(), nullable=False),
        person=("by_id",),
        under={"rehearsal_id": "rehearsal"},
    )
    op.create_index("uq_entry_request_open", "entry_request", ["workspace_id", "rehearsal_id"], unique=True,
                    sqlite_where=UNANSWERED, postgresql_where=UNANSWERED)  # fmt: skip
    _make(
        "dated_exception",
        sa.Column("waiver_id", Id(), nullable=False),
        sa.Column("criterion_id", Id(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("answers_id", Id(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.Column("closed_at", Moment()),
        sa.Column("closed_by_id", Id()),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.UniqueConstraint("workspace_id", "waiver_id", name="uq_dated_exception_workspace_id_waiver_id"),
        person=("answers_id", "closed_by_id"),
        under={"waiver_id": "waiver", "criterion_id": "exit_criterion"},
    )
    op.create_index("ix_dated_exception_due", "dated_exception", ["workspace_id", "closed_at", "due_on"])
    for table in ("rehearsal", "entry_request", "dated_exception"):
        raise_walls(op, table, "client")
    forget(op, "fact_slice")


def downgrade() -> None:
    for table in ("dated_exception", "entry_request", "rehearsal"):
        op.drop_table(table)
    op.drop_column("engagement", "rehearses_until")
    forget(op, "fact_slice")


def _proposed() -> list[Any]:
    return [
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("effective_at", Moment()),
        sa.Column("declined_at", Moment()),
        sa.Column("withdrawn_at", Moment()),
        sa.Column("answered_by", sa.String(length=120), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
    ]


def _make(table: str, *columns: Any, person: tuple[str, ...], under: dict[str, str] | None = None) -> None:
    inside = {"engagement_id": "engagement", **(under or {})}
    op.create_table(
        table,
        *(sa.Column(name, Id(), nullable=False) for name in ("workspace_id", "id", "client_id", "engagement_id")),
        *columns,
        sa.PrimaryKeyConstraint("workspace_id", "id", name=f"pk_{table}"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name=f"uq_{table}_workspace_id_client_id_id"),
        _key(table, ["workspace_id", "client_id"], "client", ["workspace_id", "id"]),
        *(_key(table, ["workspace_id", "client_id", name], to, ["workspace_id", "client_id", "id"])
          for name, to in inside.items()),
        *(_key(table, ["workspace_id", name], "membership", ["workspace_id", "id"]) for name in person),
    )  # fmt: skip
    op.create_index(f"ix_{table}_engagement", table, ["workspace_id", "engagement_id"])


def _key(table: str, columns: list[str], target: str, keys: list[str]) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{'_'.join(columns)}"
    return sa.ForeignKeyConstraint(columns, [f"{target}.{key}" for key in keys], name=name)
