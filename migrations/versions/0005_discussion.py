"""People say things of records: to everyone in the engagement, or to the practice only."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Moment
from tracker.tenancy.walls import raise_walls

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "comment",
        sa.Column("client_id", Id(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("visibility", sa.String(length=10), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", Id(), nullable=False),
        sa.Column("subject_name", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", Id(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.CheckConstraint("(visibility = 'practice') = (client_id IS NULL)", name="ck_comment_visibility"),
        sa.CheckConstraint("visibility IN ('everyone', 'practice')", name="ck_comment_visible"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "author_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_comment_workspace_id_author_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_comment_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.id"],
            name="fk_comment_workspace_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_comment_workspace_id"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_comment"),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name="uq_comment_workspace_id_client_id_id"),
    )
    op.create_index("ix_comment_subject", "comment", ["workspace_id", "subject_id", "id"], unique=False)
    op.create_table(
        "mending",
        sa.Column("client_id", Id(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("comment_id", Id(), nullable=False),
        sa.Column("author_id", Id(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "author_id"],
            ["membership.workspace_id", "membership.id"],
            name="fk_mending_workspace_id_author_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "comment_id"],
            ["comment.workspace_id", "comment.client_id", "comment.id"],
            name="fk_mending_workspace_id_client_id_comment_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
            name="fk_mending_workspace_id_client_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "comment_id"],
            ["comment.workspace_id", "comment.id"],
            name="fk_mending_workspace_id_comment_id",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.id"],
            name="fk_mending_workspace_id_engagement_id",
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], name="fk_mending_workspace_id"),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_mending"),
    )
    op.create_index("ix_mending_comment", "mending", ["workspace_id", "comment_id", "id"], unique=False)
    op.create_index("ix_mending_wall", "mending", ["workspace_id", "client_id"], unique=False)
    raise_walls(op, "comment", "client", append_only=True)
    raise_walls(op, "mending", "client", append_only=True)


def downgrade() -> None:
    op.drop_table("mending")
    op.drop_table("comment")
