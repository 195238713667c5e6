"""Filters that people keep of the portfolio, the columns they chose, what became of acts on several rows,
and the days at the top, for the practice's own scorecard."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Json, Moment
from tracker.tenancy.walls import raise_walls

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

AT_TOP = sa.text("stage = 'self_sufficient'")


def upgrade() -> None:
    op.create_table(
        "saved_filter",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("filters", Json, nullable=False),
        sa.Column("opens", sa.Boolean(), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        _of_person("saved_filter"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_saved_filter_workspace_id"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_saved_filter"),
        sa.UniqueConstraint("workspace_id", "person_id", "name"),
    )
    op.create_table(
        "chosen_columns",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("columns", Json, nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        _of_person("chosen_columns"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_chosen_columns_workspace_id"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_chosen_columns"),
        sa.UniqueConstraint("workspace_id", "person_id"),
    )
    op.create_table(
        "bulk_act",
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("act", sa.String(length=12), nullable=False),
        sa.Column("done", Json, nullable=False),
        sa.Column("refused", Json, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        _of_person("bulk_act"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_bulk_act_workspace_id"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_bulk_act"),
    )
    op.create_index("ix_bulk_act_person", "bulk_act", ["workspace_id", "person_id", "id"])
    op.create_index(
        "ix_snapshot_top", "snapshot", ["workspace_id", "engagement_id", "day"], sqlite_where=AT_TOP,
        postgresql_where=AT_TOP,
    )  # fmt: skip
    raise_walls(op, "saved_filter", "workspace")
    raise_walls(op, "chosen_columns", "workspace")
    raise_walls(op, "bulk_act", "workspace", append_only=True)


def downgrade() -> None:
    op.drop_index("ix_snapshot_top", "snapshot")
    for table in ("bulk_act", "chosen_columns", "saved_filter"):
        op.drop_table(table)


def _of_person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", "person_id"], ["membership.workspace_id", "membership.id"],
        name=f"fk_{table}_workspace_id_person_id",
    )  # fmt: skip
