"""The planned handover may be moved and the clocks stopped, with a reason and the owner's approval."""

import sqlalchemy as sa
from alembic import op

from tracker.core.types import Id, Moment
from tracker.tenancy.walls import raise_walls

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

OPEN = sa.text("resumed_on IS NULL")


def upgrade() -> None:
    op.add_column("engagement", sa.Column("paused_on", sa.Date(), nullable=True))
    op.add_column("engagement", sa.Column("stopped_on", sa.Date(), nullable=True))
    op.add_column("engagement", sa.Column("stopped_by", sa.String(length=120), server_default="", nullable=False))
    op.add_column(
        "engagement", sa.Column("stopped_by_practice", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("engagement", sa.Column("stopped_because", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "plan_change",
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("was_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
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
    op.create_index("ix_plan_change_engagement", "plan_change", ["workspace_id", "engagement_id"])
    op.create_table(
        "pause",
        sa.Column("change_id", Id(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("resumed_on", sa.Date(), nullable=True),
        sa.Column("engagement_id", Id(), nullable=False),
        sa.Column("client_id", Id(), nullable=False),
        sa.Column("workspace_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "change_id"],
            ["plan_change.workspace_id", "plan_change.client_id", "plan_change.id"],
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "client_id", "engagement_id"],
            ["engagement.workspace_id", "engagement.client_id", "engagement.id"],
        ),
        sa.ForeignKeyConstraint(["workspace_id", "client_id"], ["client.workspace_id", "client.id"]),
        sa.PrimaryKeyConstraint("workspace_id", "id"),
        sa.UniqueConstraint("workspace_id", "client_id", "id"),
    )
    op.create_index("ix_pause_engagement", "pause", ["workspace_id", "engagement_id"])
    op.create_index(
        "uq_pause_open", "pause", ["workspace_id", "engagement_id"], unique=True,
        sqlite_where=OPEN, postgresql_where=OPEN,
    )  # fmt: skip
    raise_walls(op, "plan_change", "client")
    raise_walls(op, "pause", "client")


def downgrade() -> None:
    op.drop_table("pause")
    op.drop_table("plan_change")
    for name in ("stopped_because", "stopped_by_practice", "stopped_by", "stopped_on", "paused_on"):
        op.drop_column("engagement", name)
