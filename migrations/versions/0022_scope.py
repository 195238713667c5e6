"""What is required changes with a reason and the owner's approval, and is remembered as a change of scope."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Json, Moment
from tracker.tenancy.walls import raise_walls

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scope_change",
        sa.Column("act", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("subject_id", Id(), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("fields", Json, nullable=False),
        sa.Column("effect", sa.Double(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("effective_at", Moment(), nullable=True),
        sa.Column("declined_at", Moment(), nullable=True),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.Column("answered_by", sa.String(length=120), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id", "by_id"], ["membership.workspace_id", "membership.id"]),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
        ),
        sa.ForeignKeyConstraint(["workspace_id", "client_id"], ["client.workspace_id", "client.id"]),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "client_id", "id"),
    )
    op.create_index("ix_scope_change_engagement", "scope_change", ["workspace_id", "engagement_id"])
    raise_walls(op, "scope_change", "client")


def downgrade() -> None:
    op.drop_table("scope_change")
