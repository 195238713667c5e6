"""Deletion as the law asks for it: what was asked for, and its proof, outside every tenant."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Json, Moment
from tracker.tenancy.walls import open_to_both

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deletion",
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("target", sa.String(length=60), nullable=False),
        sa.Column("workspace_id", Id(), nullable=True),
        sa.Column("client_id", Id(), nullable=True),
        sa.Column("member_id", Id(), nullable=True),
        sa.Column("user_id", Id(), nullable=True),
        sa.Column("asked_by_id", Id(), nullable=True),
        sa.Column("asked_by_mark", sa.String(length=16), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reminded_at", Moment(), nullable=True),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.Column("held_up", sa.String(length=300), nullable=False),
        sa.Column("begun_at", Moment(), nullable=True),
        sa.Column("done_at", Moment(), nullable=True),
        sa.Column("work", Json, nullable=False),
        sa.Column("counts", Json, nullable=False),
        sa.Column("proof", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    still_open = sa.text("done_at IS NULL AND withdrawn_at IS NULL")
    op.create_index(
        "uq_deletion_open", "deletion", ["target"], unique=True, sqlite_where=still_open, postgresql_where=still_open
    )
    op.create_index("ix_deletion_workspace", "deletion", ["workspace_id"])
    op.create_index("ix_deletion_user", "deletion", ["user_id"])
    op.add_column("workspace", sa.Column("closing", Json, nullable=True))
    open_to_both(op, "deletion", "SELECT, INSERT, UPDATE")


def downgrade() -> None:
    op.drop_column("workspace", "closing")
    op.drop_index("ix_deletion_user", "deletion")
    op.drop_index("ix_deletion_workspace", "deletion")
    op.drop_index("uq_deletion_open", "deletion")
    op.drop_table("deletion")
