"""An inbox for each person, and how often a letter tells of what is unread in it."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Moment
from tracker.tenancy.walls import raise_walls

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inbox_row",
        sa.Column("client_id", Id(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("user_id", Id(), nullable=False),
        sa.Column("person_id", Id(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("subject_name", sa.String(length=200), nullable=False),
        sa.Column("by_name", sa.String(length=120), nullable=False),
        sa.Column("excerpt", sa.String(length=300), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("read_at", Moment(), nullable=True),
        sa.Column("told_at", Moment(), nullable=True),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_inbox_row_user_id"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_inbox_row_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.id"],
            name="fk_inbox_row_workspace_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "person_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_inbox_row_workspace_id_person_id",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_inbox_row_workspace_id"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_inbox_row"),
    )
    op.create_index("ix_inbox_row_person", "inbox_row", ["workspace_id", "person_id", "id"], unique=False)
    op.create_index("ix_inbox_row_unread", "inbox_row", ["workspace_id", "user_id", "read_at"], unique=False)
    op.create_index("ix_inbox_row_wall", "inbox_row", ["workspace_id", "client_id"], unique=False)
    raise_walls(op, "inbox_row", "own")
    op.add_column("users", sa.Column("digest", sa.String(length=6), nullable=False, server_default="daily"))
    op.add_column("users", sa.Column("digest_at", Moment(), nullable=True))


def downgrade() -> None:
    op.drop_column("users", "digest_at")
    op.drop_column("users", "digest")
    op.drop_table("inbox_row")
