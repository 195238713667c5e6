"""What owners took out, kept for a week."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Moment
from tracker.tenancy.walls import raise_walls

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "export",
        sa.Column("asked_by_id", Id(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("gone_at", Moment(), nullable=True),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id"], ["client.workspace_id", "client.id"],
            name=op.f("fk_export_workspace_id_client_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "asked_by_id"], ["membership.workspace_id", "membership.id"],
            name=op.f("fk_export_workspace_id_asked_by_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_export")),
        sa.UniqueConstraint("workspace_id", "client_id", "id", name=op.f("uq_export_workspace_id_client_id_id")),
    )  # fmt: skip
    op.create_index("ix_export_asked_by", "export", ["workspace_id", "asked_by_id", "id"])
    raise_walls(op, "export", "client")


def downgrade() -> None:
    op.drop_table("export")
