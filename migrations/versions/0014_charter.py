"""The charter has parts and versions of its own, and a prospect is asked whether it fits."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Json, Moment
from tracker.tenancy.walls import raise_walls

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "charter_version",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("owned", sa.Text(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("hours_for", sa.String(length=300), nullable=False),
        sa.Column("exit_plan", sa.Text(), nullable=False),
        sa.Column("handover", sa.Text(), nullable=False),
        sa.Column("planned_handover", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        *_keys(),
        sa.UniqueConstraint("workspace_id", "engagement_id", "number"),
    )
    op.create_index("ix_charter_version_engagement", "charter_version", ["workspace_id", "engagement_id"])
    op.create_table(
        "fit_check",
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("answers", Json, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *_keys(),
    )
    op.create_index("ix_fit_check_engagement", "fit_check", ["workspace_id", "engagement_id"])
    raise_walls(op, "charter_version", "client", append_only=True)
    raise_walls(op, "fit_check", "client", append_only=True)


def _keys() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id", "by_id"], ["membership.workspace_id", "membership.id"]),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
        ),
        sa.ForeignKeyConstraint(["workspace_id", "client_id"], ["client.workspace_id", "client.id"]),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "client_id", "id"),
    )


def downgrade() -> None:
    op.drop_table("fit_check")
    op.drop_table("charter_version")
