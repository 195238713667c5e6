"""Every change of the facts is written down, and a day may have a row for each version of the formula."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Json, Moment
from tracker.tenancy.walls import raise_walls

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fact_change",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("events", Json, nullable=False),
        sa.Column("patch", sa.JSON(), nullable=False),
        *(sa.Column(name, Id(), nullable=False) for name in ("engagement_id", "client_id", "workspace_id", "id")),
        sa.ForeignKeyConstraint(["workspace_id", "client_id"], ["client.workspace_id", "client.id"]),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "client_id", "id"),
        sa.UniqueConstraint("workspace_id", "engagement_id", "number"),
    )
    op.create_index("ix_fact_change_engagement", "fact_change", ["workspace_id", "engagement_id"])
    op.create_index("ix_fact_change_wall", "fact_change", ["workspace_id", "client_id", "id"])
    raise_walls(op, "fact_change", "client", append_only=True)
    with op.batch_alter_table("standing") as standing:
        standing.add_column(sa.Column("changes", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("snapshot") as snapshot:
        snapshot.add_column(sa.Column("current", sa.Boolean(), nullable=False, server_default=sa.true()))
        snapshot.drop_constraint("uq_snapshot_workspace_id_engagement_id_day", type_="unique")
        snapshot.create_unique_constraint(
            "uq_snapshot_workspace_id_engagement_id_day_formula_version",
            ["workspace_id", "engagement_id", "day", "formula_version"],
        )


def downgrade() -> None:
    op.execute("DELETE FROM snapshot WHERE NOT current")
    with op.batch_alter_table("snapshot") as snapshot:
        snapshot.drop_constraint("uq_snapshot_workspace_id_engagement_id_day_formula_version", type_="unique")
        snapshot.create_unique_constraint(
            "uq_snapshot_workspace_id_engagement_id_day", ["workspace_id", "engagement_id", "day"]
        )
        snapshot.drop_column("current")
    with op.batch_alter_table("standing") as standing:
        standing.drop_column("changes")
    op.drop_table("fact_change")
