"""Files can be attached to records."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Moment
from tracker.tenancy.walls import raise_walls

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachment",
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("by_id", Id(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("removed_by_id", Id(), nullable=True),
        sa.Column("removed_at", Moment(), nullable=True),
        sa.Column("purged_at", Moment(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id", "by_id"], ["membership.workspace_id", "membership.id"]),
        sa.ForeignKeyConstraint(["workspace_id", "removed_by_id"], ["membership.workspace_id", "membership.id"]),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
        ),
        sa.ForeignKeyConstraint(["workspace_id", "client_id"], ["client.workspace_id", "client.id"]),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "client_id", "id"),
        sa.UniqueConstraint("workspace_id", "key"),
    )
    op.create_index("ix_attachment_engagement", "attachment", ["workspace_id", "engagement_id"])
    op.create_index("ix_attachment_subject", "attachment", ["workspace_id", "subject_id"])
    raise_walls(op, "attachment", "client")


def downgrade() -> None:
    op.drop_index("ix_attachment_subject", "attachment")
    op.drop_index("ix_attachment_engagement", "attachment")
    op.drop_table("attachment")
