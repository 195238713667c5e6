"""Flags: what somebody should look at, and the open ones beside the standing."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Json, Moment
from tracker.tenancy.walls import raise_walls

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "flag",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("proofs", Json, nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.Column("acknowledged_at", Moment(), nullable=True),
        sa.Column("acknowledged_by_id", Id(), nullable=True),
        sa.Column("keeper_id", Id(), nullable=True),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("judged", sa.Integer(), nullable=False),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("snoozed_because", sa.String(length=500), nullable=False),
        sa.Column("resolved_at", Moment(), nullable=True),
        sa.Column("resolved_by", sa.String(length=120), nullable=False),
        sa.Column("resolution", sa.Text(), nullable=False),
        sa.Column("closing_by_id", Id(), nullable=True),
        sa.Column("closing_at", Moment(), nullable=True),
        sa.Column("closing_until", sa.Date(), nullable=True),
        sa.Column("closing_because", sa.Text(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.CheckConstraint("severity BETWEEN 1 AND 3", name="ck_flag_severity"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_flag_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"], ["client.workspace_id", "client.id"], name="fk_flag_workspace_id_client_id"
        ),
        *(_person(column) for column in ("acknowledged_by_id", "keeper_id", "closing_by_id")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_flag"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_flag_workspace_id_client_id_id"),
    )
    op.create_index("ix_flag_engagement", "flag", ["workspace_id", "engagement_id"])
    standing = sa.text("gone_on IS NULL")
    op.create_index(
        "uq_flag_standing", "flag", ["workspace_id", "engagement_id", "kind", "subject"], unique=True,
        sqlite_where=standing, postgresql_where=standing,
    )  # fmt: skip
    raise_walls(op, "flag", "client")
    op.add_column("standing", sa.Column("flags", Json, nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("standing") as table:
        table.drop_column("flags")
    op.drop_table("flag")


def _person(column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column], ["membership.workspace_id", "membership.id"], name=f"fk_flag_workspace_id_{column}"
    )
